"""The demo province tells its story through the product's own acts."""

import pytest

from motcua.composition.casework import proof, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import ResultWay, State
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel import outbox
from motcua.surfaces.cli.demo import owing, story, world

pytestmark = pytest.mark.django_db


def test_the_story_leaves_dossiers_in_every_state_and_its_evidence_holds(province):
    from tests.casework.province import MONDAY

    with_all_fates = sum(scene.weight for scene in story.SCENES)

    cast = world.find_cast(at=MONDAY)
    told = story.tell(cast, until=MONDAY, count=with_all_fates)
    owing.tell(cast, until=MONDAY)

    seen = set()
    for agency in story.organisations.list_agencies(on=MONDAY.date()):
        seen |= dossiers.count_by_state(agency.pk).keys()
    assert told == with_all_fates
    assert seen == set(State) - {State.REFUSED, State.ACCEPTED, State.STOPPED}
    assert outbox.waiting_count() == 0
    assert list(proof.verify()) == []


def test_an_electronic_result_is_never_handed_over_by_hand_though_another_process_has_yet_to_deliver_it(
    province, monkeypatch
):
    from tests.casework.province import MONDAY

    monkeypatch.setattr(story.acts, "settle", lambda: None)
    handed_over = (story.Scene(fate="handed_over", weight=12),)
    monkeypatch.setattr(story, "SCENES", handed_over)

    story.tell(world.find_cast(at=MONDAY), until=MONDAY, count=12)

    electronic = {
        dossier.pk: dossier.state
        for dossier in Dossier.objects.all()
        if results.wished_way(dossier) == ResultWay.ELECTRONIC
    }
    assert set(electronic.values()) == {State.DECIDED}
    while outbox.drain():
        pass
    delivered = Dossier.objects.filter(pk__in=electronic).values_list("state", flat=True)
    assert set(delivered) == {State.HANDED_OVER}
    assert list(proof.verify()) == []
