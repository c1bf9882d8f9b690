"""When a venue is open, for any week and any sessions."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.venues import rules
from motcua.domain.venues.errors import HoursUnreadable
from motcua.domain.venues.rules import Hours, Span
from motcua.foundation.kernel.clock import VIETNAM

FIRST = date(2026, 3, 16)
minutes = st.integers(0, 24 * 60 - 1).map(lambda number: time(number // 60, number % 60))
hours = (
    st.tuples(minutes, minutes)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Hours(opens=pair[0], closes=pair[1]))
)
near = st.dates(FIRST - timedelta(days=20), FIRST + timedelta(days=20))
spans = st.one_of(
    st.builds(Span, weekday=st.integers(1, 7), hours=hours),
    st.builds(Span, on=near, hours=hours),
)
many = st.lists(spans, max_size=8, unique=True)
moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 1)).map(
    lambda at: at.replace(tzinfo=VIETNAM)
)


@given(many)
def test_what_is_written_is_read_back(these):
    assert rules.read_spans(rules.write_spans(these)) == tuple(these)


@given(many, moments, st.frozensets(near, max_size=3))
def test_it_is_open_when_a_session_of_the_day_holds_the_moment(these, at, holidays):
    expected = any(
        one.hours.opens <= at.time() < one.hours.closes
        and (one.on == at.date() or (one.weekday == at.isoweekday() and at.date() not in holidays))
        for one in these
    )

    assert rules.is_open(these, at, holidays=holidays) == expected


@given(many, near, st.none() | near, st.frozensets(near, max_size=3))
def test_the_week_has_the_days_of_its_life_on_which_it_is_open(these, begins, ends, holidays):
    days = rules.days_open(these, first=FIRST, valid_from=begins, valid_to=ends, holidays=holidays)

    week = [FIRST + timedelta(days=number) for number in range(7)]
    assert [one.on for one in days] == [
        day
        for day in week
        if begins <= day
        and (ends is None or day < ends)
        and rules.hours_on(these, day, holidays=holidays)
    ]


@given(many, near)
def test_the_sessions_of_a_day_stand_in_order_and_apart(these, day):
    found = rules.hours_on(these, day)

    assert all(one.closes < two.opens for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("Thứ ba 07:30–11:30", Span(weekday=2, hours=Hours(opens=time(7, 30), closes=time(11, 30)))),
        ("thu 3: 7h30 - 11h30", Span(weekday=2, hours=Hours(opens=time(7, 30), closes=time(11, 30)))),
        ("T7 8h đến 11h", Span(weekday=6, hours=Hours(opens=time(8), closes=time(11)))),
        ("Chủ nhật 08:00-09:00", Span(weekday=7, hours=Hours(opens=time(8), closes=time(9)))),
        ("8/4/2026 8g00-16g00", Span(on=date(2026, 4, 8), hours=Hours(opens=time(8), closes=time(16)))),
    ],
)  # fmt: skip
def test_days_and_hours_are_read_as_people_write_them(line, span):
    assert rules.read_spans(f"\n{line}\n\n") == (span,)


@pytest.mark.parametrize(
    "line",
    ["Thứ ba", "Thứ chín 07:30–11:30", "31/02/2026 07:30–11:30", "Thứ ba 11:30–07:30",
     "Thứ ba 25:00–26:00", "07:30–11:30"],
)  # fmt: skip
def test_a_line_that_names_no_day_or_no_hours_is_named(line):
    with pytest.raises(HoursUnreadable) as refused:
        rules.read_spans(f"Thứ hai 07:30–11:30\n{line}")

    assert f"“{line}”" in refused.value.text


def test_a_public_holiday_takes_the_weekly_session_and_leaves_the_day_that_was_named():
    weekly = Span(weekday=1, hours=Hours(opens=time(8), closes=time(9)))
    named = Span(on=FIRST, hours=Hours(opens=time(13), closes=time(14)))

    assert rules.hours_on([weekly, named], FIRST, holidays={FIRST}) == (named.hours,)
