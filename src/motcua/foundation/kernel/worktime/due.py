"""When something is due, and why: each day that counted and each that did not.

The day of receipt is not counted; the limit ends at the close of business of its last day (the civil
law's rule on periods). A limit in calendar days or months that ends on a day off ends with the next
working day.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime.calendar import (
    ONE_DAY,
    Calendar,
    Day,
    day_and_seconds,
    moment,
)
from motcua.foundation.kernel.worktime.enums import DayKind, TimeUnit, Verdict

HOUR: Final = 3600
LATE_AFTER: Final = 15 * HOUR
"""Received after 15:00: Article 5.3 of the Civil Status Law, Article 7 of Decree 23/2015, Article
18.2 of Decree 61/2018. All three say "after 15 o'clock", so 15:00:00 itself is still in time."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day on the way to the due date and what the count did with it."""

    day: Day
    verdict: Verdict
    number: int = 0
    """The how-manieth counted day; 0 when it is not counted."""
    seconds: float = 0
    """Working time taken from this day by a limit in working hours."""

    @property
    def on(self) -> date:
        """The date."""
        return self.day.on

    @property
    def kind(self) -> DayKind:
        """What the date is to the office."""
        return self.day.kind

    @property
    def is_counted(self) -> bool:
        """Whether the day was counted."""
        return self.verdict is Verdict.COUNTED

    @property
    def is_verified(self) -> bool:
        """Whether the official text that makes the day what it is has been read."""
        return self.day.is_verified

    @property
    def source(self) -> str:
        """The paper that makes the day what it is; empty for ordinary days."""
        return self.day.source

    @property
    def reason(self) -> str:
        """Why the day counts or not, in one phrase for people."""
        if self.verdict in {Verdict.COUNTED, Verdict.SKIPPED}:
            return self.day.label
        return str(self.verdict.label)


@dataclass(frozen=True, slots=True)
class Due:
    """A promised moment that explains itself. ``at`` is None when the law sets no limit."""

    at: datetime | None
    steps: tuple[CountedDay, ...] = ()

    @property
    def on(self) -> date | None:
        """The promised day in Vietnam."""
        return None if self.at is None else self.at.astimezone(VIETNAM).date()

    @property
    def is_verified(self) -> bool:
        """Whether every day on the way rests on an official text that has been read."""
        return all(step.is_verified for step in self.steps)

    @property
    def counted(self) -> tuple[CountedDay, ...]:
        """The days that counted."""
        return tuple(step for step in self.steps if step.is_counted)

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """The days that did not."""
        return tuple(step for step in self.steps if not step.is_counted)


def due_after(calendar: Calendar, start: datetime, amount: int, unit: TimeUnit) -> Due:
    """Return when a limit of that many units, running from start, ends.

    ``amount`` is not read for ``SAME_DAY`` and ``NONE``.

    :raises ValueError: if the amount is not positive or start has no zone
    :raises OutsideCalendar: if the count leaves the years whose holidays are known
    """
    on, seconds = day_and_seconds(start)
    if unit is TimeUnit.NONE:
        return Due(None)
    if unit is TimeUnit.SAME_DAY:
        return _same_day(calendar, on, seconds)
    if amount <= 0:
        raise ValueError(f"a limit of {amount} is none")
    match unit:
        case TimeUnit.WORKING_DAY:
            return _working_days(calendar, on, amount)
        case TimeUnit.CALENDAR_DAY:
            return _calendar_days(calendar, on, on + timedelta(days=amount))
        case TimeUnit.MONTH:
            return _calendar_days(calendar, on, _months_later(on, amount))
        case TimeUnit.WORKING_HOUR:
            return _working_seconds(calendar, on, seconds, amount * HOUR)
        case _:
            assert_never(unit)


def add_working_seconds(calendar: Calendar, start: datetime, seconds: float) -> datetime:
    """Return the moment at which that much working time has passed since start.

    No time at all ends at start itself, even outside working hours.
    """
    if seconds < 0:
        raise ValueError("working time runs forward")
    if seconds == 0:
        return start.astimezone(VIETNAM)
    due = _working_seconds(calendar, *day_and_seconds(start), seconds).at
    if due is None:
        raise AssertionError("a limit in working time always ends")
    return due


def working_seconds_between(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Return the working time from start to end, in seconds; negative when end comes first."""
    if end < start:
        return -working_seconds_between(calendar, end, start)
    first, first_seconds = day_and_seconds(start)
    last, last_seconds = day_and_seconds(end)
    total = -_worked_until(calendar.day(first), first_seconds)
    on = first
    while on < last:
        total += calendar.day(on).seconds
        on += ONE_DAY
    return total + _worked_until(calendar.day(last), last_seconds)


def hand_over_by(calendar: Calendar, received_at: datetime) -> datetime:
    """Return by when a dossier received at the counter reaches the deciding agency.

    The same working day, or the opening of the next one when it came after 15:00: Article 18.2 of
    Decree 61/2018.
    """
    on, seconds = day_and_seconds(received_at)
    day = calendar.day(on)
    if _is_in_time(day, seconds):
        return day.closes_at
    following = calendar.next_working(on + ONE_DAY)
    return moment(following.on, following.spans[0][0])


def _same_day(calendar: Calendar, on: date, seconds: float) -> Due:
    day = calendar.day(on)
    if _is_in_time(day, seconds):
        return Due(day.closes_at, (CountedDay(day, Verdict.COUNTED, 1),))
    steps = [CountedDay(day, _why_not_today(day, seconds))]
    _count_working(calendar, on + ONE_DAY, 1, steps)
    return Due(steps[-1].day.closes_at, tuple(steps))


def _is_in_time(day: Day, seconds: float) -> bool:
    return day.is_working and seconds <= LATE_AFTER and seconds < day.spans[-1][1]


def _why_not_today(day: Day, seconds: float) -> Verdict:
    if not day.is_working:
        return Verdict.SKIPPED
    return Verdict.AFTER_15 if seconds < day.spans[-1][1] else Verdict.AFTER_CLOSING


def _working_days(calendar: Calendar, on: date, amount: int) -> Due:
    steps = [CountedDay(calendar.day(on), Verdict.RECEIVED)]
    _count_working(calendar, on + ONE_DAY, amount, steps)
    return Due(steps[-1].day.closes_at, tuple(steps))


def _count_working(calendar: Calendar, on: date, amount: int, steps: list[CountedDay]) -> None:
    number = 0
    while number < amount:
        day = calendar.day(on)
        if day.is_working:
            number += 1
            steps.append(CountedDay(day, Verdict.COUNTED, number))
        else:
            steps.append(CountedDay(day, Verdict.SKIPPED))
        on += ONE_DAY


def _calendar_days(calendar: Calendar, on: date, end: date) -> Due:
    steps = [CountedDay(calendar.day(on), Verdict.RECEIVED)]
    for number in range(1, (end - on).days + 1):
        steps.append(CountedDay(calendar.day(on + timedelta(number)), Verdict.COUNTED, number))
    day = steps[-1].day
    while not day.is_working:
        day = calendar.day(day.on + ONE_DAY)
        steps.append(CountedDay(day, Verdict.MOVED_ON if day.is_working else Verdict.SKIPPED))
    return Due(day.closes_at, tuple(steps))


def _months_later(on: date, amount: int) -> date:
    """Return the same day of the month, or the month's last day when it has none such."""
    year, month = divmod(on.year * 12 + on.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last))


def _working_seconds(calendar: Calendar, on: date, seconds: float, amount: float) -> Due:
    steps: list[CountedDay] = []
    left = amount
    number = 0
    while True:
        day = calendar.day(on)
        free = day.seconds - _worked_until(day, seconds)
        taken = min(free, left)
        if taken > 0:
            number += 1
            steps.append(CountedDay(day, Verdict.COUNTED, number, taken))
        else:
            steps.append(CountedDay(day, _why_not_today(day, seconds)))
        left -= taken
        if left <= 0:
            return Due(_moment_after(day, seconds, taken), tuple(steps))
        on, seconds = on + ONE_DAY, 0.0


def _worked_until(day: Day, seconds: float) -> float:
    """Return the working time of the day before that second."""
    return sum(max(0.0, min(seconds, closes) - opens) for opens, closes in day.spans)


def _moment_after(day: Day, seconds: float, amount: float) -> datetime:
    """Return when the amount of working time after that second of the day has passed."""
    for opens, closes in day.spans:
        begin = max(seconds, opens)
        if begin + amount <= closes:
            return moment(day.on, begin + amount)
        amount -= max(0.0, closes - begin)
    raise AssertionError("the day holds the amount it was asked for")
