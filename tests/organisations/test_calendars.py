"""Calendars of agencies: hours, closures, swaps; read by date and noticed by every process."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.models import OutboxMessage
from motcua.foundation.kernel.worktime import DayKind, TimeUnit
from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.errors import (
    AgencyNotFound,
    DayAlreadyChanged,
    DayNotChanged,
    InvalidHours,
    SourceMissing,
    SwapRefused,
)
from motcua.foundation.organisations.models import CalendarDay, CalendarVersion

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
SINCE = date(2025, 7, 1)
WEDNESDAY = date(2026, 3, 4)
SATURDAY = date(2026, 3, 7)
BY = "officer:12"


def close(agency, on=WEDNESDAY, source="Công văn 12/UBND"):
    return actions.close_on(
        agency_id=agency.pk, on=on, reason="Bão số 5", source=source, by=BY, at=NOW
    )


def swap(agency=None, off_on=WEDNESDAY, worked_on=SATURDAY):
    return actions.add_swap(
        off_on=off_on,
        worked_on=worked_on,
        name="Nghỉ hoán đổi",
        source="Thông báo 1/TB",
        by=BY,
        at=NOW,
        agency_id=agency and agency.pk,
    )


def due(agency, days=2):
    return worktime.due_after(queries.get_calendar(agency.pk), NOW, days, TimeUnit.WORKING_DAY)


def hours(*rows):
    return [(weekday, time(opens), time(closes), counts) for weekday, opens, closes, counts in rows]


# --- Closures ---------------------------------------------------------------------------------------


def test_an_agency_without_a_word_of_its_own_follows_the_country(commune):
    assert queries.get_calendar(commune.pk) is queries.get_national_calendar()
    assert due(commune).at == datetime(2026, 3, 4, 17, tzinfo=VIETNAM)


def test_a_closure_moves_the_agency_s_promises_and_nobody_else_s(commune, provincial):
    close(commune)

    assert due(commune).at == datetime(2026, 3, 5, 17, tzinfo=VIETNAM)
    assert [(step.reason, step.source) for step in due(commune).skipped][1:] == [
        ("Bão số 5", "Công văn 12/UBND")
    ]
    assert due(provincial).at == datetime(2026, 3, 4, 17, tzinfo=VIETNAM)


def test_a_closure_needs_a_paper_and_an_agency(commune):
    with pytest.raises(SourceMissing):
        close(commune, source="  ")
    with pytest.raises(AgencyNotFound):
        actions.close_on(agency_id=0, on=WEDNESDAY, reason="x", source="x", by=BY, at=NOW)
    assert CalendarDay.objects.count() == 0


def test_a_day_says_one_thing(commune):
    close(commune)

    with pytest.raises(DayAlreadyChanged, match="Bão số 5"):
        close(commune)
    with pytest.raises(IntegrityError, match="calendar_day_says_one_thing"), transaction.atomic():
        CalendarDay.objects.create(
            agency=commune, on=WEDNESDAY, kind=DayKind.CLOSURE, source="x", recorded_at=NOW
        )


def test_the_installation_says_one_thing_of_a_day_too(db):
    actions.add_holiday(on=WEDNESDAY, name="Quốc tang", source="Thông báo", by=BY, at=NOW)

    with pytest.raises(IntegrityError, match="calendar_day_says_one_thing"), transaction.atomic():
        CalendarDay.objects.create(on=WEDNESDAY, kind=DayKind.HOLIDAY, source="x", recorded_at=NOW)


def test_a_closure_is_announced(commune):
    close(commune)

    message = OutboxMessage.objects.get()
    assert (message.type, message.payload) == (
        "organisations.calendar-changed",
        {"agency_id": commune.pk, "on": "2026-03-04"},
    )


def test_a_withdrawn_closure_no_longer_counts_and_stays_on_record(commune):
    close(commune)

    actions.withdraw_day(agency_id=commune.pk, on=WEDNESDAY, by="officer:1", at=NOW)

    assert due(commune).at == datetime(2026, 3, 4, 17, tzinfo=VIETNAM)
    row = CalendarDay.objects.get()
    assert (row.recorded_by, row.withdrawn_by, row.withdrawn_at) == (BY, "officer:1", NOW)
    close(commune)
    assert CalendarDay.objects.count() == 2


def test_only_the_own_change_can_be_withdrawn(commune, provincial):
    close(commune)

    with pytest.raises(DayNotChanged):
        actions.withdraw_day(agency_id=provincial.pk, on=WEDNESDAY, by=BY, at=NOW)
    with pytest.raises(DayNotChanged):
        actions.withdraw_day(agency_id=None, on=WEDNESDAY, by=BY, at=NOW)


# --- Holidays and swaps -------------------------------------------------------------------------------


def test_a_holiday_of_the_installation_holds_for_every_agency(commune, provincial):
    actions.add_holiday(on=WEDNESDAY, name="Quốc tang", source="Thông báo", by=BY, at=NOW)

    for agency in (commune, provincial):
        assert queries.get_calendar(agency.pk).day(WEDNESDAY).label == "Quốc tang"
    assert queries.get_national_calendar().is_working(WEDNESDAY)


def test_the_agency_s_own_word_wins_over_the_installation_s(commune):
    actions.add_holiday(on=WEDNESDAY, name="Lễ hội", source="Thông báo", by=BY, at=NOW)
    actions.add_holiday(
        on=WEDNESDAY, name="", source="Phân công trực", by=BY, at=NOW,
        kind=DayKind.WORKING, agency_id=commune.pk,
    )  # fmt: skip

    assert queries.get_calendar(commune.pk).is_working(WEDNESDAY)


def test_a_forecast_day_off_can_be_taken_back(commune):
    forecast = date(2028, 9, 1)
    assert not queries.get_calendar(commune.pk).is_working(forecast)

    actions.add_holiday(
        on=forecast, name="", source="Thông báo 2028", by=BY, at=NOW, kind=DayKind.WORKING
    )

    assert queries.get_calendar(commune.pk).is_working(forecast)


def test_a_swap_gives_a_day_and_takes_a_saturday(commune):
    swap()

    calendar = queries.get_calendar(commune.pk)
    assert [day.kind for day in worktime.list_days(calendar, WEDNESDAY, SATURDAY)] == [
        DayKind.SWAPPED_OFF,
        DayKind.WORKING,
        DayKind.WORKING,
        DayKind.MAKEUP_WORK,
    ]
    assert calendar.day(SATURDAY).seconds == 27_000


@pytest.mark.parametrize(
    ("off_on", "worked_on"),
    [
        (SATURDAY, SATURDAY + timedelta(days=7)),
        (WEDNESDAY, WEDNESDAY + timedelta(days=1)),
        (date(2026, 2, 17), SATURDAY),
        (WEDNESDAY, date(2026, 1, 10)),
    ],
)
def test_a_swap_must_give_work_for_rest(db, off_on, worked_on):
    with pytest.raises(SwapRefused):
        swap(off_on=off_on, worked_on=worked_on)


@pytest.mark.parametrize("half", [WEDNESDAY, SATURDAY])
def test_withdrawing_half_a_swap_withdraws_it_whole(commune, half):
    swap(commune)

    actions.withdraw_day(agency_id=commune.pk, on=half, by=BY, at=NOW)

    calendar = queries.get_calendar(commune.pk)
    assert calendar.is_working(WEDNESDAY)
    assert not calendar.is_working(SATURDAY)


def test_changes_are_listed_for_who_they_bear_on(commune, provincial, django_assert_num_queries):
    own = close(commune)
    shared = actions.add_holiday(on=WEDNESDAY, name="Quốc tang", source="Thông báo", by=BY, at=NOW)

    def listed(agency_id):
        return list(
            queries.list_calendar_days(agency_id, first=date(2026, 3, 1), last=date(2026, 3, 31))
        )

    with django_assert_num_queries(1):
        assert set(listed(commune.pk)) == {own, shared}
    assert listed(provincial.pk) == [shared]
    assert listed(None) == [shared]


# --- Hours --------------------------------------------------------------------------------------------


def test_new_hours_hold_from_their_day_and_not_before(commune):
    actions.set_opening_hours(
        agency_id=commune.pk,
        sessions=hours((0, 8, 12, True), (0, 13, 16, True), (5, 8, 11, False)),
        valid_from=date(2026, 3, 9),
        source="Quyết định 3/QĐ",
        at=NOW,
    )

    calendar = queries.get_calendar(commune.pk)
    assert calendar.day(date(2026, 3, 2)).closes_at.hour == 17
    assert calendar.day(date(2026, 3, 9)).closes_at.hour == 16
    assert not calendar.is_working(date(2026, 3, 10))
    assert not calendar.is_working(date(2026, 3, 14))
    assert worktime.is_open(calendar, datetime(2026, 3, 14, 9, tzinfo=VIETNAM))


def test_later_hours_take_over_from_earlier_ones(commune):
    for valid_from, closes in ((SINCE, 16), (date(2026, 3, 9), 15), (date(2026, 3, 9), 14)):
        actions.set_opening_hours(
            agency_id=commune.pk,
            sessions=hours((0, 8, closes, True)),
            valid_from=valid_from,
            source="Quyết định",
            at=NOW,
        )

    calendar = queries.get_calendar(commune.pk)
    assert calendar.day(date(2026, 3, 2)).closes_at.hour == 16
    assert calendar.day(date(2026, 3, 9)).closes_at.hour == 14


def test_hours_set_later_for_an_earlier_day_replace_all_that_follows(commune):
    for valid_from, closes in ((SINCE, 16), (date(2026, 6, 1), 15), (date(2026, 3, 9), 14)):
        actions.set_opening_hours(
            agency_id=commune.pk,
            sessions=hours((0, 8, closes, True)),
            valid_from=valid_from,
            source="Quyết định",
            at=NOW,
        )

    calendar = queries.get_calendar(commune.pk)
    mondays = (date(2026, 3, 2), date(2026, 4, 6), date(2026, 6, 8))
    assert [calendar.day(monday).closes_at.hour for monday in mondays] == [16, 14, 14]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(0, 8, 12, True), (0, 11, 15, True)],
        [(0, 12, 8, True)],
        [(5, 8, 12, False)],
    ],
)
def test_hours_must_make_a_week(commune, rows):
    with pytest.raises(InvalidHours):
        actions.set_opening_hours(
            agency_id=commune.pk, sessions=hours(*rows), valid_from=SINCE, source="x", at=NOW
        )


def test_hours_need_a_paper(commune):
    with pytest.raises(SourceMissing):
        actions.set_opening_hours(
            agency_id=commune.pk, sessions=hours((0, 8, 12, True)), valid_from=SINCE, source="",
            at=NOW,
        )  # fmt: skip


# --- The cache ----------------------------------------------------------------------------------------


def test_an_unchanged_calendar_costs_one_query(commune, django_assert_num_queries):
    close(commune)
    queries.get_calendar(commune.pk)

    with django_assert_num_queries(1):
        calendar = queries.get_calendar(commune.pk)

    assert not calendar.is_working(WEDNESDAY)


def test_a_changed_calendar_costs_three_queries(commune, django_assert_num_queries):
    queries.get_calendar(commune.pk)
    close(commune)

    with django_assert_num_queries(3):
        queries.get_calendar(commune.pk)


def test_the_national_calendar_costs_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        queries.get_national_calendar().day(WEDNESDAY)


def test_a_change_of_another_process_is_noticed(commune):
    queries.get_calendar(commune.pk)
    # What another process commits reaches this one as rows alone.
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO organisations_calendarday (agency_id, "on", kind, name, source,'
            " is_verified, recorded_by, recorded_at, withdrawn_by)"
            " VALUES (%s, %s, 'closure', 'Mất điện', 'x', true, %s, %s, '')",
            [commune.pk, WEDNESDAY, BY, NOW],
        )
    assert queries.get_calendar(commune.pk).is_working(WEDNESDAY)

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisations_calendarversion (id, token) VALUES (1, gen_random_uuid())"
        )

    assert not queries.get_calendar(commune.pk).is_working(WEDNESDAY)


def test_a_change_that_was_rolled_back_never_happened(commune):
    def close_and_look():
        with transaction.atomic():
            close(commune)
            assert not queries.get_calendar(commune.pk).is_working(WEDNESDAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        close_and_look()

    assert queries.get_calendar(commune.pk).is_working(WEDNESDAY)


def test_there_is_one_version(commune):
    close(commune)
    close(commune, on=SATURDAY)

    assert CalendarVersion.objects.count() == 1


def test_agencies_with_the_same_week_share_one_calendar(commune, provincial):
    for agency in (commune, provincial):
        actions.set_opening_hours(
            agency_id=agency.pk, sessions=hours((0, 8, 12, True)), valid_from=SINCE, source="x",
            at=NOW,
        )  # fmt: skip

    assert queries.get_calendar(commune.pk) is queries.get_calendar(provincial.pk)
