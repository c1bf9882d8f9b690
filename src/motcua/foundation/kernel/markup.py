"""Read XML that somebody else wrote: no document type, no entities, no network, bounded size.

Whoever reads a dialect (BPMN, DMN) starts here and judges what the elements mean.
"""

from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

MAX_BYTES: Final = 1_000_000
MAX_ELEMENTS: Final = 10_000
MAX_DEPTH: Final = 24


class MarkupRefused(ValueError):
    """The text is no XML we read; ``text`` says why in plain words, ``code`` for machines."""

    def __init__(self, text: str, code: str) -> None:
        self.text = text
        self.code = code
        super().__init__(text)


def read(text: str) -> etree._Element:
    """Return the root of an XML text, without its comments and processing instructions.

    Raises:
        MarkupRefused: if it is no XML, is hostile, or too big or too deep.
    """
    content = text.encode(errors="replace")
    if len(content) > MAX_BYTES:
        raise MarkupRefused(_("Tệp quá lớn: tối đa 1 MB."), "too-big")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _has_doctype()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MarkupRefused(_("Tệp không phải là XML hợp lệ."), "not-xml") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype()
    _require_modest(root)
    return root


def canonical_bytes(root: etree._Element) -> bytes:
    """Return the bytes by which two files are the same: white space and attribute order left out."""
    canonical: str = etree.canonicalize(etree.tostring(root, encoding="unicode"), strip_text=True)
    return canonical.encode()


def _require_modest(root: etree._Element) -> None:
    depth = 0
    for count, (event, _element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH or count > 2 * MAX_ELEMENTS:
            raise MarkupRefused(_("Tệp quá sâu hoặc có quá nhiều phần tử."), "too-big")


def _has_doctype() -> MarkupRefused:
    return MarkupRefused(_("Tệp không được khai báo DOCTYPE hoặc thực thể (ENTITY)."), "doctype")
