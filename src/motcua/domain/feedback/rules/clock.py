"""By when what has to be done: a pure function of what happened and the calendar.

The decree sets one limit: five working days to send on what another agency handles (Article 9.1.d of Decree 20/2008). The others are
those by which the index of Decision 766/QĐ-TTg measures the portal: practice, to be verified. Each begins with what
the sender did last, so that sending it from agency to agency wins no day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from motcua.domain.feedback.enums import Act, Step
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.worktime import Calendar, Due, TimeUnit, due_after

INDEX: Final = "Bộ chỉ số theo Quyết định 766/QĐ-TTg (thông lệ, chưa đối chiếu nguyên văn)"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How many working days a step has, from which day on, by which source."""

    step: Step
    working_days: int
    valid_from: date
    source: str
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A step with the moment it is due, which explains itself, and when it was done."""

    step: Step
    since: datetime
    due: Due
    limit: Limit
    met_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """The moment by which it is to be done."""
        assert self.due.at is not None
        return self.due.at

    def is_late(self, now: datetime) -> bool:
        """Say whether it was done late, or is late by now."""
        return (self.met_at or now) > self.due_at


def _limit(step: Step, days: int, since: date, source: str, *, is_verified: bool) -> Limit:
    return Limit(
        step=step, working_days=days, valid_from=since, source=source, is_verified=is_verified
    )


_FIRST: Final = date(2008, 3, 3)
LIMITS: Final = (
    _limit(Step.SCREEN, 2, _FIRST, INDEX, is_verified=False),
    _limit(Step.ROUTE, 5, _FIRST, "Điều 9.1.d Nghị định 20/2008/NĐ-CP", is_verified=True),
    _limit(Step.ANSWER, 15, _FIRST, INDEX, is_verified=False),
    _limit(Step.PUBLISH, 2, _FIRST, INDEX, is_verified=False),
)
BEGINS: Final = {
    Act.RECEIVE: (Step.SCREEN, Step.ROUTE, Step.ANSWER),
    Act.SUPPLEMENT: (Step.SCREEN, Step.ROUTE, Step.ANSWER),
    # Who is heard again was accepted before.
    Act.REOPEN: (Step.ROUTE, Step.ANSWER),
    Act.ANSWER: (Step.PUBLISH,),
}
MEETS: Final = {
    Act.ASK: (Step.SCREEN,),
    Act.DECLINE: (Step.SCREEN,),
    Act.LEAD_OUT: (Step.SCREEN,),
    Act.ACCEPT: (Step.SCREEN,),
    Act.ROUTE: (Step.ROUTE,),
    Act.ANSWER: (Step.ANSWER,),
    Act.PUBLISH: (Step.PUBLISH,),
    Act.WITHHOLD: (Step.PUBLISH,),
}
ENDS: Final = frozenset({Act.ASK, Act.DECLINE, Act.LEAD_OUT, Act.REOPEN})
"""Acts after which nothing of before is due: it is the sender's turn, it is over, or another clock begins."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened, and when."""

    act: Act
    at: datetime


def find_limit(step: Step, on: date) -> Limit:
    """Return the limit of a step that holds on a day."""
    rows = [one for one in LIMITS if one.step is step and one.valid_from <= on]
    return max(rows, key=lambda one: one.valid_from)


def count(happened: Iterable[Happened], calendar: Calendar) -> tuple[Deadline, ...]:
    """Return every deadline that was met or runs, in the order in which they began.

    What was dropped before it was met is left out; a step that is undone (sent back) runs on from its old beginning.
    While the sender is asked nothing runs; accepted without their answer, it runs as if nobody had asked.
    """
    found: list[Deadline] = []
    resting: list[Deadline] = []
    for one in happened:
        found = [_met(each, one) for each in found]
        if one.act in ENDS:
            resting = [each for each in found if each.met_at is None and one.act is Act.ASK]
            found = [each for each in found if each.met_at is not None]
        if one.act is Act.ACCEPT:
            found += resting
        if one.act in {Act.ACCEPT, Act.SUPPLEMENT}:
            resting = []
        if one.act is Act.GIVE_BACK:
            found = _undone(found, Step.ROUTE)
        found += [_begin(step, one.at, calendar) for step in BEGINS.get(one.act, ())]
    return tuple(found)


def find_next(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Return what is due first; None if nothing is."""
    running = [one for one in deadlines if one.met_at is None]
    return min(running, key=lambda one: one.due_at, default=None)


def _met(one: Deadline, happened: Happened) -> Deadline:
    is_met = one.met_at is None and one.step in MEETS.get(happened.act, ())
    return replace(one, met_at=happened.at) if is_met else one


def _undone(found: list[Deadline], step: Step) -> list[Deadline]:
    """Return the deadlines with the last of this step running again."""
    last = max(index for index, one in enumerate(found) if one.step is step)
    return [*found[:last], replace(found[last], met_at=None), *found[last + 1 :]]


def _begin(step: Step, at: datetime, calendar: Calendar) -> Deadline:
    limit = find_limit(step, day_in_vietnam(at))
    due = due_after(calendar, at, limit.working_days, TimeUnit.WORKING_DAY)
    return Deadline(step=step, since=at, due=due, limit=limit)
