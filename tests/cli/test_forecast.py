"""`motcua forecast` reckons, and owns up to how often it would have been right."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from tests.casework.province import MONDAY
from tests.desk.test_forecasts import WEEK
from tests.dossiers import steps
from tests.steering.test_forecasts import past, running

from motcua.composition.steering.models import Forecast
from motcua.foundation.kernel import clock, outbox

pytestmark = pytest.mark.django_db


def ask(*words):
    out = StringIO()
    with clock.fixed_at(MONDAY):
        call_command("forecast", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def told(province):
    """Twenty quick births, then one that took two days, and one that is open."""
    past(province, quick=20)
    began = MONDAY - WEEK / 2
    slow = steps.accept(province, steps.lodge(province, at=began), at=began)
    steps.decide(province, slow, at=MONDAY)
    running(province)
    while outbox.drain():
        pass


def test_it_reckons_and_tells_how_true_past_forecasts_were(told):
    answer = json.loads(ask("--json"))

    assert answer == {
        "reckoned": 1,
        "judged": [{"tenth": 0, "foretold": 1, "late": 1, "expected": 0.0}],
    }
    assert Forecast.objects.count() == 1


def test_it_tells_people_the_same(told):
    assert "0-10%: 1 dự báo · forecasts, trễ · late 1, chờ đợi · expected 0.0" in ask()
