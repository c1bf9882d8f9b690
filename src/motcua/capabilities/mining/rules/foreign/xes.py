"""XES (IEEE 1849) as a table, read in a stream: a row for each event, a column for each attribute.

No document type and no entity is let in, elements lie only so deep, and what is packed unpacks only so
far: a small file cannot grow into a large one.
"""

import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from django.utils.translation import gettext as _

from motcua.capabilities.mining.errors import LogTooLarge, LogUnreadable
from motcua.capabilities.mining.rules.foreign.tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Row,
    Table,
)

OF_THE_CASE: Final = "case:"
"""What the name of a column begins with that the trace carries, not the event."""
MOST_UNPACKED: Final = 40_000_000
"""Bytes."""

_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_DEEPEST: Final = 40
_PIECE: Final = 65_536
_LOOKED_AT: Final = 2_000
"""Events whose attributes become columns."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_MAGIC: Final = b"\x1f\x8b"


def is_packed(content: bytes) -> bool:
    """Say whether the content is packed with gzip."""
    return content.startswith(_MAGIC)


def unpack(content: bytes) -> bytes:
    """Return what was packed with gzip, as far as it may grow.

    Raises:
        LogUnreadable: if it breaks off
        LogTooLarge: if it grows too far
    """
    unpacking = zlib.decompressobj(_GZIP)
    try:
        unpacked = unpacking.decompress(content, MOST_UNPACKED + 1)
    except zlib.error as error:
        raise LogUnreadable(reason=_("tệp nén bị hỏng.")) from error
    if len(unpacked) > MOST_UNPACKED:
        raise LogTooLarge(what=_("cỡ tệp sau khi giải nén"), most=f"{MOST_UNPACKED // 10**6} MB")
    if not unpacking.eof:
        raise LogUnreadable(reason=_("tệp nén bị hỏng."))
    return unpacked


def is_xes(content: bytes) -> bool:
    """Say whether the content looks like XML."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def open_xes(content: bytes) -> Table:
    """Return the table of the events in an XES file.

    Raises:
        LogUnreadable: if it is no such file
        LogTooLarge: if its events carry too many attributes
    """
    header: dict[str, None] = {}
    for _line, event in islice(_read(content), _LOOKED_AT):
        header.update(dict.fromkeys(event))
    if not header:
        raise LogUnreadable(reason=_("không có sự kiện nào."))
    if len(header) > MOST_COLUMNS:
        raise LogTooLarge(what=_("số cột"), most=MOST_COLUMNS)
    columns = tuple(header)

    def rows() -> Iterator[Row]:
        for line, event in _read(content):
            yield line, [event.get(name, "") for name in columns]

    return Table(header=columns, written_as="XES", read=rows)


def _read(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each event with its line, its attributes and those of its trace."""
    handler = _Events()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
            yield from handler.take()
        parser.close()
        yield from handler.take()
    except DefusedXmlException as error:
        raise LogUnreadable(reason=_("có khai báo kiểu tài liệu, không được nhận.")) from error
    except SAXException as error:
        line = parser.getLineNumber() or 1
        raise LogUnreadable(reason=_("XML hỏng ở dòng {line}.").format(line=line)) from error


class _Events(ContentHandler):
    """Keeps events until they are taken."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] = {}
        self.line = 0
        self.locator: Locator | None = None
        self.waiting: list[tuple[int, Mapping[str, str]]] = []

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - as SAX calls it
        """Know from whom to ask for the line."""
        self.locator = locator

    def take(self) -> list[tuple[int, Mapping[str, str]]]:
        """Hand over what came so far."""
        taken, self.waiting = self.waiting, []
        return taken

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - as SAX calls it
        """Begin a trace or an event, or note an attribute of it."""
        name = name.rpartition(":")[2]
        parent = self.path[-1] if self.path else ""
        if not parent and name != "log":
            raise LogUnreadable(reason=_("phần tử gốc không phải là log."))
        if len(self.path) >= _DEEPEST:
            raise LogUnreadable(reason=_("các phần tử lồng nhau quá sâu."))
        self.path.append(name)
        if name == "trace":
            self.trace = {}
        elif name == "event":
            self.event = {}
            self.line = (self.locator and self.locator.getLineNumber()) or 0
        elif name in _VALUES and parent in {"trace", "event"}:
            self._note(parent, attrs.get("key", ""), attrs.get("value", ""))

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - as SAX calls it
        """End it."""
        if self.path.pop() == "event":
            own = {f"{OF_THE_CASE}{key}": value for key, value in self.trace.items()}
            self.waiting.append((self.line, own | self.event))

    def _note(self, parent: str, key: str, value: str) -> None:
        if len(value) > LONGEST_CELL:
            raise LogUnreadable(reason=_("có giá trị quá dài."))
        noted = self.trace if parent == "trace" else self.event
        noted[key] = value
        # Each event carries those of its trace: without a bound a small file fills the memory.
        if len(noted) > MOST_COLUMNS:
            raise LogTooLarge(what=_("số cột"), most=MOST_COLUMNS)
