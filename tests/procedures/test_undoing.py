"""The last steps of a design can be taken back, one by one, and the log tells each."""

import json

import pytest
from tests.procedures import drafting
from tests.procedures.drafting import NOW

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.actions.designing import KEPT_STEPS
from motcua.domain.procedures.enums import DesignKind, DraftAct
from motcua.domain.procedures.errors import (
    DraftChangedMeanwhile,
    DraftMoveRefused,
    DraftNotFound,
    NothingToUndo,
)
from motcua.domain.procedures.models import EarlierDesign
from motcua.foundation.identity.enums import Role

pytestmark = pytest.mark.django_db
FORM = DesignKind.FORM


def form(title):
    return json.dumps({"schema": {}, "hints": {"title": title}})


def save(draft, title, office, **changes):
    asked = {"seen_revision": draft.revision, "at": NOW, "by": office.author} | changes
    return actions.save_design(draft_id=draft.pk, kind=FORM, source=form(title), **asked)


def undo(draft, office, **changes):
    asked = {"seen_revision": draft.revision, "at": NOW, "by": office.author} | changes
    return actions.undo_design(draft_id=draft.pk, kind=FORM, **asked)


def title_of(draft):
    (own,) = queries.list_own_designs(draft.pk)
    return json.loads(own.source)["hints"]["title"]


def test_steps_are_taken_back_one_by_one_down_to_what_is_in_use(draft, office):
    for title in ("một", "hai", "ba"):
        draft = save(draft, title, office)

    draft = undo(draft, office)
    assert title_of(draft) == "hai"
    draft = undo(draft, office)
    assert title_of(draft) == "một"
    assert queries.may_undo(draft.pk, FORM)
    draft = undo(draft, office)
    assert queries.list_own_designs(draft.pk) == []
    assert not queries.may_undo(draft.pk, FORM)
    with pytest.raises(NothingToUndo):
        undo(draft, office)


def test_giving_a_design_up_can_be_taken_back_too(draft, office):
    draft = save(draft, "một", office)
    draft = actions.drop_design(
        draft_id=draft.pk, kind=FORM, seen_revision=draft.revision, by=office.author, at=NOW
    )

    draft = undo(draft, office)

    assert title_of(draft) == "một"


def test_saving_the_same_again_is_no_step(draft, office):
    draft = save(save(draft, "một", office), "một", office)

    assert EarlierDesign.objects.filter(draft=draft).count() == 1


def test_only_the_last_steps_are_kept(draft, office):
    for number in range(KEPT_STEPS + 3):
        draft = save(draft, f"bản {number}", office)

    assert EarlierDesign.objects.filter(draft=draft).count() == KEPT_STEPS
    assert title_of(undo(draft, office)) == f"bản {KEPT_STEPS + 1}"


def test_taking_back_is_an_entry_of_the_log(draft, office):
    draft = undo(save(draft, "một", office), office)

    events = list(queries.list_draft_events(draft.pk))
    assert [event.act for event in events][-2:] == [DraftAct.SAVE, DraftAct.SAVE]
    assert list(queries.verify_drafts()) == []


def test_nobody_takes_back_what_another_saved_meanwhile_or_what_is_none_of_theirs(draft, office):
    draft = save(draft, "một", office)
    clerk = drafting.employ(
        office.agency, "Nguyễn Văn Khác", "099183000339", frozenset({Role.DESK})
    )

    with pytest.raises(DraftChangedMeanwhile):
        undo(draft, office, seen_revision=draft.revision - 1)
    with pytest.raises(DraftNotFound):
        undo(draft, office, by=clerk)


def test_what_is_no_longer_written_stays(draft, office):
    draft = save(draft, "một", office)
    draft = actions.withdraw_draft(draft_id=draft.pk, reason="thử", by=office.author, at=NOW)

    with pytest.raises(DraftMoveRefused):
        undo(draft, office)
