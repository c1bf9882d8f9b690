"""Rows of a foreign log made finished cases, and what of them could not be taken, by line."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.mining.enums import ColumnRole, LeftOutReason
from motcua.capabilities.mining.errors import LogTooLarge
from motcua.capabilities.mining.rules.foreign.columns import Columns, plain
from motcua.capabilities.mining.rules.foreign.moments import read_due, read_moment
from motcua.capabilities.mining.rules.foreign.tables import Table

MOST_CASES: Final = 5_000
MOST_ACTIVITIES: Final = 300
LONGEST_NAME: Final = 200
MOST_LINES: Final = 100
"""Lines left out that are told one by one; the others are counted."""

CODE: Final = "motcua:code"
INSTANCE: Final = "concept:instance"
STATE: Final = "case:motcua:state"
"""What our own export says besides: it comes in again as it went out."""

_BEGINS: Final = frozenset({"start", "started", "begin", "bat dau"})
_ENDS: Final = frozenset(
    {"", "complete", "completed", "end", "finish", "finished", "done", "hoan thanh", "ket thuc", "xong"}
)  # fmt: skip

_STAGES: Final = _BEGINS | _ENDS
_stage_told = lru_cache(maxsize=100)(plain)


@dataclass(frozen=True, kw_only=True)
class LeftOutLine:
    """One line that was not taken, or not whole."""

    line: int
    reason: LeftOutReason
    text: str
    """What stands there; shown to who brought the file, and not kept."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Something done in a foreign case."""

    activity: str
    began_at: datetime
    done_at: datetime
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class ForeignCase:
    """A case of another system under its own number, its pieces in the order in which they ended."""

    key: str
    state: str
    """As our own export says it; empty in every other log."""
    due_at: datetime | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A foreign log, read."""

    cases: tuple[ForeignCase, ...]
    names: Mapping[str, str]
    """What each activity is called, by its key."""
    rows: int
    left_out: Mapping[LeftOutReason, int]
    lines: tuple[LeftOutLine, ...]
    """The first of those left out."""

    @property
    def pieces(self) -> int:
        """How many things were done in all its cases."""
        return sum(len(case.pieces) for case in self.cases)


def take_cases(table: Table, columns: Columns) -> Taken:
    """Return the cases that the table's rows tell of. One pass; every column needed must be named.

    Raises:
        LogUnreadable: where the file breaks off
        LogTooLarge: if there are more rows, cases or activities than are read at once
    """
    reading = _Reading(table, columns)
    for line, cells in table.rows():
        reading.add(line, cells)
    cases = tuple(reading.cases())
    return Taken(
        cases=cases,
        names=reading.names,
        rows=reading.rows,
        left_out=dict(reading.left_out),
        lines=tuple(sorted(reading.lines, key=lambda one: one.line)[:MOST_LINES]),
    )


@dataclass(slots=True)
class _Stage:
    """A row that can be used."""

    line: int
    activity: str
    at: datetime
    began_at: datetime | None
    begins: bool
    instance: str
    unit: str


@dataclass(slots=True)
class _Pile:
    """The rows of one case."""

    stages: list[_Stage] = field(default_factory=list)
    due_at: datetime | None = None
    state: str = ""


class _Reading:
    """What was read so far."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.columns = columns
        places = {name: place for place, name in enumerate(table.header)}
        self.code, self.instance, self.state = (
            places.get(name, -1) for name in (CODE, INSTANCE, STATE)
        )
        self.names: dict[str, str] = {}
        self.rows = 0
        self.left_out: Counter[LeftOutReason] = Counter()
        self.lines: list[LeftOutLine] = []
        self._piles: defaultdict[str, _Pile] = defaultdict(_Pile)
        self._tells_beginnings = False

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Read one row."""
        self.rows += 1
        case = self._cell(cells, ColumnRole.CASE)
        name = self._cell(cells, ColumnRole.ACTIVITY)[:LONGEST_NAME]
        written = self._cell(cells, ColumnRole.DONE_AT)
        if not case:
            return self._leave(line, LeftOutReason.NO_CASE)
        if not name:
            return self._leave(line, LeftOutReason.NO_ACTIVITY)
        if not written:
            return self._leave(line, LeftOutReason.NO_TIME)
        at = read_moment(written)
        if at is None:
            return self._leave(line, LeftOutReason.BAD_TIME, written)
        stage = self._cell(cells, ColumnRole.LIFECYCLE)
        told = _stage_told(stage)
        if told not in _STAGES:
            return self._leave(line, LeftOutReason.OTHER_STAGE, stage)
        began_at = self._moment(cells, ColumnRole.BEGAN_AT, line)
        self._tells_beginnings |= told in _BEGINS or began_at is not None
        pile = self._pile(case)
        pile.due_at = self._moment(cells, ColumnRole.DUE, line) or pile.due_at
        pile.state = _at(cells, self.state) or pile.state
        pile.stages.append(
            _Stage(
                line=line,
                activity=self._activity(_at(cells, self.code)[:LONGEST_NAME] or name, name),
                at=at,
                began_at=began_at,
                begins=told in _BEGINS,
                instance=_at(cells, self.instance),
                unit=self._cell(cells, ColumnRole.UNIT)[:LONGEST_NAME],
            )
        )
        return None

    def cases(self) -> Iterator[ForeignCase]:
        """Yield the cases in which anything was done."""
        for key, pile in self._piles.items():
            pieces = tuple(self._pieces(pile))
            if pieces:
                yield ForeignCase(key=key, state=pile.state, due_at=pile.due_at, pieces=pieces)

    def _pieces(self, pile: _Pile) -> Iterator[Piece]:
        """Pair beginnings with ends.

        In a log that tells no beginnings a step begins as the one before ends; in one that does, what
        has none took no time.
        """
        begun: defaultdict[tuple[str, str], list[_Stage]] = defaultdict(list)
        before: datetime | None = None
        for stage in sorted(pile.stages, key=lambda one: one.at):
            open_ones = begun[stage.activity, stage.instance]
            if stage.begins:
                open_ones.append(stage)
                continue
            began_at = stage.began_at or (open_ones.pop(0).at if open_ones else None)
            if began_at is None and not self._tells_beginnings:
                began_at = before
            before = stage.at
            yield Piece(
                activity=stage.activity,
                began_at=min(began_at or stage.at, stage.at),
                done_at=stage.at,
                unit=stage.unit,
            )
        for left in begun.values():
            for stage in left:
                self._leave(stage.line, LeftOutReason.NEVER_DONE, self.names[stage.activity])

    def _pile(self, case: str) -> _Pile:
        if case not in self._piles and len(self._piles) >= MOST_CASES:
            raise LogTooLarge(what=_("số hồ sơ"), most=MOST_CASES)
        return self._piles[case]

    def _activity(self, key: str, name: str) -> str:
        if key not in self.names:
            if len(self.names) >= MOST_ACTIVITIES:
                raise LogTooLarge(what=_("số tên việc khác nhau"), most=MOST_ACTIVITIES)
            self.names[key] = name
        return key

    def _moment(self, cells: Sequence[str], role: ColumnRole, line: int) -> datetime | None:
        written = self._cell(cells, role)
        if not written:
            return None
        is_due = role is ColumnRole.DUE
        moment = read_due(written) if is_due else read_moment(written)
        if moment is None:
            reason = LeftOutReason.BAD_DUE if is_due else LeftOutReason.BAD_START
            self._leave(line, reason, written)
        return moment

    def _cell(self, cells: Sequence[str], role: ColumnRole) -> str:
        return _at(cells, self.columns.get(role, -1))

    def _leave(self, line: int, reason: LeftOutReason, text: str = "") -> None:
        self.left_out[reason] += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(LeftOutLine(line=line, reason=reason, text=text[:80]))


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if 0 <= place < len(cells) else ""
