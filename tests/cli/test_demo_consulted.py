"""The demo's police asks others about one dossier, through the product's own acts; again adds nothing."""

from datetime import timedelta

import pytest
from tests.casework.province import MONDAY

from motcua.composition.casework import consulting, proof
from motcua.domain.inquiries.enums import OpinionState
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli.demo import consulted, world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [0, 14, 24 * 5, 24 * 6])
def test_one_question_is_answered_and_one_is_open_whenever_it_is_loaded(province, hours):
    now = MONDAY + timedelta(hours=hours)
    cast = world.find_cast(at=now)
    with clock.fixed_at(now):
        told = [consulted.tell(cast, until=now) for _time in range(2)]

    assert told == [2, 0]
    police = cast.officers[consulted.POLICE]
    (row,) = consulting.list_asked(police, now=now)
    assert (row.state, row.asked) == (OpinionState.WAITING, "Sở Tư pháp tỉnh Lam Giang")
    (measured,) = consulting.measure(cast.officers[consulted.WARD])
    assert (measured.in_time, measured.total) == (1, 1)
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []
