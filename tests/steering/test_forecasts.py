"""Forecasts of open dossiers, learnt from the log by the clock."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django import app
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.capabilities.evidence import queries as evidence
from motcua.composition.steering import actions, queries
from motcua.composition.steering.enums import Basis
from motcua.composition.steering.models import Forecast, Passage
from motcua.composition.steering.queries import Likely
from motcua.composition.steering.rules import FEWEST_FINISHED
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LATER = MONDAY + 2 * HOUR


def past(province, *, quick=0, slow=0, code=steps.BIRTH):
    """Let dossiers of last week be finished within the hour, or two working days later."""
    for number in range(quick + slow):
        began = MONDAY - timedelta(days=7)
        dossier = steps.accept(province, steps.lodge(province, at=began, code=code), at=began)
        took = HOUR if number < quick else timedelta(days=2)
        steps.decide(province, dossier, at=began + took)


def running(province, *, at=MONDAY, code=steps.BIRTH):
    return steps.accept(province, steps.lodge(province, at=at, code=code), at=at)


def refresh(at=MONDAY):
    people.settle()
    return actions.refresh(at=at)


def forecast(dossier):
    return queries.list_forecasts([dossier.pk]).get(dossier.pk)


def test_a_forecast_tells_risk_day_and_on_how_many_it_rests(province):
    past(province, quick=15, slow=5)
    dossier = running(province)

    assert refresh() == 1

    told = forecast(dossier)
    assert (told.agency_id, told.due_at) == (province.agency_id, dossier.due_at)
    assert (told.basis, told.finished) == (Basis.WHOLE_HERE, 20)
    assert (told.longer, told.known, round(told.risk, 6)) == (5, 20, 0.25)
    assert (told.early_on, told.late_on) == (MONDAY.date(), MONDAY.date())


def test_below_an_honest_number_nothing_is_told(province):
    past(province, quick=FEWEST_FINISHED - 1)
    dossier = running(province)

    assert refresh() == 0

    told = forecast(dossier)
    assert (told.risk, told.early_on, told.late_on, told.basis) == (None, None, None, "")
    assert queries.count_unforeseen(province.agency_id, now=MONDAY) == 1


def test_what_took_longer_already_is_compared_with_what_did_too(province):
    past(province, quick=30, slow=20)
    dossier = running(province)
    refresh()
    at_first = forecast(dossier).risk

    refresh(LATER)

    assert (forecast(dossier).finished, forecast(dossier).risk) == (20, 1)
    assert at_first < 0.5


def test_open_dossiers_count_for_the_time_they_took_so_far(province):
    past(province, quick=20)
    for _stuck in range(20):
        running(province, at=MONDAY - timedelta(days=3))
    dossier = running(province)

    refresh()

    assert (forecast(dossier).longer, forecast(dossier).known) == (20, 40)


def test_a_result_a_request_and_a_withdrawal_end_the_forecast(province):
    past(province, quick=20)
    decided, asked, withdrawn = (running(province) for _each in range(3))
    refresh()
    assert Forecast.objects.count() == 3

    steps.decide(province, decided)
    steps.ask(province, asked)
    steps.withdraw(province, withdrawn)
    people.settle()

    assert Forecast.objects.count() == 0


def test_a_forecast_that_nobody_ended_ends_with_the_next_reckoning(province):
    past(province, quick=20)
    dossier = running(province)
    refresh()
    steps.decide(province, dossier)
    people.settle()
    Forecast.objects.create(
        dossier_id=dossier.pk, agency_id=1, procedure_id=1, due_at=MONDAY, reckoned_at=MONDAY
    )

    refresh(LATER)

    assert forecast(dossier) is None


def test_the_step_it_lies_in_and_who_holds_it_are_told(province):
    dossier = people.lodge(province)
    people.accept(province, dossier)

    refresh()

    told = forecast(dossier)
    assert (told.step_name, told.role, told.unit_kind) == (
        "Kiểm tra hồ sơ", "civil_status", "professional",
    )  # fmt: skip


def test_each_step_is_learnt_from_and_a_supplement_begins_anew(province):
    """The limit is counted from the beginning once the dossier is complete (Article 19.4)."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    steps.ask(province, dossier, at=MONDAY + HOUR)
    steps.supplement(province, dossier, at=MONDAY + timedelta(days=1))

    refresh(MONDAY + timedelta(days=1))

    kept = Passage.objects.order_by("number").values_list("step", "seconds", "is_finished")
    assert list(kept) == [("", 3600, False), ("kiem_tra", 3600, False), ("", None, False)]


