"""What is said of waiting times, numbers and slots."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.province import MONDAY

from motcua.domain.reception.rules import labels, slots, times
from motcua.foundation.organisations.queries import get_national_calendar

MINUTES = st.lists(st.integers(1, 90).map(lambda m: timedelta(minutes=m)), min_size=1, max_size=40)


@given(MINUTES, st.integers(1, 100))
def test_that_many_per_cent_waited_no_longer(lengths, percent):
    found = times.share_of(lengths, percent)

    assert sum(one <= found for one in lengths) * 100 >= percent * len(lengths)
    assert sum(one < found for one in lengths) * 100 < percent * len(lengths)


@given(MINUTES, st.integers(1, 30), st.integers(1, 6))
def test_what_is_expected_grows_with_those_ahead_and_is_never_said_of_too_few(
    lengths, ahead, windows
):
    told = times.expect(ahead=ahead, windows=windows, paces=lengths)

    if len(lengths) < times.ENOUGH:
        assert told is None
    else:
        more = times.expect(ahead=ahead + windows, windows=windows, paces=lengths)
        assert 0 < told.least <= told.most <= more.most
        assert told.least % times.ROUND == 0


def test_nothing_is_expected_where_nobody_serves():
    assert times.expect(ahead=1, windows=0, paces=[timedelta(minutes=5)] * 20) is None
    assert times.share_of([], 50) is None


@pytest.mark.parametrize(
    ("letter", "number", "window", "said"),
    [
        ("A", 7, 3, "Mời số a không không bảy, đến quầy số ba."),
        ("B", 15, 12, "Mời số bê không một năm, đến quầy số mười hai."),
        ("H", 999, 21, "Mời số hát chín chín chín, đến quầy số hai mươi mốt."),
        ("K", 100, 15, "Mời số ca một không không, đến quầy số mười lăm."),
        ("K", 100, 10, "Mời số ca một không không, đến quầy số mười."),
    ],
)
def test_a_call_is_a_sentence_in_vietnamese(letter, number, window, said):
    assert labels.call(letter, number, window) == said


def test_slots_lie_inside_working_hours_and_on_working_days():
    calendar = get_national_calendar()

    starts = slots.slots_of(calendar, MONDAY.date(), minutes=45)
    days = list(slots.days_ahead(calendar, date(2026, 4, 24), count=3))

    spans = calendar.day(MONDAY.date()).spans
    seconds = [one.hour * 3600 + one.minute * 60 for one in starts]
    assert all(any(a <= s and s + 45 * 60 <= b for a, b in spans) for s in seconds)
    # Hùng Kings' day falls on Sunday 26 April and is made up for on Monday.
    assert days == [date(2026, 4, 24), date(2026, 4, 28), date(2026, 4, 29)]
