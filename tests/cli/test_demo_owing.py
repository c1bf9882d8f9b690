"""A sale of land in the demo waits for its buyer to pay; telling it again adds nothing."""

from datetime import timedelta

import pytest
from tests.casework.province import MONDAY

from motcua.composition.casework import following, obligations, proof
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import Wanted
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli.demo import owing, world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [0, 14, 24 * 5, 24 * 6])
def test_one_dossier_waits_for_its_buyer_whenever_it_is_loaded(province, hours):
    now = MONDAY + timedelta(hours=hours)
    cast = world.find_cast(at=now)
    with clock.fixed_at(now):
        told = [owing.tell(cast, until=now) for _time in range(2)]

    assert told == [1, 0]
    specialist = cast.officers[owing.SPECIALIST]
    wanted = Wanted(agency_id=specialist.agency_id, states=frozenset({State.AWAITING_OBLIGATION}))
    (dossier,) = dossiers.list_wanted(wanted, now=now)
    followed = following.follow(dossier.reference, cast.citizens[owing.CITIZEN], now=now)
    assert followed.obligation.total == 7_250_000
    assert obligations.look(dossier.reference, specialist).may_confirm
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []
