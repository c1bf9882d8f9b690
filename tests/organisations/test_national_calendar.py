"""The national calendar: holidays of the library, decisions of the year from our own rows."""

from datetime import date, datetime, timedelta
from pathlib import Path

import holidays
import pytest
from babel.messages.pofile import read_po

import motcua
from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import DayKind, TimeUnit
from motcua.foundation.organisations import queries
from motcua.foundation.organisations.rules import holidays as rules

CALENDAR = queries.get_national_calendar()


def days_of(year, *kinds):
    days = worktime.list_days(CALENDAR, date(year, 1, 1), date(year, 12, 31))
    return [(day.on.month, day.on.day) for day in days if day.kind in kinds]


@pytest.mark.parametrize(
    ("year", "free"),
    [
        (
            2025,
            [(1, 1), (1, 27), (1, 28), (1, 29), (1, 30), (1, 31), (4, 7), (4, 30), (5, 1), (5, 2),
             (9, 1), (9, 2)],
        ),
        (
            2026,
            [(1, 1), (1, 2), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (4, 27), (4, 30), (5, 1),
             (8, 31), (9, 1), (9, 2), (11, 24)],
        ),
    ],
)  # fmt: skip
def test_the_weekdays_off_of_a_year(year, free):
    days = worktime.list_days(CALENDAR, date(year, 1, 1), date(year, 12, 31))

    assert [
        (day.on.month, day.on.day) for day in days if day.on.weekday() < 5 and not day.is_working
    ] == free


@pytest.mark.parametrize(
    ("year", "worked", "off"),
    [
        (2024, [(5, 4)], [(4, 29)]),
        (2025, [(4, 26)], [(5, 2)]),
        (2026, [(1, 10), (8, 22)], [(1, 2), (8, 31)]),
    ],
)
def test_saturdays_are_worked_for_swapped_days(year, worked, off):
    assert days_of(year, DayKind.MAKEUP_WORK) == worked
    assert days_of(year, DayKind.SWAPPED_OFF) == off


def test_every_makeup_day_known_to_the_library_is_worked():
    known = holidays.country_holidays("VN", years=range(2005, 2027)).weekend_workdays

    assert known
    assert all(CALENDAR.is_working(on) for on in known)


def test_a_makeup_saturday_has_the_hours_of_the_day_it_replaces():
    assert CALENDAR.day(date(2026, 1, 10)).seconds == CALENDAR.day(date(2026, 1, 9)).seconds


def test_a_holiday_on_a_sunday_gives_the_monday():
    assert CALENDAR.day(date(2026, 4, 26)).label == "Ngày Giỗ Tổ Hùng Vương"
    assert CALENDAR.day(date(2026, 4, 27)).kind is DayKind.COMPENSATORY


def test_days_whose_paper_nobody_read_are_marked():
    assert not CALENDAR.day(date(2026, 11, 24)).is_verified
    assert "28/2026/QH16" in CALENDAR.day(date(2026, 11, 24)).source


@pytest.mark.parametrize(
    ("on", "is_verified"),
    [
        (date(2026, 2, 17), True),
        (date(2028, 1, 26), False),  # Tết is decided year by year
        (date(2028, 9, 1), False),  # so is the day beside National Day
        (date(2028, 9, 2), True),
        (date(2028, 5, 1), True),
    ],
)
def test_days_that_await_the_decision_of_the_year_are_a_forecast(on, is_verified):
    assert not CALENDAR.is_working(on)
    assert CALENDAR.day(on).is_verified is is_verified


def test_every_row_names_its_paper_and_falls_on_a_sensible_day():
    rows = rules.read_national_file().days

    assert len({row.on for row in rows}) == len(rows)
    assert all(row.source and row.name for row in rows)
    for row in rows:
        match row.kind:
            case DayKind.MAKEUP_WORK:
                assert row.on.weekday() >= 5
                assert not CALENDAR.is_working(row.replaces)
            case DayKind.SWAPPED_OFF:
                assert row.on.weekday() < 5
                assert row.on in {other.replaces for other in rows}
            case _:
                assert row.replaces is None


def test_five_working_days_over_tet_2026():
    due = worktime.due_after(
        CALENDAR, datetime(2026, 2, 12, 16, 10, tzinfo=VIETNAM), 5, TimeUnit.WORKING_DAY
    )

    assert due.at == datetime(2026, 2, 26, 17, tzinfo=VIETNAM)


def test_no_year_is_without_tet():
    for year in range(rules.FIRST_YEAR, rules.LAST_YEAR + 1):
        first = date(year, 1, 20)
        days = worktime.list_days(CALENDAR, first, first + timedelta(days=40))
        assert sum("Tết Nguyên Đán" in day.name for day in days) >= 3, year


def test_every_day_with_a_name_has_an_english_one():
    path = Path(motcua.__file__).parent / "locale" / "en" / "LC_MESSAGES"
    english = {
        message.id
        for part in path.glob("*.po")
        for message in read_po(part.open("rb"))
        if message.string
    }

    assert {day.name for day in rules.national_days() if day.name} - english == set()
