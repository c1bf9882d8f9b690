"""The working calendar of an office: what each day is, and when the doors are open.

Pure: no database, no clock. All days and hours are those of Vietnam (UTC+7, no daylight saving).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from django.utils.translation import gettext as translate

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime.enums import DayKind

ONE_DAY: Final = timedelta(days=1)
Span = tuple[int, int]
"""Opening and closing in seconds since midnight; the closing second itself is outside."""


class OutsideCalendar(ValueError):
    """A date beyond the years whose holidays are known. Never guess that Tết is a working day."""


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One stretch of opening hours. The moment of opening is inside, that of closing is not."""

    opens: time
    closes: time
    is_counted: bool = True
    """False for a service outside working time (a Saturday morning): open, but no limit runs."""

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"a session closes after it opens, not {self.opens}-{self.closes}")
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise ValueError("hours of a session are wall-clock hours in Vietnam")

    @property
    def span(self) -> Span:
        """The session in seconds since midnight."""
        return _seconds_of(self.opens), _seconds_of(self.closes)


Week = tuple[tuple[Session, ...], ...]
"""Sessions for Monday (0) to Sunday (6)."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's week from a date on, until the next ``Hours`` takes over."""

    valid_from: date
    week: Week

    def __post_init__(self) -> None:
        if len(self.week) != 7:  # noqa: PLR2004 - days of a week
            raise ValueError("a week has seven days")
        for sessions in self.week:
            for earlier, later in pairwise(sessions):
                if later.opens < earlier.closes:
                    raise ValueError(f"sessions overlap or are out of order: {earlier}, {later}")
        if not any(session.is_counted for sessions in self.week for session in sessions):
            raise ValueError("an office without working hours can never be due")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that is not what its weekday says, with the paper that says so."""

    on: date
    kind: DayKind
    name: str
    source: str
    is_verified: bool = True
    """False while nobody has read the official text; shown wherever the day decides a date."""
    replaces: date | None = None
    """For a make-up day: the day off it makes up for, whose hours it takes."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one date is to the office."""

    on: date
    kind: DayKind
    name: str
    source: str
    is_verified: bool
    spans: tuple[Span, ...]
    """Working time; empty on a day off."""
    open_spans: tuple[Span, ...]
    """When people can come, working time or not."""
    is_working: bool
    seconds: int
    """Working time of the day."""

    @property
    def label(self) -> str:
        """What the day is, as a person says it: ``Tết Nguyên Đán``, ``Nghỉ hằng tuần``."""
        return translate(self.name) if self.name else str(self.kind.label)

    @property
    def opens_at(self) -> datetime:
        """The opening of business of a working day."""
        return moment(self.on, self.spans[0][0])

    @property
    def closes_at(self) -> datetime:
        """The close of business of a working day."""
        return moment(self.on, self.spans[-1][1])


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a calendar with its running sums, so that a count over weeks is one look-up."""

    first: int
    """Ordinal of 1 January."""
    days: tuple[Day, ...]
    working: tuple[Day, ...]
    worked_days: tuple[int, ...]
    """For each day, the working days of the year up to and with it."""
    worked_seconds: tuple[int, ...]
    """For each day, the working time of the year before it; at the end, that of the whole year."""


@dataclass(frozen=True)
class Calendar:
    """The working calendar of one office.

    ``days`` may name a date twice (country, then agency): the later entry wins. ``first_year`` and
    ``last_year`` bound the years whose holidays are known; beyond them ``OutsideCalendar`` is raised.
    """

    hours: tuple[Hours, ...]
    days: tuple[SpecialDay, ...] = ()
    first_year: int = 2000
    last_year: int = 2049
    _special: dict[date, SpecialDay] = field(init=False, repr=False, compare=False)
    _years: dict[int, Year] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if not self.hours:
            raise ValueError("a calendar needs the hours of a week")
        ordered = tuple(sorted(self.hours, key=lambda hours: hours.valid_from))
        object.__setattr__(self, "hours", ordered)
        object.__setattr__(self, "_special", {day.on: day for day in self.days})

    def year(self, number: int) -> Year:
        """Return the year with its sums, worked out once: a calendar never changes.

        :raises OutsideCalendar: if its holidays are not known
        """
        known = self._years.get(number)
        if known is None:
            known = self._years[number] = self._work_out(number)
        return known

    def day(self, on: date) -> Day:
        """Return what the date is to the office.

        :raises OutsideCalendar: if the holidays of its year are not known
        """
        year = self.year(on.year)
        return year.days[on.toordinal() - year.first]

    def is_working(self, on: date) -> bool:
        """Whether the date is a working day of the office."""
        return self.day(on).is_working

    def working_day_after(self, on: date, amount: int) -> Day:
        """Return the working day that is that many working days after the date."""
        year = self.year(on.year)
        number = on.year
        rank = year.worked_days[on.toordinal() - year.first] + amount
        while rank > len(year.working):
            rank -= len(year.working)
            number += 1
            year = self.year(number)
        return year.working[rank - 1]

    def next_working(self, on: date) -> Day:
        """Return the first working day on or after the date."""
        day = self.day(on)
        return day if day.is_working else self.working_day_after(on, 1)

    def week_on(self, on: date) -> Week:
        """Return the week's sessions that hold on the date."""
        current = self.hours[0]
        for hours in self.hours[1:]:
            if hours.valid_from <= on:
                current = hours
        return current.week

    def _work_out(self, number: int) -> Year:
        if not self.first_year <= number <= self.last_year:
            raise OutsideCalendar(f"{number} lies outside {self.first_year} to {self.last_year}")
        first = date(number, 1, 1)
        length = (date(number + 1, 1, 1) - first).days
        days = tuple(self._look(first + timedelta(days=index)) for index in range(length))
        return Year(
            first=first.toordinal(),
            days=days,
            working=tuple(day for day in days if day.is_working),
            worked_days=tuple(accumulate(int(day.is_working) for day in days)),
            worked_seconds=tuple(accumulate((day.seconds for day in days), initial=0)),
        )

    def _look(self, on: date) -> Day:
        special = self._special.get(on)
        if special is None:
            return _ordinary_day(on, self.week_on(on)[on.weekday()])
        return _special_day(special, self._sessions_for(special))

    def _sessions_for(self, special: SpecialDay) -> tuple[Session, ...]:
        if not special.kind.is_working:
            return ()
        week = self.week_on(special.on)
        sessions = week[(special.replaces or special.on).weekday()]
        # Work on a Saturday without a word on its hours: those of the week's first working day.
        return sessions if _is_worked(sessions) else next(filter(_is_worked, week))


