"""When something is due, and why: each day that counted and each that did not.

The day of receipt is not counted; the limit ends at the close of business of its last day (the civil
law's rule on periods). A limit in calendar days or months that ends on a day off ends with the next
working day.
"""

import calendar as months
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Final, assert_never

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime.calendar import (
    ONE_DAY,
    Calendar,
    Day,
    day_and_seconds,
    list_days,
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


@dataclass(frozen=True)
class Due:
    """A promised moment that explains itself. ``at`` is None when the law sets no limit."""

    at: datetime | None
    _tell: Callable[[], Iterable[CountedDay]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def steps(self) -> tuple[CountedDay, ...]:
        """Each day from receipt to the promised one, told only when somebody asks."""
        return tuple(self._tell())

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
            return _working_hours(calendar, on, seconds, amount * HOUR)
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
    on, second = day_and_seconds(start)
    last, offset = _day_of(calendar, on, _worked_in_year(calendar, on, second) + seconds)
    return moment(last.on, _second_after(last, offset))


def working_seconds_between(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Return the working time from start to end, in seconds; negative when end comes first."""
    if end < start:
        return -working_seconds_between(calendar, end, start)
    first, first_seconds = day_and_seconds(start)
    last, last_seconds = day_and_seconds(end)
    whole_years = sum(
        calendar.year(number).worked_seconds[-1] for number in range(first.year, last.year)
    )
    return (
        whole_years
        + _worked_in_year(calendar, last, last_seconds)
        - _worked_in_year(calendar, first, first_seconds)
    )


def put_off(
    calendar: Calendar, due: datetime, *, since: datetime, until: datetime, unit: TimeUnit
) -> datetime:
    """Return when something due is due if the time from since to until does not count.

    In working hours to the second. In days, those after the day of ``since`` up to and with the day of
    ``until``, as limits are counted: working days or calendar days, by the unit of the limit. What was due
    before ``since`` stays as it was: no wait makes good what was missed before it.

    :raises ValueError: if ``until`` comes before ``since``
    """
    if until < since:
        raise ValueError("what does not count ends after it begins")
    if due < since:
        return due
    if unit is TimeUnit.WORKING_HOUR:
        return add_working_seconds(calendar, due, working_seconds_between(calendar, since, until))
    first, last = day_and_seconds(since)[0], day_and_seconds(until)[0]
    on = day_and_seconds(due)[0]
    if unit in {TimeUnit.CALENDAR_DAY, TimeUnit.MONTH}:
        return calendar.next_working(on + (last - first)).closes_at
    waited = sum(day.is_working for day in list_days(calendar, first + ONE_DAY, last))
    return calendar.working_day_after(on, waited).closes_at if waited else due


def hand_over_by(calendar: Calendar, received_at: datetime) -> datetime:
    """Return by when a dossier received at the counter reaches the deciding agency.

    The same working day, or the opening of the next one when it came after 15:00: Article 18.2 of
    Decree 61/2018.
    """
    on, seconds = day_and_seconds(received_at)
    day = calendar.day(on)
    if _is_in_time(day, seconds):
        return day.closes_at
    return calendar.working_day_after(on, 1).opens_at


def _same_day(calendar: Calendar, on: date, seconds: float) -> Due:
    day = calendar.day(on)
    if _is_in_time(day, seconds):
        return Due(day.closes_at, partial(iter, (CountedDay(day, Verdict.COUNTED, 1),)))
    last = calendar.working_day_after(on, 1)
    first = CountedDay(day, _why_not_today(day, seconds))
    return Due(last.closes_at, partial(_tell_working_days, calendar, first, last.on))


def _is_in_time(day: Day, seconds: float) -> bool:
    return day.is_working and seconds <= LATE_AFTER and seconds < day.spans[-1][1]


def _why_not_today(day: Day, seconds: float) -> Verdict:
    if not day.is_working:
        return Verdict.SKIPPED
    return Verdict.AFTER_15 if seconds < day.spans[-1][1] else Verdict.AFTER_CLOSING


def _working_days(calendar: Calendar, on: date, amount: int) -> Due:
    last = calendar.working_day_after(on, amount)
    first = CountedDay(calendar.day(on), Verdict.RECEIVED)
    return Due(last.closes_at, partial(_tell_working_days, calendar, first, last.on))


def _tell_working_days(calendar: Calendar, first: CountedDay, last: date) -> Iterator[CountedDay]:
    yield first
    number = 0
    for day in list_days(calendar, first.on + ONE_DAY, last):
        number += day.is_working
        verdict = Verdict.COUNTED if day.is_working else Verdict.SKIPPED
        yield CountedDay(day, verdict, number if day.is_working else 0)


def _calendar_days(calendar: Calendar, on: date, end: date) -> Due:
    last = calendar.next_working(end)
    return Due(last.closes_at, partial(_tell_calendar_days, calendar, on, end, last.on))


def _tell_calendar_days(
    calendar: Calendar, on: date, end: date, last: date
) -> Iterator[CountedDay]:
    yield CountedDay(calendar.day(on), Verdict.RECEIVED)
    for number, day in enumerate(list_days(calendar, on + ONE_DAY, last), start=1):
        if day.on <= end:
            yield CountedDay(day, Verdict.COUNTED, number)
        else:
            yield CountedDay(day, Verdict.MOVED_ON if day.is_working else Verdict.SKIPPED)


def _months_later(on: date, amount: int) -> date:
    """Return the same day of the month, or the month's last day when it has none such."""
    year, month = divmod(on.year * 12 + on.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last))


def _working_hours(calendar: Calendar, on: date, seconds: float, amount: float) -> Due:
    last, offset = _day_of(calendar, on, _worked_in_year(calendar, on, seconds) + amount)
    at = moment(last.on, _second_after(last, offset))
    return Due(at, partial(_tell_working_hours, calendar, (on, seconds), (last.on, offset)))


def _tell_working_hours(
    calendar: Calendar, start: tuple[date, float], end: tuple[date, float]
) -> Iterator[CountedDay]:
    number = 0
    for day in list_days(calendar, start[0], end[0]):
        begin = _worked_until(day, start[1]) if day.on == start[0] else 0.0
        taken = (end[1] if day.on == end[0] else day.seconds) - begin
        if taken > 0:
            number += 1
            yield CountedDay(day, Verdict.COUNTED, number, taken)
        else:
            yield CountedDay(day, _why_not_today(day, start[1]))


def _worked_in_year(calendar: Calendar, on: date, seconds: float) -> float:
    """Return the working time of the year before that second of the day."""
    year = calendar.year(on.year)
    index = on.toordinal() - year.first
    return year.worked_seconds[index] + _worked_until(year.days[index], seconds)


def _day_of(calendar: Calendar, on: date, worked: float) -> tuple[Day, float]:
    """Return the day on which so much working time since 1 January is reached, and its share of it."""
    number = on.year
    sums = calendar.year(number).worked_seconds
    while worked > sums[-1]:
        worked -= sums[-1]
        number += 1
        sums = calendar.year(number).worked_seconds
    index = bisect_left(sums, worked) - 1
    return calendar.year(number).days[index], worked - sums[index]


def _worked_until(day: Day, seconds: float) -> float:
    """Return the working time of the day before that second."""
    return sum(max(0.0, min(seconds, closes) - opens) for opens, closes in day.spans)


def _second_after(day: Day, worked: float) -> float:
    """Return the second of the day at which so much of its working time has passed."""
    for opens, closes in day.spans:
        if opens + worked <= closes:
            return opens + worked
        worked -= closes - opens
    raise AssertionError("the day holds the time it was asked for")
