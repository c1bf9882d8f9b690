"""The cash book of a desk as officers read it: what lies where, each line of it, what is due to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.tills import queries
from motcua.domain.tills.enums import Place
from motcua.domain.tills.errors import ShiftNotFound
from motcua.domain.tills.queries import Due, Quarter
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit

if TYPE_CHECKING:
    from motcua.domain.tills.models import Closing, Count, Movement, Settlement, Shift
    from motcua.foundation.identity.actors import Officer

PURPOSE: Final = "cash-book"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A movement with who wrote it."""

    movement: Movement
    officer: str


@dataclass(frozen=True, kw_only=True)
class Drawer:
    """A shift: what went in and out, what was counted, who took it over."""

    shift: Shift
    officer: str
    lines: tuple[Line, ...]
    expected: int
    count: Count | None
    taken_by: str


@dataclass(frozen=True, kw_only=True)
class Own:
    """The drawer for which an officer answers now."""

    shift: Shift
    taken: int
    """How often money was put in."""
    count: Count | None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The drawers of a desk. Nobody's dossier is in it."""

    own: Own | None
    """The officer's own, until its money was taken over."""
    waiting: tuple[tuple[Count, str], ...]
    """Counted ones of colleagues, with whose they are."""
    over: tuple[tuple[Shift, str, str], ...]
    """The last that are over, with whose they were and who took over."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What lay at a place, came, went and lies there, in đồng."""

    place: Place
    before: int
    came: int
    went: int

    @property
    def lies(self) -> int:
        """What lies there now."""
        return self.before + self.came - self.went


@dataclass(frozen=True, kw_only=True)
class Book:
    """The cash book of a desk since it was balanced."""

    last: Closing | None
    sums: tuple[Sum, ...]
    lines: tuple[Line, ...]
    open_shifts: int
    closings: tuple[tuple[Closing, str], ...]


@dataclass(frozen=True, kw_only=True)
class Quarterly:
    """What a desk has to settle with each agency for a quarter, and what was settled."""

    quarter: Quarter
    is_over: bool
    dues: tuple[tuple[int, str, Due], ...]
    """Agency, its name, and what is due to it."""
    settlements: tuple[Settlement, ...]


def look_at_drawers(by: Officer) -> Desk:
    """Return the officer's own drawer and those of the desk. At most six queries."""
    shift = queries.find_last_shift(by.post_id)
    own = None
    if shift is not None and not shift.is_over:
        taken = queries.count_taken(shift)
        own = Own(shift=shift, taken=taken, count=queries.find_count(shift))
    waiting = queries.list_counted(by)
    over = queries.list_over(by)
    names = _names(
        [one.shift.post_id for one in waiting]
        + [key for one in over for key in (one.post_id, one.takeover.taken_by)]
    )
    return Desk(
        own=own,
        waiting=tuple(
            (one, names[one.shift.post_id])
            for one in waiting
            if not by.answers_for(one.shift.post_id)
        ),
        over=tuple((one, names[one.post_id], names[one.takeover.taken_by]) for one in over),
    )


def look_at_drawer(shift_id: int, by: Officer) -> Drawer:
    """Return one shift of the officer's desk. The reading of each dossier in it is noted.

    Raises:
        ShiftNotFound: if it has none such.
    """
    shift = queries.find_shift(shift_id, by)
    if shift is None or by.roles.isdisjoint({Role.DESK, Role.LEADER}):
        raise ShiftNotFound
    return _drawer(shift, by)


def _drawer(shift: Shift, by: Officer) -> Drawer:
    moved = queries.list_of_shift(shift)
    taken_by = shift.takeover.taken_by if shift.is_over else 0
    names = _names([*(one.post_id for one in moved), shift.post_id, taken_by])
    _note(moved, by)
    return Drawer(
        shift=shift,
        officer=names[shift.post_id],
        lines=_lines(moved, names),
        expected=queries.expected_of(moved),
        count=queries.find_count(shift),
        taken_by=names[taken_by] if taken_by else "",
    )


def open_book(by: Officer) -> Book:
    """Return the cash book of the officer's desk. The reading of each dossier in it is noted.

    Raises:
        DossierNotFound: if the officer serves no desk and leads no agency.
    """
    if by.roles.isdisjoint({Role.DESK, Role.LEADER}):
        raise DossierNotFound
    last = queries.find_closing(by.agency_id)
    moved = queries.list_since(by.agency_id, last)
    closings = queries.list_closings(by)
    names = _names([*(one.post_id for one in moved), *(one.closed_by for one in closings)])
    _note(moved, by)
    return Book(
        last=last,
        sums=_sums(queries.read_balances(last), moved),
        lines=_lines(moved, names),
        open_shifts=len(queries.list_open_shifts(by.agency_id)),
        closings=tuple((one, names[one.closed_by]) for one in closings),
    )


def look_at_quarter(quarter: Quarter, by: Officer, *, on: date) -> Quarterly:
    """Return what the officer's desk has to settle for a quarter (Article 12.9). Three queries.

    Raises:
        DossierNotFound: if the officer serves no desk and leads no agency.
    """
    if by.roles.isdisjoint({Role.DESK, Role.LEADER}):
        raise DossierNotFound
    dues = queries.dues_of(by.agency_id, quarter)
    return Quarterly(
        quarter=quarter,
        is_over=on >= quarter.following.begins,
        dues=tuple((key, name, due) for key, (name, due) in sorted(dues.items())),
        settlements=tuple(queries.list_settlements(by)),
    )


def _sums(before: Mapping[Place, int], moved: Iterable[Movement]) -> tuple[Sum, ...]:
    came: dict[str, int] = defaultdict(int)
    went: dict[str, int] = defaultdict(int)
    for one in moved:
        went[one.source] += one.amount
        came[one.target] += one.amount
    sums = (
        Sum(place=place, before=before.get(place, 0), came=came[place], went=went[place])
        for place in Place
    )
    return tuple(one for one in sums if one.before or one.came or one.went)


def _lines(moved: Sequence[Movement], names: Mapping[int, str]) -> tuple[Line, ...]:
    return tuple(Line(movement=one, officer=names[one.post_id]) for one in moved)


def _names(post_ids: Iterable[int]) -> dict[int, str]:
    posts = identity.list_posts_by_id(sorted({one for one in post_ids if one}))
    return defaultdict(str, {key: f"{post.name}, {post.title}" for key, post in posts.items()})


def _note(moved: Sequence[Movement], by: Officer) -> None:
    subjects = {one.dossier.subject for one in moved if one.dossier is not None}
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, subjects=sorted(subjects, key=str), purpose=PURPOSE
    )