def moment(on: date, seconds: float) -> datetime:
    """Return the moment that many seconds after midnight of the day in Vietnam."""
    return datetime.combine(on, time(), tzinfo=VIETNAM) + timedelta(seconds=seconds)


def day_and_seconds(at: datetime) -> tuple[date, float]:
    """Return the day in Vietnam and the seconds since its midnight.

    :raises ValueError: if the moment does not say which zone it is in
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    local = at.astimezone(VIETNAM)
    return local.date(), _seconds_of(local.time()) + local.microsecond / 1_000_000


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether people can come at that moment, in working time or in an extra service."""
    on, seconds = day_and_seconds(at)
    return any(opens <= seconds < closes for opens, closes in calendar.day(on).open_spans)


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """Return the first moment of working time at or after the given one."""
    on, seconds = day_and_seconds(at)
    for opens, closes in calendar.day(on).spans:
        if seconds < closes:
            return at.astimezone(VIETNAM) if seconds >= opens else moment(on, opens)
    return calendar.working_day_after(on, 1).opens_at


def list_days(calendar: Calendar, first: date, last: date) -> Sequence[Day]:
    """Return what each date from first to last is, both included."""
    count = (last - first).days + 1
    return [calendar.day(first + timedelta(days=number)) for number in range(count)]


def _is_worked(sessions: tuple[Session, ...]) -> bool:
    return any(session.is_counted for session in sessions)


def _ordinary_day(on: date, sessions: tuple[Session, ...]) -> Day:
    kind = DayKind.WORKING if _is_worked(sessions) else DayKind.WEEKEND
    return _day(on=on, kind=kind, name="", source="", is_verified=True, sessions=sessions)


def _special_day(special: SpecialDay, sessions: tuple[Session, ...]) -> Day:
    return _day(
        on=special.on,
        kind=special.kind,
        name=special.name,
        source=special.source,
        is_verified=special.is_verified,
        sessions=sessions,
    )


def _day(
    *,
    on: date,
    kind: DayKind,
    name: str,
    source: str,
    is_verified: bool,
    sessions: tuple[Session, ...],
) -> Day:
    spans, open_spans, seconds = _shape(sessions)
    return Day(
        on=on,
        kind=kind,
        name=name,
        source=source,
        is_verified=is_verified,
        spans=spans,
        open_spans=open_spans,
        is_working=bool(spans),
        seconds=seconds,
    )


@lru_cache(maxsize=512)
def _shape(sessions: tuple[Session, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...], int]:
    """Return working spans, open spans and working seconds; most days of a year share one shape."""
    spans = tuple(session.span for session in sessions if session.is_counted)
    open_spans = tuple(session.span for session in sessions)
    return spans, open_spans, sum(closes - opens for opens, closes in spans)


def _seconds_of(clock_time: time) -> int:
    return clock_time.hour * 3600 + clock_time.minute * 60 + clock_time.second
