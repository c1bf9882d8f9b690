"""Other systems send to the demo province through the product's own acts; sending again adds nothing."""

import pytest
from tests.casework.province import MONDAY

from motcua.capabilities.exchange import actions as exchange
from motcua.capabilities.exchange.models import Report, SimulatedWord
from motcua.composition.casework import following, mirroring, proof
from motcua.domain.dossiers.models import Alias
from motcua.domain.mirrors.models import Mirror
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli.demo import elsewhere, world

pytestmark = pytest.mark.django_db


def test_the_demo_citizen_sees_what_came_and_the_portal_is_told(province):
    with clock.fixed_at(MONDAY):
        sent = elsewhere.tell(world.find_cast(at=MONDAY), until=MONDAY)
        for report in Report.objects.all():
            exchange.deliver(report_id=report.pk, at=MONDAY)

    assert sent == 5
    (lodged,) = following.list_own(province.hanh).dossiers
    assert following.follow(lodged[0].reference, province.hanh, now=MONDAY).came_from.number == (
        "000.00.00.G22-DEMO-0001"
    )
    assert len(mirroring.list_own(province.hanh, on=MONDAY.date())) == 1
    told = SimulatedWord.objects.values_list("content__national_code", flat=True)
    assert sorted(told) == [1, 4]
    moved = procedures.get_by_code(elsewhere.MOVED, on=MONDAY.date())
    assert procedures.find_execution(moved.procedure_id, MONDAY.date()) is not None
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []


def test_sending_again_adds_nothing(province):
    cast = world.find_cast(at=MONDAY)

    with clock.fixed_at(MONDAY):
        for _time in range(2):
            elsewhere.tell(cast, until=MONDAY)

    assert (Alias.objects.count(), Mirror.objects.count()) == (2, 3)