def test_following_goes_on_where_it_ended_and_writes_nothing_twice(province):
    past(province, quick=2)
    people.settle()

    followed = actions.refresh(at=MONDAY), Passage.objects.count()
    again = actions.refresh(at=MONDAY), Passage.objects.count()
    running(province)
    people.settle()
    actions.refresh(at=MONDAY)

    assert followed == again == (0, 2)
    assert Passage.objects.count() == 3


def test_a_chunk_follows_what_moved_and_tells_how_far_it_read(province, monkeypatch):
    monkeypatch.setattr(actions.forecasting, "CHUNK", 4)
    past(province, quick=5)
    people.settle()

    actions.refresh(at=MONDAY)

    assert Passage.objects.count() == 5
    keys, last = evidence.list_changed(dossiers.KIND, after=0, limit=10_000)
    assert (len(keys), last) == (5, evidence.last_position())
    assert evidence.list_changed(dossiers.KIND, after=last, limit=5) == (frozenset(), last)


def test_the_worker_reckons_by_the_clock(province):
    past(province, quick=20)
    dossier = running(province)
    people.settle()

    with clock.fixed_at(MONDAY):
        app.tasks["steering.forecast"](timestamp=0)

    assert forecast(dossier).risk == 0


@pytest.fixture
def three(province):
    """A likely late, a less likely and a hardly likely dossier."""
    past(province, quick=20, slow=10)
    found = [running(province, at=MONDAY - number * HOUR / 3) for number in (0, 1, 2)]
    refresh()
    for dossier, risk in zip(found, (0.1, 0.6, 0.6), strict=True):
        Forecast.objects.filter(pk=dossier.pk).update(risk=risk)
    return found


def test_the_likeliest_to_be_late_come_first_page_by_page(province, three):
    everything = Likely(agency_id=province.agency_id)

    first = queries.list_likely(everything, now=MONDAY, limit=2)
    last = first[-1]
    second = queries.list_likely(
        everything, now=MONDAY, after=(last.risk, last.due_at, last.dossier_id)
    )

    assert [row.risk for row in first + second] == [0.6, 0.6, 0.1]
    assert {row.dossier_id for row in first + second} == {dossier.pk for dossier in three}
    assert queries.count_likely(everything, now=MONDAY) == 3


def test_what_is_late_already_is_no_forecast_and_other_agencies_are_not_shown(province, three):
    everything, others = (
        Likely(agency_id=province.agency_id),
        Likely(agency_id=province.other_agency_id),
    )
    overdue = three[0].due_at + HOUR

    assert queries.list_likely(everything, now=overdue) == []
    assert queries.list_likely(others, now=MONDAY) == []
    assert queries.count_likely_late([province.other_agency_id], now=MONDAY) == {}
    assert queries.count_likely_late([province.agency_id], now=MONDAY) == {
        (province.agency_id, three[0].procedure_id): 2
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_questions_cost_one_query_and_reckoning_the_same_for_any_number(
    province, rows, django_assert_num_queries, django_assert_max_num_queries
):
    past(province, quick=20)
    found = [running(province) for _row in range(rows)]
    people.settle()

    # Two of them write signs beside the passages.
    with django_assert_max_num_queries(32):
        actions.refresh(at=MONDAY)
    with django_assert_num_queries(1):
        assert (
            len(queries.list_likely(Likely(agency_id=province.agency_id), now=MONDAY, limit=50))
            == rows
        )
    with django_assert_num_queries(1):
        assert len(queries.list_forecasts([one.pk for one in found])) == rows
