"""Drafts: saved as one goes, on any device, by their owner alone, and emptied once lodged."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.errors import (
    DraftChanged,
    DraftLodged,
    DraftNotFound,
)
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.foundation.kernel.sealing import KeyErased

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=5)


@transaction.atomic
def save(draft, *, by, seen=0, answers=steps.ANSWERS):
    return actions.save_draft(
        draft_id=draft.pk, answers=answers, facts={}, seen_revision=seen, by=by, at=LATER
    )


@transaction.atomic
def lodge(draft, *, by):
    return actions.lodge(draft_id=draft.pk, answers=steps.ANSWERS, by=by, at=MONDAY)


@transaction.atomic
def discard(draft, *, by):
    actions.discard_draft(draft_id=draft.pk, by=by)


def test_what_was_typed_is_there_on_the_next_device(province):
    draft = steps.start(province, answers={})

    save(draft, by=province.hanh, answers={"child_full_name": "", "copies_wanted": "hai"})
    opened = queries.get_draft(draft.pk, province.hanh)

    assert opened.answers == {"child_full_name": "", "copies_wanted": "hai"}
    assert (opened.draft.revision, opened.draft.saved_at) == (1, LATER)


def test_a_device_that_has_not_seen_the_last_save_overwrites_nothing(province):
    draft = steps.start(province)
    save(draft, by=province.hanh, answers={"child_full_name": "Ngọc"})

    with pytest.raises(DraftChanged):
        save(draft, by=province.hanh, answers={"child_full_name": "Lan"})

    assert queries.get_draft(draft.pk, province.hanh).answers == {"child_full_name": "Ngọc"}
    assert save(draft, by=province.hanh, seen=1).revision == 2


def test_a_draft_is_its_owners_alone(province):
    draft = steps.start(province)

    for act in (save, lodge, discard):
        with pytest.raises(DraftNotFound):
            act(draft, by=province.duc)
    with pytest.raises(DraftNotFound):
        queries.get_draft(draft.pk, province.duc)
    with pytest.raises(DraftNotFound):
        queries.get_draft(uuid4(), province.hanh)

    assert queries.list_drafts(province.duc) == []
    assert queries.list_drafts(province.hanh) == [draft]
    assert queries.get_draft(draft.pk, province.hanh).answers == steps.ANSWERS


def test_a_lodged_draft_holds_nothing_any_more(province):
    draft = steps.start(province)

    dossier, is_new = lodge(draft, by=province.hanh)

    assert is_new
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.lodged_as_id, kept.is_finished) == (dossier.pk, True)
    assert (bytes(kept.sealed), bytes(kept.wrapped_key)) == (b"", b"")
    assert queries.get_draft(draft.pk, province.hanh).answers == {}
    assert queries.list_drafts(province.hanh) == []
    with pytest.raises(KeyErased):
        actions.drafting.sealing.unwrap_key(kept.wrapped_key, kept.subject)


def test_lodging_twice_lodges_once(province):
    draft = steps.start(province)

    first, second = (lodge(draft, by=province.hanh) for _press in range(2))

    assert first == (second[0], True)
    assert second == (first[0], False)
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("act", [save, discard])
def test_a_lodged_draft_no_longer_changes(province, act):
    draft = steps.start(province)
    lodge(draft, by=province.hanh)

    with pytest.raises(DraftLodged):
        act(draft, by=province.hanh)

    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_discarded_draft_is_gone_with_its_key(province):
    draft = steps.start(province)

    discard(draft, by=province.hanh)

    assert not Draft.objects.exists()


def test_the_draft_of_a_supplement_is_never_lodged_as_another_dossier(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    draft = actions.open_supplement(
        reference=dossier.reference, facts={}, by=province.hanh, at=LATER
    )

    with pytest.raises(DraftNotFound):
        lodge(draft, by=province.hanh)
    steps.supplement(province, dossier)
    with pytest.raises(DraftNotFound):
        lodge(draft, by=province.hanh)

    assert Dossier.objects.count() == 1
