"""Questions to decision tables: stored, packaged, or written out; what they decide and leave open."""

from pathlib import Path
from typing import Final

from django.db import connection

from motcua.capabilities.decisions.errors import NoSuchTables
from motcua.capabilities.decisions.models import Definition
from motcua.capabilities.decisions.rules.analysing import Fault, TooManyCases, find_faults
from motcua.capabilities.decisions.rules.cells import ANY, Cell, Equal, NotACell, Range, Value
from motcua.capabilities.decisions.rules.cells import parse as read_cell
from motcua.capabilities.decisions.rules.cells import write as write_cell
from motcua.capabilities.decisions.rules.deciding import Ambiguous, Hit, decide, total
from motcua.capabilities.decisions.rules.model import Column, Fact, Facts, Row, Table, Tables
from motcua.capabilities.decisions.rules.reading import read
from motcua.capabilities.decisions.rules.terms import NOTHING, Constant, NotATerm, Term, names
from motcua.capabilities.decisions.rules.terms import parse as read_term
from motcua.capabilities.decisions.rules.terms import write as write_term
from motcua.capabilities.decisions.rules.writing import write

__all__ = [
    "ANY",
    "NOTHING",
    "PACKAGED",
    "Ambiguous",
    "Cell",
    "Column",
    "Constant",
    "Equal",
    "Fact",
    "Facts",
    "Fault",
    "Hit",
    "NotACell",
    "NotATerm",
    "Range",
    "Row",
    "Table",
    "Tables",
    "Term",
    "TooManyCases",
    "Value",
    "decide",
    "find_faults",
    "get_source",
    "get_tables",
    "names",
    "read",
    "read_cell",
    "read_packaged",
    "read_term",
    "total",
    "write",
    "write_cell",
    "write_term",
]

FOLDER: Final = Path(__file__).parent / "tables"
PACKAGED: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.dmn")))
"""Keys of the files that come with the product."""

_tables: dict[tuple[str, int], Tables] = {}
"""Definitions never change: remembered, by database and id, for as long as the process lives."""


def get_tables(definition_id: int) -> Tables:
    """Return the stored tables. One query the first time, then none.

    :raises NoSuchTables: if none are stored under the id
    """
    # Another database has other definitions under the same ids.
    key = (str(connection.settings_dict["NAME"]), definition_id)
    if key not in _tables:
        _tables[key] = read(get_source(definition_id))
    return _tables[key]


def get_source(definition_id: int) -> str:
    """Return the stored DMN file as it was handed in. One query.

    :raises NoSuchTables: if none is stored under the id
    """
    source = Definition.objects.filter(pk=definition_id).values_list("dmn", flat=True).first()
    if source is None:
        raise NoSuchTables
    return source


def read_packaged(key: str) -> str:
    """Return a file that comes with the product.

    :raises NoSuchTables: if the product has none under the key
    """
    if key not in PACKAGED:
        raise NoSuchTables
    return (FOLDER / f"{key}.dmn").read_text("utf-8")
