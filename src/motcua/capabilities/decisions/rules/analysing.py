"""What a table leaves open, says twice, or never says: found for every possible case, before it counts.

Each fact falls into finitely many regions in which all cells of its column answer alike: the values
named, the numbers between two bounds, any other text, "not known". The regions are walked column by
column; those that leave the same rows standing are walked once, so that the work follows the table's
own distinctions and not the product of all values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.decisions.enums import FaultKind, HitPolicy, ValueKind
from motcua.capabilities.decisions.rules import cells
from motcua.capabilities.decisions.rules.cells import Cell, Value
from motcua.capabilities.decisions.rules.model import Column, Fact, Table

MAX_STEPS: Final = 50_000
"""Distinct situations looked at; tables of people stay far below."""
MAX_FAULTS: Final = 20

_OTHER: Final = "\N{BLACK DIAMOND SUIT}"
"""Stands for any text that no cell names."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """Values of one fact between which no cell of the column distinguishes; one of them stands for all."""

    sample: Value
    words: str


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something to mend: which rows (from one), in which case in words; a case that shows it."""

    kind: FaultKind
    rows: tuple[int, ...]
    case: str
    sample: Mapping[str, Value]

    @property
    def text(self) -> str:
        """The fault as a sentence."""
        numbers = ", ".join(str(number) for number in self.rows)
        match self.kind:
            case FaultKind.GAP:
                return _("Chưa có dòng nào cho trường hợp: {case}.").format(case=self.case)
            case FaultKind.OVERLAP:
                return _("Các dòng {rows} cùng khớp trong trường hợp: {case}.").format(
                    rows=numbers, case=self.case
                )
            case FaultKind.DEAD:
                return _("Dòng {rows} không bao giờ được dùng đến.").format(rows=numbers)


class TooManyCases(ValueError):
    """The table distinguishes more cases than are looked at."""


def find_faults(table: Table, facts: Mapping[str, Fact]) -> list[Fault]:
    """Return gaps, overlaps where one row may hold, and rows that never count; the first twenty.

    Raises:
        TooManyCases: if the table is too intricate to be walked.
    """
    walk = _Walk(table, facts)
    walk.go(0, tuple(range(len(table.rows))), ())
    used = walk.used
    dead = [
        Fault(kind=FaultKind.DEAD, rows=(number + 1,), case="", sample={})
        for number in range(len(table.rows))
        if number not in used
    ]
    return [*walk.faults, *dead][:MAX_FAULTS]


def regions(column: Column, column_cells: Sequence[Cell], fact: Fact | None) -> list[Region]:
    """Return the regions of a column, the first few being those people name first."""
    known = fact or Fact(name=column.name, label=column.label, kind=column.kind)
    found = list(_KINDS[column.kind](column, column_cells, known))
    names_unknown = any(cells.Equal(None) in cell.tests for cell in column_cells)
    if not known.is_always_known or names_unknown:
        found.append(Region(sample=None, words=_("chưa biết")))
    return found


class _Walk:
    """One walk through the cases of a table."""

    def __init__(self, table: Table, facts: Mapping[str, Fact]) -> None:
        self.table = table
        self.labels = [_label(column, facts.get(column.name)) for column in table.asks]
        self.columns = [
            regions(column, [row.cells[place] for row in table.rows], facts.get(column.name))
            for place, column in enumerate(table.asks)
        ]
        self.faults: list[Fault] = []
        self.used: set[int] = set()
        self.seen: set[tuple[int, tuple[int, ...]]] = set()

    def go(self, place: int, rows: tuple[int, ...], path: tuple[tuple[Region, ...], ...]) -> None:
        """Look at the columns from ``place`` on, with the rows that hold so far."""
        if not rows or place == len(self.columns):
            self.judge(rows, path)
            return
        if (place, rows) in self.seen:
            return
        self.seen.add((place, rows))
        if len(self.seen) > MAX_STEPS:
            raise TooManyCases
        groups: dict[tuple[int, ...], list[Region]] = {}
        for region in self.columns[place]:
            left = tuple(
                row for row in rows if self.table.rows[row].cells[place].holds(region.sample)
            )
            groups.setdefault(self.cut(left, place + 1), []).append(region)
        for left, alike in groups.items():
            self.go(place + 1, left, (*path, tuple(alike)))

    def cut(self, rows: tuple[int, ...], place: int) -> tuple[int, ...]:
        """Leave out the rows that come too late, where the first that holds is taken."""
        if self.table.policy is not HitPolicy.FIRST:
            return rows
        for index, row in enumerate(rows):
            if all(cell.is_any for cell in self.table.rows[row].cells[place:]):
                return rows[: index + 1]
        return rows

    def judge(self, rows: tuple[int, ...], path: tuple[tuple[Region, ...], ...]) -> None:
        if not rows:
            self.note(FaultKind.GAP, rows, path)
            return
        self.used.update(rows[:1] if self.table.policy is HitPolicy.FIRST else rows)
        if self.table.policy is HitPolicy.UNIQUE and len(rows) > 1:
            self.note(FaultKind.OVERLAP, rows, path)

    def note(
        self, kind: FaultKind, rows: tuple[int, ...], path: tuple[tuple[Region, ...], ...]
    ) -> None:
        either = _(" hoặc ")
        said = [
            f"{self.labels[place]}: {either.join(region.words for region in alike)}"
            for place, alike in enumerate(path)
            if len(alike) < len(self.columns[place])
        ]
        if len(self.faults) == MAX_FAULTS:
            return
        self.faults.append(
            Fault(
                kind=kind,
                rows=tuple(row + 1 for row in rows),
                case="; ".join(said) or _("mọi trường hợp"),
                sample={
                    self.table.asks[place].name: alike[0].sample for place, alike in enumerate(path)
                },
            )
        )


