"""Days of answers and minutes, and how opinions and visits stand. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from motcua.domain.dossiers.enums import State
from motcua.domain.inquiries.enums import OpinionState, VisitState
from motcua.domain.inquiries.errors import (
    AnswerDayAfterPromise,
    AnswerDayNotWorked,
    AnswerDayPast,
)
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.worktime import Calendar

HANDLED: Final = frozenset({State.ACCEPTED, State.IN_PROGRESS})
"""States in which the competent agency examines a dossier (Article 19 of Decree 61/2018)."""

UNLIMITED_DAYS: Final = 5
"""Working days proposed where the dossier itself has no limit; our own number, no law's."""
MINUTES_DAYS: Final = 1
"""Working days after the visit by which minutes are no late ones.

The law asks for minutes (Article 19.3.b) and names no day; this one is our own, to be verified.
"""

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Moments:
    """What happened to a question, and when."""

    due_at: datetime
    answered_at: datetime | None = None
    passed_over_at: datetime | None = None
    withdrawn_at: datetime | None = None


def opinion_state(moments: Moments, *, now: datetime) -> OpinionState:
    """Return where the question stands. An answer is late by when it came, whatever it bears."""
    if moments.withdrawn_at is not None:
        return OpinionState.WITHDRAWN
    if moments.answered_at is not None:
        in_time = moments.answered_at <= moments.due_at
        return OpinionState.ANSWERED if in_time else OpinionState.LATE
    if moments.passed_over_at is not None:
        return OpinionState.PASSED_OVER
    return OpinionState.WAITING if now <= moments.due_at else OpinionState.OVERDUE


def propose_day(*, on: date, promised_on: date | None, calendar: Calendar) -> date:
    """Return a working day by which to answer that leaves the asker half of what is left.

    The lead agency sets the day (Article 19.5.a); the law gives no number.
    """
    if promised_on is None:
        return calendar.working_day_after(on, UNLIMITED_DAYS).on
    left = 0
    while calendar.working_day_after(on, left + 1).on <= promised_on:
        left += 1
    if left == 0:
        return promised_on
    return calendar.working_day_after(on, max(1, left // 2)).on


def answer_due_at(
    until: date, *, at: datetime, promised: datetime | None, calendar: Calendar, asked: str
) -> datetime:
    """Return the moment by which to answer: the asked agency's close of business on the day.

    Raises:
        AnswerDayAfterPromise: if the dossier's own limit ends before that day.
        AnswerDayNotWorked: if the asked agency rests on that day.
        AnswerDayPast: if no working time is left.
    """
    if promised is not None and until > day_in_vietnam(promised):
        raise AnswerDayAfterPromise(field="until", due=day_in_vietnam(promised))
    if until < day_in_vietnam(at):
        raise AnswerDayPast(field="until")
    if not calendar.is_working(until):
        raise AnswerDayNotWorked(field="until", asked=asked, on=until)
    closes_at = calendar.day(until).closes_at
    due_at = closes_at if promised is None else min(closes_at, promised)
    if due_at <= at:
        raise AnswerDayPast(field="until")
    return due_at


def visit_state(
    *, starts_at: datetime, minutes_at: datetime | None, called_off_at: datetime | None,
    now: datetime,
) -> VisitState:  # fmt: skip
    """Return where the visit stands."""
    if called_off_at is not None:
        return VisitState.CALLED_OFF
    if minutes_at is not None:
        return VisitState.HELD
    return VisitState.ARRANGED if now < starts_at else VisitState.MINUTES_DUE


def minutes_due_at(starts_at: datetime, calendar: Calendar) -> datetime:
    """Return until when minutes of the visit are no late ones."""
    return calendar.working_day_after(day_in_vietnam(starts_at), MINUTES_DAYS).closes_at
