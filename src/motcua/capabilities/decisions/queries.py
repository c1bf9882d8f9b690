"""Questions to decision tables: stored or written out; what they decide and leave open."""

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
from motcua.capabilities.decisions.rules.saying import say_cell
from motcua.capabilities.decisions.rules.terms import NOTHING, Constant, NotATerm, Term, names
from motcua.capabilities.decisions.rules.terms import parse as read_term
from motcua.capabilities.decisions.rules.terms import write as write_term
from motcua.capabilities.decisions.rules.writing import write

__all__ = [
    "ANY",
    "NOTHING",
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
    "read_term",
    "say_cell",
    "total",
    "write",
    "write_cell",
    "write_term",
]

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
