"""PDFs that people hand in: readable by anyone, unable to do anything."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf

from motcua.capabilities.documents import errors, rules

_MEBIBYTE: Final = 1024 * 1024
# Process-wide limits of the parser, set once before anything is parsed: a file of 20 MB may
# otherwise unpack to twenty gigabytes.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=128 * _MEBIBYTE,
    run_length_max_memory=128 * _MEBIBYTE,
    png_max_memory=128 * _MEBIBYTE,
    tiff_max_memory=128 * _MEBIBYTE,
    dct_max_memory=128 * _MEBIBYTE,
    dct_max_progressive_scans=100,
    parser_max_container_size=1_000_000,
    doc_max_warnings=1000,
)

_TAIL: Final = 2048
"""Where a whole file has its end mark; a broken download has lost it."""
# /GoToR opens another file: one on a share of a stranger's tells that stranger who asks for it.
_ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToR"}
)
_CARRYING_ACTIONS: Final = frozenset({"/GoToE"})
_ACTIVE_KEYS: Final = frozenset({"/JS", "/JavaScript", "/XFA"})
_CARRYING_KEYS: Final = frozenset({"/EmbeddedFiles", "/EF"})
_ACTIVE_ANNOTATIONS: Final = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_MAX_NESTING: Final = 50


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A PDF to show and its number of pages."""

    content: bytes
    pages: int


def check(content: bytes, *, filename: str) -> Checked:
    """Return the PDF if it can be read to its end, asks for no password and does nothing.

    The bytes stay untouched, because they may carry signatures. Only a file that is locked against
    editing (though not against reading), or that the parser had to repair, is written anew: then
    what people are shown is exactly what was looked through.
    """
    if b"%%EOF" not in content[-_TAIL:]:
        raise errors.BrokenFile(filename=filename)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = _count_pages(document, filename)
            _require_passive(document, filename)
            warnings = document.get_warnings()
            if any("limit exceeded" in warning for warning in warnings):
                raise errors.TooMuchInside(filename=filename)
            shown = _rewritten(document) if warnings or document.is_encrypted else content
    except pikepdf.PasswordError as error:
        raise errors.ProtectedFile(filename=filename) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError, OverflowError) as error:
        raise errors.BrokenFile(filename=filename) from error
    return Checked(content=shown, pages=pages)


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF of our own making."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def keywords_of(content: bytes) -> str:
    """Return the keywords that a file says of itself; nothing of what is no PDF."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return str(document.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError, OverflowError):
        return ""


def _count_pages(document: pikepdf.Pdf, filename: str) -> int:
    pages = len(document.pages)
    if pages == 0:
        raise errors.BrokenFile(filename=filename)
    if pages > rules.MAX_PAGES or len(document.objects) > rules.MAX_PDF_OBJECTS:
        raise errors.TooMuchInside(filename=filename)
    return pages


def _require_passive(document: pikepdf.Pdf, filename: str) -> None:
    # The trailer is no object of its own, and readers take a catalogue that lies in it.
    for item in (*document.objects, document.trailer):
        for dictionary in _dictionaries_in(item, filename, depth=0):
            names = set(dictionary.keys())
            action, subtype = str(dictionary.get("/S", "")), str(dictionary.get("/Subtype", ""))
            if names & _CARRYING_KEYS or action in _CARRYING_ACTIONS:
                raise errors.CarriesFiles(filename=filename)
            if subtype == "/FileAttachment":
                raise errors.CarriesFiles(filename=filename)
            if names & _ACTIVE_KEYS or action in _ACTIONS or subtype in _ACTIVE_ANNOTATIONS:
                raise errors.ActiveContent(filename=filename)


def _dictionaries_in(item: object, filename: str, *, depth: int) -> Iterator[pikepdf.Object]:
    """Go through the dictionaries that lie directly in the object, not behind references.

    Raises:
        TooMuchInside: if they lie so deep in one another that nobody writes them so but to hide something.
    """
    if depth > _MAX_NESTING:
        raise errors.TooMuchInside(filename=filename)
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        yield item
        children: list[object] = list(dict(item.items()).values())
    elif isinstance(item, pikepdf.Array):
        children = list(item)
    else:
        return
    for child in children:
        if not getattr(child, "is_indirect", False):
            yield from _dictionaries_in(child, filename, depth=depth + 1)


def _rewritten(document: pikepdf.Pdf) -> bytes:
    output = io.BytesIO()
    document.save(output, encryption=False)
    return output.getvalue()
