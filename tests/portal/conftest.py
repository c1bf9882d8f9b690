"""The catalogue of the product and the agencies of the imaginary province, as a visitor finds them."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from motcua.foundation.kernel import clock

DAY = datetime(2026, 11, 20, 9, tzinfo=clock.VIETNAM)
DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture(autouse=True)
def _on_a_working_day():
    with clock.fixed_at(DAY):
        yield


@pytest.fixture
def province(db):
    """Agencies and the six procedures, with form and process, provided where the law puts them."""
    from motcua.domain.procedures import actions as procedures
    from motcua.foundation.organisations import actions as organisations

    rows = organisations.read_agency_rows((DEMO / "agencies.yaml").read_text(encoding="utf-8"))
    organisations.load_agencies(rows, at=DAY)
    procedures.import_catalogue(at=DAY)
    procedures.provide_to_competent_agencies(on=DAY.date())


@pytest.fixture
def visitor(province):
    return Client(enforce_csrf_checks=True)
