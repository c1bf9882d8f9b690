"""A birth of the demo is settled by three agencies, through the product's own acts; again adds nothing."""

from datetime import timedelta

import pytest
from tests.casework.province import MONDAY

from motcua.composition.casework import chain_parts, proof
from motcua.domain.chains.enums import PartState
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli.demo import chained, world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [0, 14, 24 * 5, 24 * 6])
def test_one_part_is_done_and_one_waits_whenever_it_is_loaded(province, hours):
    now = MONDAY + timedelta(hours=hours)
    cast = world.find_cast(at=now)
    with clock.fixed_at(now):
        told = [chained.tell(cast, until=now) for _time in range(2)]

    assert told == [2, 0]
    (police,) = chain_parts.measure(cast.officers[chained.POLICE], now=now)
    assert (police.in_time, police.waiting, police.late) == (1, 0, 0)
    (waiting,) = chain_parts.list_to_do(cast.officers["chuyenvien.baohiem"], now=now)
    assert waiting.state is PartState.WAITING
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []
