"""A foreign log read from a file."""

from django.utils.translation import gettext as _

from motcua.capabilities.mining.errors import LogTooLarge
from motcua.capabilities.mining.rules.foreign.cases import (
    MOST_CASES,
    ForeignCase,
    LeftOutLine,
    Piece,
    Taken,
    take_cases,
)
from motcua.capabilities.mining.rules.foreign.columns import (
    NEEDED,
    Columns,
    guess_columns,
    guess_steps,
)
from motcua.capabilities.mining.rules.foreign.tables import MOST_ROWS, Table, open_csv
from motcua.capabilities.mining.rules.foreign.xes import (
    MOST_UNPACKED,
    is_packed,
    is_xes,
    open_xes,
    unpack,
)

__all__ = [
    "MOST_BYTES",
    "MOST_CASES",
    "MOST_ROWS",
    "MOST_UNPACKED",
    "NEEDED",
    "Columns",
    "ForeignCase",
    "LeftOutLine",
    "Piece",
    "Table",
    "Taken",
    "guess_columns",
    "guess_steps",
    "open_log",
    "take_cases",
]
MOST_BYTES = 20_000_000
"""Of a file as it is sent."""


def open_log(content: bytes) -> Table:
    """Return the table in a file, whatever it is: separated values or XES, packed with gzip or not.

    Raises:
        LogUnreadable: if it is none of them
        LogTooLarge: if it is larger, or unpacks larger, than is read at once
    """
    if len(content) > MOST_BYTES:
        raise LogTooLarge(what=_("cỡ tệp"), most=f"{MOST_BYTES // 10**6} MB")
    if is_packed(content):
        content = unpack(content)
    return open_xes(content) if is_xes(content) else open_csv(content)
