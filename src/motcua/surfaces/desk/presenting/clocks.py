"""Deadlines as officers read them: a word, a shape, and how much working time is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.domain.dossiers.enums import Due
from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.worktime import Calendar
from motcua.foundation.kernel.worktime import Due as Promise

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
WORKING_DAY: Final = 8 * HOUR
INTAKE_SOON: Final = timedelta(hours=2)
"""How long before its end an intake clock asks for attention."""
TASK_SOON: Final = timedelta(hours=24)

_SHAPES: Final[Mapping[Due, tuple[str, str]]] = {
    Due.NONE: ("paused", "neutral"),
    Due.AHEAD: ("open", "progress"),
    Due.SOON: ("soon", "attention"),
    Due.OVERDUE: ("late", "danger"),
    Due.ON_TIME: ("met", "success"),
    Due.LATE: ("missed", "danger"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One day of a count, as the component ``deadline`` lists it."""

    day: date
    text: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A deadline beside the present moment."""

    due: datetime | None
    standing: str
    """The standing as the component ``deadline`` knows it."""
    tone: str
    """The shape of the component ``tag``."""
    words: str
    remaining: str
    steps: tuple[Step, ...] = ()
    turns: tuple[str, ...] = ()
    """What moved the promise beside the days."""


def show(
    due: datetime | None, *, standing: Due, now: datetime, calendar: Calendar,
    promise: Promise | None = None,
) -> Clock:  # fmt: skip
    """Return a deadline that stands so; with the promise, the days on the way to it."""
    code, tone = _SHAPES[standing]
    is_running = due is not None and standing in {Due.AHEAD, Due.SOON, Due.OVERDUE}
    return Clock(
        due=due,
        standing=code,
        tone=tone,
        words=str(standing.label),
        remaining=_remaining(due, now, calendar) if is_running and due else "",
        steps=_steps(promise) if promise else (),
    )


def show_running(
    due: datetime | None, *, soon: timedelta, now: datetime, calendar: Calendar
) -> Clock:
    """Return the clock of what still waits to be done."""
    return show(due, standing=_running(due, soon=soon, now=now), now=now, calendar=calendar)


def _running(due: datetime | None, *, soon: timedelta, now: datetime) -> Due:
    if due is None:
        return Due.NONE
    if now > due:
        return Due.OVERDUE
    return Due.SOON if due - now <= soon else Due.AHEAD


def _remaining(due: datetime, now: datetime, calendar: Calendar) -> str:
    """Return how much working time lies between; nothing where it is less than a minute."""
    start, end = sorted((now, due))
    seconds = worktime.working_seconds_between(calendar, start, end)
    if seconds < MINUTE:
        return ""
    words = _("còn {amount}") if now <= due else _("quá {amount}")
    return words.format(amount=_amount(seconds))


def _amount(seconds: float) -> str:
    if seconds < HOUR:
        number = int(seconds // MINUTE)
        words = ngettext("{number} phút làm việc", "{number} phút làm việc", number)
    elif seconds < WORKING_DAY:
        number = int(seconds // HOUR)
        words = ngettext("{number} giờ làm việc", "{number} giờ làm việc", number)
    else:
        number = int(seconds // WORKING_DAY)
        words = ngettext("{number} ngày làm việc", "{number} ngày làm việc", number)
    return words.format(number=number)


def _steps(promise: Promise) -> tuple[Step, ...]:
    return tuple(
        Step(day=day.on, text=f"{day.reason} ({day.number})" if day.is_counted else day.reason)
        for day in promise.steps
    )


def would_be(promise: Promise | None, *, now: datetime, calendar: Calendar) -> Clock | None:
    """Return the promise that accepting now would make, with the days that would be counted."""
    if promise is None or promise.at is None:
        return None
    standing = _running(promise.at, soon=TASK_SOON, now=now)
    return show(promise.at, standing=standing, now=now, calendar=calendar, promise=promise)
