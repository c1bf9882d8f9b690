"""A file of decision tables as values: what it asks, what it answers, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.capabilities.decisions.enums import HitPolicy, ValueKind
from motcua.capabilities.decisions.rules.cells import Cell, Value
from motcua.capabilities.decisions.rules.terms import Term

Facts = Mapping[str, Value]
"""What is known, by name. A name that is not there is not known."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a table asks (its name is that of a fact) or answers."""

    name: str
    label: str
    kind: ValueKind
    values: tuple[str, ...] = ()
    """The texts that can stand in it; any when empty."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One rule: when all its cells hold, its terms are the answer."""

    code: str
    cells: tuple[Cell, ...]
    terms: tuple[Term, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One decision. ``key`` is its identifier in the file."""

    key: str
    name: str
    policy: HitPolicy
    asks: tuple[Column, ...]
    answers: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Tables:
    """A file: decisions that do not build on one another, in the order of the file."""

    key: str
    name: str
    tables: tuple[Table, ...]

    def find(self, key: str) -> Table | None:
        """Return the table of that key, or None."""
        return next((table for table in self.tables if table.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that can be known and asked by a table: its kind, its words, what it can be."""

    name: str
    label: str
    kind: ValueKind
    values: tuple[tuple[str, str], ...] = ()
    """The texts it can be, each with its words; any text when empty."""
    is_always_known: bool = False
    is_whole: bool = False
    least: Decimal | None = None

    def say(self, value: Value) -> str:
        """Return a value in words."""
        return dict(self.values).get(value, value) if isinstance(value, str) else str(value)
