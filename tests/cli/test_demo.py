"""The demo province tells its story through the product's own acts."""

import pytest

from motcua.composition.casework import proof
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel import outbox
from motcua.surfaces.cli.demo import story, world

pytestmark = pytest.mark.django_db


def test_the_story_leaves_dossiers_in_every_state_and_its_evidence_holds(province):
    from tests.casework.province import MONDAY

    with_all_fates = sum(scene.weight for scene in story.SCENES)

    told = story.tell(world.find_cast(at=MONDAY), until=MONDAY, count=with_all_fates)

    seen = set()
    for agency in story.organisations.list_agencies(on=MONDAY.date()):
        seen |= dossiers.count_by_state(agency.pk).keys()
    assert told == with_all_fates
    assert seen == set(State) - {State.REFUSED, State.ACCEPTED, State.STOPPED}
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []
