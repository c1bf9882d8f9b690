"""Deadlines on named days: the boundaries that the law and the year draw."""

import pickle
from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    DayKind,
    Hours,
    Session,
    SpecialDay,
    TimeUnit,
    Verdict,
)

OFFICE_DAY = (Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17)))
SATURDAY_SERVICE = (Session(time(7, 30), time(11, 30), is_counted=False),)
WEEK = (*[OFFICE_DAY] * 5, SATURDAY_SERVICE, ())


def off(on, kind=DayKind.HOLIDAY, name="Tết Nguyên Đán", **more):
    return SpecialDay(on=on, kind=kind, name=name, source="Thông báo", **more)


TET = tuple(off(date(2026, 2, day)) for day in range(16, 21))
NEW_YEAR_SWAP = (
    off(date(2026, 1, 1), name="Tết Dương lịch"),
    off(date(2026, 1, 2), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi"),
    off(date(2026, 1, 10), DayKind.MAKEUP_WORK, "Làm bù", replaces=date(2026, 1, 2)),
)
CALENDAR = Calendar(hours=(Hours(date.min, WEEK),), days=(*TET, *NEW_YEAR_SWAP))


def at(month, day, hour=9, minute=0, second=0):
    return datetime(2026, month, day, hour, minute, second, tzinfo=VIETNAM)


def due(start, amount, unit):
    return worktime.due_after(CALENDAR, start, amount, unit)


# --- Working days ---------------------------------------------------------------------------------


def test_the_day_of_receipt_is_not_counted():
    answer = due(at(3, 2), 1, TimeUnit.WORKING_DAY)

    assert answer.at == at(3, 3, 17)
    assert [step.verdict for step in answer.steps] == [Verdict.RECEIVED, Verdict.COUNTED]


def test_a_limit_over_tet_explains_each_day():
    answer = due(at(2, 12, 16, 10), 5, TimeUnit.WORKING_DAY)

    assert answer.at == at(2, 26, 17)
    assert answer.on == date(2026, 2, 26)
    assert [(step.on.day, step.number, step.reason) for step in answer.steps] == [
        (12, 0, "Ngày tiếp nhận, không tính"),
        (13, 1, "Ngày làm việc"),
        (14, 0, "Nghỉ hằng tuần"),
        (15, 0, "Nghỉ hằng tuần"),
        *[(day, 0, "Tết Nguyên Đán") for day in range(16, 21)],
        (21, 0, "Nghỉ hằng tuần"),
        (22, 0, "Nghỉ hằng tuần"),
        (23, 2, "Ngày làm việc"),
        (24, 3, "Ngày làm việc"),
        (25, 4, "Ngày làm việc"),
        (26, 5, "Ngày làm việc"),
    ]
    assert {step.source for step in answer.steps if step.kind is DayKind.HOLIDAY} == {"Thông báo"}
    assert len(answer.counted) == 5
    assert len(answer.skipped) == 10


def test_received_on_the_eve_of_tet_the_count_begins_after_it():
    assert due(at(2, 13, 16, 59), 1, TimeUnit.WORKING_DAY).at == at(2, 23, 17)


def test_received_on_a_day_off_the_count_begins_with_the_next_working_day():
    assert due(at(3, 7), 1, TimeUnit.WORKING_DAY).at == at(3, 9, 17)


def test_a_makeup_saturday_counts_and_the_day_it_replaces_does_not():
    answer = due(at(1, 9), 1, TimeUnit.WORKING_DAY)

    assert answer.at == at(1, 10, 17)
    assert answer.steps[-1].reason == "Làm bù"
    assert due(datetime(2025, 12, 31, 9, tzinfo=VIETNAM), 1, TimeUnit.WORKING_DAY).at == at(
        1, 5, 17
    )


def test_received_on_a_makeup_saturday():
    assert due(at(1, 10), 1, TimeUnit.WORKING_DAY).at == at(1, 12, 17)


def test_an_uncounted_saturday_service_is_open_but_no_working_day():
    assert due(at(3, 6), 1, TimeUnit.WORKING_DAY).at == at(3, 9, 17)
    assert worktime.is_open(CALENDAR, at(3, 7, 8))
    assert worktime.working_seconds_between(CALENDAR, at(3, 7, 0), at(3, 8, 0)) == 0


def test_the_day_is_the_day_in_vietnam():
    # 17:30 UTC on the 2nd is half past midnight on the 3rd in Hà Nội.
    start = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)

    assert due(start, 1, TimeUnit.WORKING_DAY).at == at(3, 4, 17)


# --- The same day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [
        (at(3, 2, 7, 0), at(3, 2, 17), Verdict.COUNTED),
        (at(3, 2, 14, 59, 59), at(3, 2, 17), Verdict.COUNTED),
        (at(3, 2, 15, 0, 0), at(3, 2, 17), Verdict.COUNTED),
        (at(3, 2, 15, 0, 1), at(3, 3, 17), Verdict.AFTER_15),
        (at(3, 2, 17, 0, 0), at(3, 3, 17), Verdict.AFTER_CLOSING),
        (at(3, 2, 21), at(3, 3, 17), Verdict.AFTER_CLOSING),
        (at(3, 6, 15, 0, 1), at(3, 9, 17), Verdict.AFTER_15),
        (at(3, 7, 8), at(3, 9, 17), Verdict.SKIPPED),
        (at(2, 13, 15, 30), at(2, 23, 17), Verdict.AFTER_15),
        (at(1, 10, 9), at(1, 10, 17), Verdict.COUNTED),
    ],
)
def test_same_day_ends_today_until_15_o_clock(start, end, first):
    answer = due(start, 1, TimeUnit.SAME_DAY)

    assert answer.at == end
    assert answer.steps[0].verdict is first
    assert answer.steps[-1].number == 1


def test_on_a_short_day_a_late_receipt_is_one_after_closing():
    morning = Calendar(hours=(Hours(date.min, (*[OFFICE_DAY[:1]] * 5, (), ())),))

    answer = worktime.due_after(morning, at(3, 2, 14), 1, TimeUnit.SAME_DAY)

    assert answer.at == at(3, 3, 11, 30)
    assert answer.steps[0].verdict is Verdict.AFTER_CLOSING


@pytest.mark.parametrize(
    ("received", "by"),
    [
        (at(3, 2, 15, 0, 0), at(3, 2, 17)),
        (at(3, 2, 15, 0, 1), at(3, 3, 7, 30)),
        (at(3, 7, 8), at(3, 9, 7, 30)),
    ],
)
def test_papers_reach_the_deciding_agency_the_same_day_or_first_thing(received, by):
    assert worktime.hand_over_by(CALENDAR, received) == by


# --- Calendar days and months -----------------------------------------------------------------------


def test_calendar_days_count_days_off():
    answer = due(at(3, 4), 5, TimeUnit.CALENDAR_DAY)

    assert answer.at == at(3, 9, 17)
    assert [step.number for step in answer.steps] == [0, 1, 2, 3, 4, 5]


def test_calendar_days_that_end_on_a_day_off_move_on():
    answer = due(at(2, 11), 5, TimeUnit.CALENDAR_DAY)

    assert answer.at == at(2, 23, 17)
    assert [step.verdict for step in answer.steps] == (
        [Verdict.RECEIVED] + [Verdict.COUNTED] * 5 + [Verdict.SKIPPED] * 6 + [Verdict.MOVED_ON]
    )
    assert answer.steps[-1].reason == ("Ngày cuối rơi vào ngày nghỉ, hạn lùi đến ngày làm việc này")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (at(3, 2), 1, at(4, 2, 17)),
        (at(3, 31), 1, at(4, 30, 17)),
        (at(1, 30), 1, at(3, 2, 17)),  # 28 February is a Saturday
        (at(11, 30), 3, datetime(2027, 3, 1, 17, tzinfo=VIETNAM)),
        (at(12, 15), 12, datetime(2027, 12, 15, 17, tzinfo=VIETNAM)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert due(start, months, TimeUnit.MONTH).at == end


# --- Working hours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(3, 2, 7, 30), 4, at(3, 2, 11, 30)),
        (at(3, 2, 10, 30), 2, at(3, 2, 14, 30)),
        (at(3, 2, 12, 0), 1, at(3, 2, 14, 30)),
        (at(3, 2, 16, 0), 1, at(3, 2, 17, 0)),
        (at(3, 2, 16, 30), 1, at(3, 3, 8, 0)),
        (at(3, 2, 20), 8, at(3, 4, 8, 0)),
        (at(3, 6, 16, 0), 2, at(3, 9, 8, 30)),
        (at(2, 13, 16, 0), 2, at(2, 23, 8, 30)),
    ],
)
def test_working_hours_skip_lunch_and_roll_over(start, hours, end):
    assert due(start, hours, TimeUnit.WORKING_HOUR).at == end


