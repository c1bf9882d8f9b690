"""Working time against the slowest, plainest reckoning there is: minute by minute, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    DayKind,
    Hours,
    Session,
    SpecialDay,
    TimeUnit,
)

FIRST = date(2025, 12, 1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """An office in the plainest terms: opening minutes by weekday, days off, days made up."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    days_off: frozenset[date]
    made_up: frozenset[date]

    def is_working_day(self, on: date) -> bool:
        return on not in self.days_off and (on in self.made_up or bool(self.week[on.weekday()]))

    def sessions(self, on: date):
        if not self.is_working_day(on):
            return ()
        own = self.week[on.weekday()]
        return own or next(sessions for sessions in self.week if sessions)

    def is_working(self, at: datetime) -> bool:
        minute = at.hour * 60 + at.minute
        return any(opens <= minute < closes for opens, closes in self.sessions(at.date()))

    def close_of(self, on: date) -> datetime:
        return datetime.combine(on, time(), VIETNAM) + timedelta(minutes=self.sessions(on)[-1][1])

    @property
    def calendar(self) -> Calendar:
        week = tuple(
            tuple(Session(_clock(opens), _clock(closes)) for opens, closes in sessions)
            for sessions in self.week
        )
        days = [_day(on, DayKind.MAKEUP_WORK) for on in self.made_up]
        days += [_day(on, DayKind.CLOSURE) for on in self.days_off]
        return Calendar(hours=(Hours(date.min, week),), days=tuple(days))


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _day(on: date, kind: DayKind) -> SpecialDay:
    return SpecialDay(on=on, kind=kind, name="", source="x")


@st.composite
def sessions(draw):
    edges = sorted(draw(st.lists(st.integers(0, 1439), max_size=4, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


near_days = st.dates(FIRST, FIRST + timedelta(days=60))
offices = st.builds(
    Office,
    week=st.tuples(*[sessions()] * 7).filter(any),
    days_off=st.frozensets(near_days, max_size=15),
    made_up=st.frozensets(near_days, max_size=5),
)
minutes = st.builds(
    lambda on, minute: datetime.combine(on, _clock(minute), VIETNAM),
    near_days,
    st.integers(0, 1439),
)


def plain_working_minutes(office: Office, start: datetime, end: datetime) -> int:
    total = 0
    while start < end:
        total += office.is_working(start)
        start += MINUTE
    return total


def plain_add_minutes(office: Office, start: datetime, amount: int) -> datetime:
    while amount:
        amount -= office.is_working(start)
        start += MINUTE
    return start


def plain_working_days(office: Office, on: date, amount: int) -> date:
    while amount:
        on += DAY
        amount -= office.is_working_day(on)
    return on


@given(offices, minutes, st.integers(0, 6000))
@settings(max_examples=60, deadline=None)
def test_working_time_between_is_the_count_of_working_minutes(office, start, length):
    end = start + length * MINUTE

    assert (
        worktime.working_seconds_between(office.calendar, start, end)
        == plain_working_minutes(office, start, end) * 60
    )


@given(offices.filter(lambda office: sum(map(len, office.week)) > 2), minutes, st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_adding_working_time_consumes_working_minutes(office, start, amount):
    calendar = office.calendar

    end = worktime.add_working_seconds(calendar, start, amount * 60)

    assert end == plain_add_minutes(office, start, amount)


@given(offices, minutes, st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_working_days_are_counted_one_by_one(office, start, amount):
    due = worktime.due_after(office.calendar, start, amount, TimeUnit.WORKING_DAY)

    last = plain_working_days(office, start.date(), amount)
    assert due.at == office.close_of(last)
    assert [step.number for step in due.counted] == list(range(1, amount + 1))
    assert [step.on for step in due.counted] == [
        on for on in _days(start.date() + DAY, last) if office.is_working_day(on)
    ]


@given(offices, minutes, st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_calendar_days_end_on_the_first_working_day_not_before_their_last(office, start, amount):
    due = worktime.due_after(office.calendar, start, amount, TimeUnit.CALENDAR_DAY)

    last = start.date() + timedelta(days=amount)
    while not office.is_working_day(last):
        last += DAY
    assert due.at == office.close_of(last)
    assert len(due.counted) == amount


@given(offices, minutes)
@settings(max_examples=100, deadline=None)
def test_same_day_is_today_or_the_next_working_day(office, start):
    due = worktime.due_after(office.calendar, start, 1, TimeUnit.SAME_DAY)

    today = start.date()
    is_in_time = (
        office.is_working_day(today) and start.time() <= time(15) and start < office.close_of(today)
    )
    assert due.at == office.close_of(today if is_in_time else plain_working_days(office, today, 1))


@given(offices, minutes, st.sampled_from(list(TimeUnit)), st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_every_promise_tells_each_day_from_receipt_to_the_end(office, start, unit, amount):
    due = worktime.due_after(office.calendar, start, amount, unit)

    if due.at is None:
        assert unit is TimeUnit.NONE
        return
    assert due.at > start
    assert [step.on for step in due.steps] == _days(start.date(), due.on)
    assert all(step.reason for step in due.steps)
    taken = sum(step.seconds for step in due.steps)
    assert taken == (amount * 3600 if unit is TimeUnit.WORKING_HOUR else 0)


@given(offices, minutes, minutes, minutes)
@settings(max_examples=100, deadline=None)
def test_working_time_adds_up(office, first, second, third):
    calendar = office.calendar

    assert worktime.working_seconds_between(calendar, first, third) == (
        worktime.working_seconds_between(calendar, first, second)
        + worktime.working_seconds_between(calendar, second, third)
    )


@given(offices, minutes, st.integers(1, 100_000))
@settings(max_examples=100, deadline=None)
def test_what_was_added_lies_between(office, start, seconds):
    calendar = office.calendar

    end = worktime.add_working_seconds(calendar, start, seconds)

    assert worktime.working_seconds_between(calendar, start, end) == seconds


@given(offices, minutes)
@settings(max_examples=100, deadline=None)
def test_the_next_opening_is_in_working_time_with_none_before_it(office, start):
    calendar = office.calendar

    opening = worktime.next_open(calendar, start)

    assert office.is_working(opening)
    assert worktime.is_open(calendar, opening)
    assert worktime.working_seconds_between(calendar, start, opening) == 0


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
