"""The public figures: counted from what happened, silent where a rate would say too little."""

from datetime import date

import pytest
from tests.casework.province import MONDAY

from motcua.composition.steering import actions as steering
from motcua.composition.steering.enums import Withheld
from motcua.composition.steering.rules import Rate, publish
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db

INDICATORS = "/api/v1/indicators"
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _on_a_working_day():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def count(province):
    def counted(*, agency_id=None, code="1.001193", on=DAY, **sums):
        steering.count(
            agency_id=agency_id or province.agency_id,
            procedure_id=procedures.get_by_code(code, on).procedure_id,
            on=on,
            **sums,
        )

    return counted


def test_without_any_dossier_there_are_no_rates_and_no_lines(client, province):
    body = client.get(INDICATORS).json()

    nothing = {"value": None, "of": 0, "withheld": "nothing_yet"}
    assert body == {
        "since": "2026-01-01",
        "until": "2026-03-16",
        "indicators": {
            "received": 0,
            "finished_on_time": 0,
            "finished_late": 0,
            "overdue_now": 0,
            "on_time_rate": nothing,
            "satisfaction_rate": nothing,
        },
        "items": [],
        "total": 0,
        "page": 1,
        "pages": 1,
    }


def test_each_agency_and_procedure_has_its_figures(client, count, province):
    count(accepted=9, finished_on_time=6, finished_late=2, answers=5, marks=25, satisfied_marks=20)
    count(code="2.000815", accepted=3, finished_on_time=3, answers=1, marks=5, satisfied_marks=5)
    count(agency_id=province.other_agency_id, accepted=1)

    body = client.get(INDICATORS).json()

    assert body["indicators"] == {
        "received": 13,
        "finished_on_time": 9,
        "finished_late": 2,
        "overdue_now": 0,
        "on_time_rate": {"value": 9 / 11, "of": 11, "withheld": None},
        "satisfaction_rate": {"value": 25 / 30, "of": 6, "withheld": None},
    }
    assert [(line["agency"]["code"], line["procedure"]["code"]) for line in body["items"]] == [
        ("H99.101", "1.001193"),
        ("H99.101", "2.000815"),
        ("H99.102", "1.001193"),
    ]
    birth, copies, _other = (line["indicators"] for line in body["items"])
    assert birth["on_time_rate"] == {"value": 0.75, "of": 8, "withheld": None}
    assert birth["satisfaction_rate"] == {"value": 0.8, "of": 5, "withheld": None}
    assert copies["on_time_rate"] == {"value": None, "of": 3, "withheld": "too_few"}
    assert copies["satisfaction_rate"] == {"value": None, "of": 1, "withheld": "too_few"}


@pytest.mark.parametrize(
    ("value", "of", "shown"),
    [
        (None, 0, Rate(value=None, of=0, withheld=Withheld.NOTHING_YET)),
        (1.0, 1, Rate(value=None, of=1, withheld=Withheld.TOO_FEW)),
        (0.25, 4, Rate(value=None, of=4, withheld=Withheld.TOO_FEW)),
        (0.2, 5, Rate(value=0.2, of=5, withheld=None)),
    ],
)
def test_a_rate_of_too_few_is_not_published(value, of, shown):
    assert publish(value, of=of) == shown


@pytest.mark.parametrize(
    ("period", "received"),
    [
        ({"since": "2026-03-10", "until": "2026-03-10"}, 4),
        ({"since": "2026-03-11"}, 0),
        ({"until": "2026-03-09"}, 0),
        ({"until": "2026-03-31"}, 4),
        ({"agency": "H99.101"}, 4),
        ({"agency": "000.00.101.H99"}, 4),
        ({"agency": "H99.102"}, 0),
        ({"procedure": "1.001193"}, 4),
        ({"procedure": "2.000815"}, 0),
    ],
)
def test_period_agency_and_procedure_narrow_the_figures(client, count, period, received):
    count(accepted=4)

    assert client.get(INDICATORS, period).json()["indicators"]["received"] == received


def test_a_period_that_ends_before_it_begins_is_refused(client, province):
    response = client.get(INDICATORS, {"since": "2026-03-11", "until": "2026-03-10"})

    assert response.status_code == 422
    assert [wrong["field"] for wrong in response.json()["errors"]] == ["until"]


@pytest.mark.parametrize("wrong", [{"agency": "H99.999"}, {"procedure": "9.999999"}])
def test_an_unknown_agency_or_procedure_is_not_found(client, province, wrong):
    assert client.get(INDICATORS, wrong).status_code == 404


def test_the_figures_are_kept_for_a_minute(client, province):
    assert client.get(INDICATORS).headers["Cache-Control"] == "public, max-age=60"


def test_the_figures_cost_four_queries(client, count, django_assert_num_queries):
    count(accepted=4)
    client.get(INDICATORS)

    with django_assert_num_queries(4):
        client.get(INDICATORS)
