"""What nobody has tried is found, played and kept; what gets stuck says why."""

import pytest

from motcua.composition.rehearsal import actions, generating, playing, queries
from motcua.composition.rehearsal import world as worlds
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures.errors import DraftChangedMeanwhile
from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY

pytestmark = pytest.mark.django_db
SOME = ("1.001193", "2.000815")
"""A registration that its declarant confirms and a book records, and a copy with groups."""


def routes_of(draft):
    designed = queries.find_coverage(draft, [], at=MONDAY).designed
    return generating.find(designed.form, designed.model, today=clock.day_in_vietnam(MONDAY))


@pytest.mark.parametrize("code", SOME)
def test_every_way_through_a_packaged_service_comes_to_its_end(code, control):
    draft = procedures.amend(code=code, by=control, at=MONDAY)
    goals, routes = routes_of(draft)

    stuck, reached = [], frozenset()
    with worlds.set_for(draft, begins_at=MONDAY) as world:
        for route in routes:
            with playing.taken_back():
                tried = generating.play(world, route, at=MONDAY)
            stuck += [(tried.last_step, tried.why_stuck)] if tried.why_stuck else []
            reached |= tried.played.reaches

    assert stuck == []
    assert reached >= goals.keys


def test_generating_until_nothing_is_left_covers_everything(draft, control):
    made = actions.generate(draft_id=draft.pk, seen_revision=draft.revision, by=control, at=MONDAY)
    while made.left:
        made = actions.generate(
            draft_id=draft.pk, seen_revision=draft.revision, by=control, at=MONDAY
        )

    tests = queries.list_scripts(draft)
    coverage = queries.find_coverage(draft, tests, at=MONDAY)
    assert made.stuck == ()
    assert coverage.left == frozenset()
    assert coverage.percent == 100
    assert len({shown.script.name for shown in tests}) == len(tests)


def test_a_replayed_test_of_a_generated_way_fits(draft, control):
    actions.generate(draft_id=draft.pk, seen_revision=draft.revision, by=control, at=MONDAY)

    runs = actions.replay(draft_id=draft.pk, by=control, at=MONDAY)

    assert [(run.outcome, run.differences) for run in runs] == [("fits", [])] * len(runs)


def test_a_draft_that_was_saved_meanwhile_is_looked_at_first(draft, control):
    with pytest.raises(DraftChangedMeanwhile):
        actions.generate(draft_id=draft.pk, seen_revision=draft.revision - 1, by=control, at=MONDAY)
