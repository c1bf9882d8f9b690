"""A file as a table: its encoding and separator told apart, its rows with the lines they stand in."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.mining.errors import LogTooLarge, LogUnreadable

MOST_COLUMNS: Final = 200
MOST_ROWS: Final = 100_000
"""Rows of a table, or events of an XES file."""
LONGEST_CELL: Final = 20_000
SAMPLE: Final = 5

_SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 30
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAMES: Final = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1258": "Windows-1258"}

Row = tuple[int, Sequence[str]]
"""The line where it begins, and what stands in each column; a row may be shorter than the header."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A log as columns; its rows are read anew each time."""

    header: tuple[str, ...]
    written_as: str
    """Encoding or format, as people call it."""
    read: Callable[[], Iterator[Row]] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield the rows.

        Raises:
            LogUnreadable: where the file breaks off
            LogTooLarge: if there are more than are read at once
        """
        for number, row in enumerate(self.read()):
            if number >= MOST_ROWS:
                raise LogTooLarge(what=_("số dòng"), most=f"{MOST_ROWS:,}".replace(",", "."))
            yield row

    def first(self) -> list[Row]:
        """Return the first rows, to choose columns by."""
        return list(islice(self.rows(), SAMPLE))


def open_csv(content: bytes) -> Table:
    """Return the table in a file of separated values.

    Raises:
        LogUnreadable: if it is no such file
        LogTooLarge: if it has too many columns
    """
    text, encoding = _decode(content)
    separator = _separator(text)
    header = tuple(name.strip() for name in next(_read(text, separator), (0, ()))[1])
    if len(header) < 2:  # noqa: PLR2004 - a case and what happened to it at the least
        raise LogUnreadable(reason=_("dòng đầu không có tên các cột."))
    if len(header) > MOST_COLUMNS:
        raise LogTooLarge(what=_("số cột"), most=MOST_COLUMNS)
    return Table(
        header=header,
        written_as=f"CSV, {_NAMES.get(encoding, encoding.upper())}",
        read=lambda: islice(_read(text, separator), 1, None),
    )


def _decode(content: bytes) -> tuple[str, str]:
    """Return the text, with letters composed, and the encoding it was in."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            # Windows-1258 writes tones as marks of their own.
            return unicodedata.normalize("NFC", text), encoding
    raise LogUnreadable(reason=_("không phải là tệp văn bản."))


def _encodings(content: bytes) -> Iterator[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield encoding
            return
    head = content[:200]
    if head[1::2].count(0) > len(head) // 4:
        yield "utf-16-le"
    elif head[::2].count(0) > len(head) // 4:
        yield "utf-16-be"
    yield "utf-8"
    yield "cp1258"


def _separator(text: str) -> str:
    """Return what parts the first lines into the most columns, the same number in most of them."""

    def fit(separator: str) -> tuple[int, int]:
        widths = [len(cells) for _line, cells in islice(_read(text, separator), _LOOKED_AT)]
        return (widths.count(widths[0]), widths[0]) if widths and widths[0] > 1 else (0, 0)

    return max(_SEPARATORS, key=fit)


def _read(text: str, separator: str) -> Iterator[Row]:
    """Yield the rows that hold anything, with the lines where they begin."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise LogUnreadable(reason=_broken(line))
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise LogUnreadable(reason=_broken(line)) from error


def _broken(line: int) -> str:
    return _("dòng {line} có ô quá dài, có lẽ thiếu dấu nháy đóng.").format(line=line)