def test_working_hours_tell_how_much_each_day_gave():
    answer = due(at(3, 6, 16, 0), 2, TimeUnit.WORKING_HOUR)

    assert [(step.on.day, step.verdict, step.number, step.seconds) for step in answer.steps] == [
        (6, Verdict.COUNTED, 1, 3600),
        (7, Verdict.SKIPPED, 0, 0),
        (8, Verdict.SKIPPED, 0, 0),
        (9, Verdict.COUNTED, 2, 3600),
    ]


def test_working_hours_after_closing_say_so():
    assert due(at(3, 2, 20), 1, TimeUnit.WORKING_HOUR).steps[0].verdict is Verdict.AFTER_CLOSING


def test_no_time_added_is_no_time_passed():
    assert worktime.add_working_seconds(CALENDAR, at(3, 7, 3), 0) == at(3, 7, 3)


def test_working_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="forward"):
        worktime.add_working_seconds(CALENDAR, at(3, 2), -1)


def test_working_time_between_counts_sessions_only():
    assert worktime.working_seconds_between(CALENDAR, at(2, 13, 16), at(2, 23, 8)) == 5400
    assert worktime.working_seconds_between(CALENDAR, at(2, 23, 8), at(2, 13, 16)) == -5400


# --- Doors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(3, 2, 7, 29, 59), False),
        (at(3, 2, 7, 30), True),
        (at(3, 2, 11, 29, 59), True),
        (at(3, 2, 11, 30), False),
        (at(3, 8, 9), False),
        (at(2, 17, 9), False),
        (at(1, 10, 16, 59), True),
    ],
)
def test_doors_are_open_from_opening_to_closing(moment, expected):
    assert worktime.is_open(CALENDAR, moment) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(3, 2, 9), at(3, 2, 9)),
        (at(3, 2, 12), at(3, 2, 13, 30)),
        (at(3, 2, 17), at(3, 3, 7, 30)),
        (at(3, 7, 8), at(3, 9, 7, 30)),
        (at(2, 13, 17), at(2, 23, 7, 30)),
        (at(12, 31, 18), datetime(2027, 1, 1, 7, 30, tzinfo=VIETNAM)),
    ],
)
def test_next_opening_of_working_time(moment, expected):
    assert worktime.next_open(CALENDAR, moment) == expected


# --- The promise -----------------------------------------------------------------------------------


def test_no_limit_is_never_due():
    answer = due(at(3, 2), 0, TimeUnit.NONE)

    assert (answer.at, answer.on, answer.steps, answer.is_verified) == (None, None, (), True)


@pytest.mark.parametrize(
    "unit",
    [TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.MONTH, TimeUnit.WORKING_HOUR],
)
@pytest.mark.parametrize("amount", [0, -1])
def test_a_limit_needs_an_amount(unit, amount):
    with pytest.raises(ValueError, match="limit"):
        due(at(3, 2), amount, unit)


def test_a_moment_needs_a_zone():
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 3, 2, 9), 1, TimeUnit.WORKING_DAY)


def test_an_unread_paper_shows_in_the_promise():
    calendar = Calendar(hours=CALENDAR.hours, days=(off(date(2026, 3, 4), is_verified=False),))

    def is_verified(days):
        return worktime.due_after(calendar, at(3, 2), days, TimeUnit.WORKING_DAY).is_verified

    assert is_verified(1)
    assert not is_verified(2)


def test_a_promise_can_travel_between_processes():
    answer = due(at(2, 12), 5, TimeUnit.WORKING_DAY)

    assert pickle.loads(pickle.dumps(answer)).steps == answer.steps


@pytest.mark.parametrize(
    ("unit", "amount", "words"),
    [
        (TimeUnit.WORKING_DAY, 5, "5 ngày làm việc"),
        (TimeUnit.CALENDAR_DAY, 15, "15 ngày"),
        (TimeUnit.WORKING_HOUR, 8, "8 giờ làm việc"),
        (TimeUnit.MONTH, 3, "3 tháng"),
        (TimeUnit.SAME_DAY, 1, "trong ngày làm việc"),
        (TimeUnit.NONE, 0, "không quy định thời hạn"),
    ],
)
def test_a_limit_in_words(unit, amount, words):
    assert unit.limit_in_words(amount) == words


def test_thirty_days_are_one_look_up():
    """Steps of months of limits cost nothing until told: the sums of the year answer."""
    start = at(3, 2)
    due(start, 30, TimeUnit.WORKING_DAY)

    answers = [due(start + timedelta(minutes=n), 30, TimeUnit.WORKING_DAY) for n in range(100)]

    assert not any("steps" in vars(answer) for answer in answers)
    assert {answer.at for answer in answers} == {at(4, 13, 17)}
