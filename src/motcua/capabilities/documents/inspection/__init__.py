"""Judge a file that a stranger sent: what it is by its bytes, whether it is safe, as a PDF to show.

Every check reads the bytes; the name and the browser's claim count for nothing. Only a parser that
went through the whole file says it is whole.
"""

import io
import zipfile
from dataclasses import dataclass

import puremagic
import structlog

from motcua.capabilities.documents import errors, rules
from motcua.capabilities.documents.inspection import images, pdf, scanning

log = structlog.get_logger(__name__)

_PDF = "application/pdf"
_KINDS = {
    ".pdf": _PDF,
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".heic": "image/heic",
    ".heif": "image/heic",
}
_CONVERTERS = {
    "image/jpeg": images.jpeg_to_pdf,
    "image/png": images.png_to_pdf,
    "image/heic": images.heic_to_pdf,
}


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """A file that may be kept: its true kind, the PDF that is shown, and how many pages it has."""

    media_type: str
    pdf: bytes
    pages: int


def inspect(content: bytes, *, filename: str) -> Inspected:
    """Return the file as a PDF that is safe to show, or refuse it.

    Raises:
        FileRefused: one of its kinds, with the reason and what to do.
    """
    if not content:
        raise errors.EmptyFile(filename=filename)
    if len(content) > rules.MAX_FILE_BYTES:
        raise errors.FileTooLarge(filename=filename, limit=rules.MAX_FILE_MEGABYTES)
    media_type = sniff(content)
    if media_type is None:
        raise errors.UnsupportedType(filename=filename)
    if zipfile.is_zipfile(io.BytesIO(content)):
        # An archive reads from its end, so it can hide behind any picture or PDF.
        raise errors.CarriesFiles(filename=filename)
    # Asked before any parser sees the file.
    if name := scanning.find_infection(content):
        log.warning("documents.infected", found=name)
        raise errors.Infected(filename=filename)
    if media_type == _PDF:
        shown = pdf.check(content, filename=filename)
    else:
        shown = pdf.Checked(content=_CONVERTERS[media_type](content, filename=filename), pages=1)
    return Inspected(media_type=media_type, pdf=shown.content, pages=shown.pages)


def reduce(content: bytes, *, filename: str) -> bytes:
    """Return a photograph upright, bare of what its camera noted, no larger than a page needs; else the same bytes.

    Raises:
        FileRefused: if it is a picture that cannot be read.
    """
    if len(content) > rules.MAX_FILE_BYTES or sniff(content) in {None, _PDF}:
        return content
    return images.reduce(content, filename=filename)


def sniff(content: bytes) -> str | None:
    """Return the media type of a kind that is taken, by the file's first bytes, or None."""
    head = content[:64]
    if not head.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and (
        head[4:8] != b"ftyp"
    ):
        # The library also finds marks further in, as any file with two natures would have them.
        return None
    try:
        matches = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return None
    found = {_KINDS[match.extension] for match in matches if match.extension in _KINDS}
    return found.pop() if len(found) == 1 else None