def _label(column: Column, fact: Fact | None) -> str:
    return (fact.label if fact else "") or column.label or column.name


def _booleans(_column: Column, _cells: Sequence[Cell], _fact: Fact) -> Iterator[Region]:
    yield Region(sample=True, words=_("có"))
    yield Region(sample=False, words=_("không"))


def _texts(column: Column, column_cells: Sequence[Cell], fact: Fact) -> Iterator[Region]:
    listed = [value for value, _words in fact.values] or list(column.values)
    named = [
        test.value
        for cell in column_cells
        for test in cell.tests
        if isinstance(test, cells.Equal) and isinstance(test.value, str)
    ]
    for value in dict.fromkeys(listed or named):
        yield Region(sample=value, words=f"“{fact.say(value)}”")
    if not listed:
        yield Region(sample=_OTHER, words=_("giá trị khác"))


def _numbers(_column: Column, column_cells: Sequence[Cell], fact: Fact) -> Iterator[Region]:
    """Return each bound, and each stretch between two bounds that holds a number the fact can be."""
    bounds = sorted({bound for cell in column_cells for bound in _bounds(cell)})
    if fact.least is not None:
        bounds = [bound for bound in bounds if bound > fact.least]
        yield from _point(fact.least, fact)
    low = fact.least
    for high in bounds:
        yield from _between(low, high, fact)
        yield from _point(high, fact)
        low = high
    yield from _between(low, None, fact)


def _bounds(cell: Cell) -> Iterator[Decimal]:
    for test in cell.tests:
        ends = (test.low, test.high) if isinstance(test, cells.Range) else (test.value,)
        yield from (end for end in ends if isinstance(end, Decimal))


def _point(value: Decimal, fact: Fact) -> Iterator[Region]:
    if not fact.is_whole or value == value.to_integral_value():
        yield Region(sample=value, words=cells.write_value(value))


def _between(low: Decimal | None, high: Decimal | None, fact: Fact) -> Iterator[Region]:
    sample = _inside(low, high, fact)
    if sample is None:
        return
    if low is None and high is None:
        words = _("số bất kỳ")
    elif low is None or high is None:
        bound = low if high is None else high
        assert bound is not None
        text = _("lớn hơn {bound}") if high is None else _("nhỏ hơn {bound}")
        words = text.format(bound=cells.write_value(bound))
    else:
        words = _("trên {low} và dưới {high}").format(
            low=cells.write_value(low), high=cells.write_value(high)
        )
    yield Region(sample=sample, words=words)


def _inside(low: Decimal | None, high: Decimal | None, fact: Fact) -> Decimal | None:
    """Return a number strictly between the bounds that the fact can be."""
    one = Decimal(1)
    if low is None:
        return Decimal(0) if high is None else _floor(high) - one
    candidate = _floor(low) + one
    if high is None or candidate < high:
        return candidate
    return None if fact.is_whole else (low + high) / 2


def _floor(value: Decimal) -> Decimal:
    return value // 1 - (1 if value < 0 and value != value.to_integral_value() else 0)


_KINDS: Final = {
    ValueKind.BOOLEAN: _booleans,
    ValueKind.STRING: _texts,
    ValueKind.NUMBER: _numbers,
}
