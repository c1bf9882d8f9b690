"""Queues and measure of opinions, what they cost, and the day that is proposed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.inquiring import (
    AT,
    TOO_LATE,
    answer,
    ask,
    handled,
)

from motcua.composition.casework import consulting, silences
from motcua.domain.inquiries import queries
from motcua.foundation.kernel import audit
from motcua.foundation.organisations import queries as organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    return handled()


# --- Lists and their price ----------------------------------------------------------------------


def test_the_measure_tells_in_time_late_and_silent_by_who_asked(province, player):
    mine, theirs = province.agency_id, province.other_agency_id
    answer(ask(player, agency_id=mine), by=province.registrar)
    answer(ask(player, agency_id=mine), by=province.registrar, at=TOO_LATE)
    ask(player, agency_id=mine)
    ask(player, agency_id=theirs)
    silences.note_silences(at=TOO_LATE)

    (row,) = consulting.measure(province.registrar)

    assert (row.asking, row.in_time, row.late, row.silent, row.waiting) == (
        player.agency.name, 1, 1, 1, 0,
    )  # fmt: skip
    assert row.total == 3


@pytest.mark.parametrize("amount", [1, 30])
def test_the_queue_costs_the_same_for_one_and_for_thirty(
    province, player, amount, django_assert_num_queries
):
    agencies = [
        one
        for one in organisations.list_agencies(on=AT.date())
        if one.pk not in {province.agency_id, player.agency.pk}
    ]
    opinion = ask(player, agency_id=province.agency_id)
    for number in range(amount - 1):
        opinion.pk, opinion.asking_agency = None, agencies[number % len(agencies)]
        opinion.asked_unit_id = None
        opinion.dossier = _another(opinion.dossier, number)
        opinion.save(force_insert=True)
    consulting.list_to_answer(province.registrar, now=AT)

    with audit.collecting("/thu"):
        with django_assert_num_queries(1):
            rows = consulting.list_to_answer(province.registrar, now=AT)
        with django_assert_num_queries(1):
            consulting.measure(province.registrar)
        with django_assert_num_queries(1):
            asked = consulting.list_asked(player.officers["desk"], now=AT)
        audit._notes.get().purposes.clear()

    assert (len(rows), len(asked)) == (amount, amount)


def _another(dossier, number):
    """Return a copy of the dossier's row under another reference."""
    dossier = people.again(dossier)
    dossier.pk = None
    dossier.reference = dossier.reference_key = f"NT-{number}"
    dossier.number = dossier.number_key = f"SO-{number}"
    dossier.save(force_insert=True)
    return dossier


# --- The rule of the proposed day ---------------------------------------------------------------


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    days=st.integers(0, 60),
)
def test_a_proposed_day_lies_between_today_and_the_promise(start, days):
    calendar = organisations.get_national_calendar()
    promised = calendar.working_day_after(start, days).on if days else start

    proposed = queries.propose_day(on=start, promised_on=promised, calendar=calendar)

    assert start <= proposed <= promised
    assert days == 0 or calendar.is_working(proposed)
    assert days < 2 or proposed < promised


def test_without_a_limit_a_week_is_proposed():
    calendar = organisations.get_national_calendar()

    assert queries.propose_day(
        on=date(2026, 3, 16), promised_on=None, calendar=calendar
    ) == date(2026, 3, 23)  # fmt: skip
