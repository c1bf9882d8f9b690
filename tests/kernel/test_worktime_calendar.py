"""The calendar of an office: what each day is, and what makes no sense as one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    DayKind,
    Hours,
    OutsideCalendar,
    Session,
    SpecialDay,
    TimeUnit,
)

OFFICE_DAY = (Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17)))
SATURDAY_SERVICE = (Session(time(7, 30), time(11, 30), is_counted=False),)
WEEK = (*[OFFICE_DAY] * 5, SATURDAY_SERVICE, ())
HOURS = (Hours(date.min, WEEK),)
SATURDAY = date(2026, 1, 10)
MADE_UP = SpecialDay(
    on=SATURDAY,
    kind=DayKind.MAKEUP_WORK,
    name="Làm bù",
    source="Thông báo",
    replaces=date(2026, 1, 2),
)


def at(month, day, hour, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def test_nobody_guesses_the_holidays_of_an_unknown_year():
    calendar = Calendar(hours=HOURS, first_year=2026, last_year=2026)

    with pytest.raises(OutsideCalendar, match="2027"):
        worktime.due_after(calendar, at(12, 30, 9), 5, TimeUnit.WORKING_DAY)


def test_new_hours_hold_from_their_date_on():
    winter = (*[(Session(time(8), time(12)), Session(time(13), time(16, 30)))] * 5, (), ())
    calendar = Calendar(hours=(Hours(date(2026, 3, 3), winter), Hours(date.min, WEEK)))

    days = worktime.list_days(calendar, date(2026, 3, 2), date(2026, 3, 3))

    assert [day.closes_at for day in days] == [at(3, 2, 17), at(3, 3, 16, 30)]
    assert calendar.week_on(date(2026, 3, 3)) == winter


def test_a_later_word_on_a_day_wins():
    closure = replace(MADE_UP, kind=DayKind.CLOSURE, name="Bão số 5")
    calendar = Calendar(hours=HOURS, days=(MADE_UP, closure))

    assert not calendar.is_working(date(2026, 1, 10))
    assert calendar.day(date(2026, 1, 10)).label == "Bão số 5"


def test_a_makeup_day_without_a_word_on_hours_has_those_of_the_first_working_day():
    calendar = Calendar(
        hours=HOURS, days=(replace(MADE_UP, on=date(2026, 3, 8), name="", replaces=None),)
    )

    assert calendar.day(date(2026, 3, 8)).closes_at == at(3, 8, 17)
    assert calendar.day(date(2026, 3, 8)).label == "Ngày làm bù"


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(time(9), time(9)), (time(17), time(8)), (time(8, tzinfo=UTC), time(9, tzinfo=UTC))],
)
def test_a_session_must_make_sense(opens, closes):
    with pytest.raises(ValueError, match="session"):
        Session(opens, closes)


@pytest.mark.parametrize(
    "week",
    [
        (OFFICE_DAY,) * 6,
        ((),) * 7,
        (SATURDAY_SERVICE,) * 7,
        ((Session(time(8), time(12)), Session(time(11), time(17))), *[()] * 6),
        (tuple(reversed(OFFICE_DAY)), *[()] * 6),
    ],
)
def test_a_week_must_make_sense(week):
    with pytest.raises(ValueError, match=r"week|working hours|sessions"):
        Hours(date.min, week)


def test_a_calendar_needs_hours():
    with pytest.raises(ValueError, match="hours"):
        Calendar(hours=())


def test_a_makeup_day_has_the_hours_of_the_day_it_replaces():
    short_friday = (*[OFFICE_DAY] * 4, OFFICE_DAY[:1], SATURDAY_SERVICE, ())
    calendar = Calendar(hours=(Hours(date.min, short_friday),), days=(MADE_UP,))

    assert calendar.day(SATURDAY).closes_at == at(1, 10, 11, 30)
