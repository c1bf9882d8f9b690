"""A draft brings its own form and process: saved, judged, logged, and put in force with the record."""

import json
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from tests.procedures import drafting
from tests.procedures.drafting import CODE, NOW

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import queries as workflow
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.actions.designing import KEEPINGS
from motcua.domain.procedures.enums import DesignKind, DraftAct, Part
from motcua.domain.procedures.errors import (
    DesignNotFound,
    DraftChangedMeanwhile,
    DraftIncomplete,
    DraftMoveRefused,
    DraftNotFound,
    RepealKeepsContent,
)
from motcua.domain.procedures.models import DraftDesign
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
FORM, PROCESS = DesignKind.FORM, DesignKind.PROCESS


def save(draft, kind, source, by, **changes):
    asked = {"seen_revision": draft.revision, "at": NOW} | changes
    return actions.save_design(draft_id=draft.pk, kind=kind, source=source, by=by, **asked)


def drop(draft, kind, by, **changes):
    asked = {"seen_revision": draft.revision, "at": NOW} | changes
    return actions.drop_design(draft_id=draft.pk, kind=kind, by=by, **asked)


@pytest.fixture
def in_use(published):
    """The sources with which the procedure is published."""
    return SimpleNamespace(
        process=workflow.get_definition(published.workflow_definition_id).bpmn,
        form=json.dumps(forms.read_document(published.form_definition_id), ensure_ascii=False),
    )


@pytest.fixture
def changed(in_use):
    """The same with one word changed in each."""
    document = json.loads(in_use.form)
    page = document["hints"]["pages"][0]
    page["title"] = {"vi": "Về bạn, hỏi cho rõ", "en": "About you, asked plainly"}
    process = in_use.process.replace("</bpmn:process>", "<!-- hết --></bpmn:process>")
    name = process.index(' name="', process.index("<bpmn:userTask")) + len(' name="')
    return SimpleNamespace(
        form=json.dumps(document, ensure_ascii=False),
        process=process[:name] + "Xem kỹ: " + process[name:],
    )


def test_each_kind_that_is_judged_is_put_in_force():
    assert queries.READINGS.keys() == KEEPINGS.keys()
    assert {FORM, PROCESS} <= queries.READINGS.keys()


def test_what_is_in_use_stands_until_it_is_replaced(draft, in_use, changed, office):
    before = {design.kind: design for design in queries.get_designs(draft.pk)}
    saved = save(draft, PROCESS, changed.process, office.author)

    after = {design.kind: design for design in queries.get_designs(draft.pk)}

    assert [before[PROCESS].source, before[FORM].source] == [in_use.process, in_use.form]
    assert before[PROCESS].is_inherited
    assert before[FORM].is_inherited
    assert (after[PROCESS].source, after[PROCESS].is_inherited) == (changed.process, False)
    assert after[FORM] == before[FORM]
    assert saved.revision == draft.revision + 1
    assert queries.find_design(draft.pk, PROCESS) == after[PROCESS]
    assert queries.find_design(draft.pk, DesignKind.PAPER, "x") is None


def test_a_new_procedure_may_begin_with_a_packaged_form(office):
    beginning = {
        "code": "1.999111",
        "name": "Thủ tục mới",
        "name_en": "New",
        "summary": "Tóm tắt.",
        "summary_en": "Summary.",
        "field": {"code": "ho-tich", "name": "Hộ tịch", "name_en": "Civil status"},
        "level": "commune",
    }
    agency = drafting.make_office("ministry", "G99")
    begun = actions.begin_new(beginning=beginning, by=agency.author, at=NOW)
    none = queries.get_designs(begun.pk)
    save_online = {"online_level": "partial", "form_key": "birth-registration"}
    drafting.save(begun, Part.ONLINE, agency.author, **save_online)

    (form,) = queries.get_designs(begun.pk)

    assert none == ()
    assert (form.kind, form.is_inherited) == (FORM, True)
    assert json.loads(form.source) == forms.read_packaged("birth-registration")


def test_saving_is_logged_and_bound_by_the_log(draft, changed, office):
    before = queries.list_draft_events(draft.pk)[-1]
    saved = save(draft, PROCESS, changed.process, office.author)
    dropped = drop(saved, PROCESS, office.author)

    *_, save_entry, drop_entry = queries.list_draft_events(draft.pk)

    assert [(one.act, one.part) for one in (save_entry, drop_entry)] == [
        (DraftAct.SAVE, PROCESS),
        (DraftAct.DROP, PROCESS),
    ]
    assert save_entry.digest != before.digest
    assert drop_entry.digest == before.digest
    assert dropped.revision == saved.revision + 1
    assert list(queries.verify_drafts()) == []


def test_saving_what_it_brings_already_does_nothing(draft, changed, office):
    saved = save(draft, FORM, changed.form, office.author)

    again = save(saved, FORM, changed.form, office.author)

    assert again.revision == saved.revision
    assert len(queries.list_draft_events(draft.pk)) == 3


def test_who_saved_a_design_is_a_writer(draft, changed, office):
    save(draft, PROCESS, changed.process, office.checker)

    assert office.checker.person_id in queries.list_writers(draft.pk)


@pytest.mark.parametrize(
    ("kind", "source", "code"),
    [
        (FORM, "không phải JSON", "not-json"),
        (FORM, "[" * 100_000, "not-json"),
        (FORM, "[]", "not-a-form"),
        (FORM, '{"schema": {}}', "not-a-form"),
        (FORM, '{"schema": [], "hints": {}}', "not-a-form"),
        (FORM, " " * 1_000_001, "too-big"),
        (FORM, '{"schema": {}, "hints": {"\0": 1}}', "not-text"),
        (PROCESS, "<p>", "not-xml"),
        (PROCESS, "<p/>", "not-bpmn"),
        (PROCESS, '<!DOCTYPE p [<!ENTITY a "b">]><p>&a;</p>', "doctype"),
    ],
)
def test_what_is_no_design_is_refused(draft, office, kind, source, code):
    with pytest.raises(InvalidInput) as refusal:
        save(draft, kind, source, office.author)

    assert [problem.code for problem in refusal.value.problems] == [code]
    assert not DraftDesign.objects.exists()


def test_an_unfinished_process_is_kept_and_says_what_it_lacks(draft, in_use, office):
    unfinished = in_use.process.replace(
        'motcua:handler="documents.issue-result"', 'motcua:handler="khong.co-that"'
    )
    kept = save(draft, PROCESS, unfinished, office.author)

    (lack,) = queries.missing_in_designs(kept)

    assert (lack.kind, lack.code) == (PROCESS, "unknown-service")
    assert lack.path == f"process/{lack.place}"
    with pytest.raises(DraftIncomplete) as refusal:
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)
    assert refusal.value.problems == ((lack.path, lack.text),)


def test_an_unfinished_form_is_kept_and_says_what_it_lacks(draft, in_use, office):
    document = json.loads(in_use.form)
    document["hints"]["pages"] = []
    kept = save(draft, FORM, json.dumps(document), office.author)

    lacks = queries.missing_in_designs(kept)

    assert lacks
    assert {lack.kind for lack in lacks} == {FORM}
    with pytest.raises(DraftIncomplete):
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)


def test_what_the_draft_brings_is_put_in_force_and_what_runs_stays(
    draft, published, changed, office
):
    save(draft, FORM, changed.form, office.author)
    draft.refresh_from_db()
    save(draft, PROCESS, changed.process, office.author)
    draft.refresh_from_db()
    drafting.bring_to_agreement(office, draft)

    version = drafting.publish(office, draft)

    assert version.form_key == published.form_key
    assert forms.read_document(version.form_definition_id) == json.loads(changed.form)
    assert workflow.get_definition(version.workflow_definition_id).bpmn == changed.process
    assert version.form_definition_id != published.form_definition_id
    assert queries.get_version(published.id).workflow_definition_id == (
        published.workflow_definition_id
    )


def test_a_procedure_without_keys_gets_its_own(draft, changed, office):
    """Its record names no form and no process; what the draft brings is kept under the procedure's code."""
    own = f"tt-{CODE.replace('.', '-')}"
    online = {"form_key": None, "workflow_key": None, "online_level": "partial"}
    online |= {"online_reason": "Chưa đủ điều kiện.", "online_barrier": "technical"}
    bare = drafting.save(draft, Part.ONLINE, office.author, **online)
    papers = drafting.content(bare, Part.PAPERS)["papers"]
    papers = [paper | {"form_key": paper.get("form_key") and own} for paper in papers]
    bare = drafting.save(bare, Part.PAPERS, office.author, papers=papers)
    bare = save(bare, FORM, changed.form, office.author)
    bare = save(bare, PROCESS, changed.process, office.author)
    drafting.bring_to_agreement(office, bare)

    version = drafting.publish(office, bare)

    assert (version.form_key, version.workflow_key) == (own, own)
    assert forms.get_definition(version.form_definition_id).key == own
    assert workflow.get_definition(version.workflow_definition_id).key == own


def test_a_dropped_design_leaves_what_is_in_use(draft, published, changed, office):
    saved = save(draft, PROCESS, changed.process, office.author)
    saved = drop(saved, PROCESS, office.author)
    saved = drafting.save(saved, Part.KEYWORDS, office.author, keywords=["mới"])
    drafting.bring_to_agreement(office, saved)

    version = drafting.publish(office, saved)

    assert version.workflow_definition_id == published.workflow_definition_id
    with pytest.raises(DraftMoveRefused):
        drop(saved, PROCESS, office.author)


def test_there_must_be_something_to_drop(draft, office):
    with pytest.raises(DesignNotFound):
        drop(draft, PROCESS, office.author)


def test_two_who_design_at_once_do_not_overwrite_each_other(draft, changed, office):
    save(draft, PROCESS, changed.process, office.author)

    with pytest.raises(DraftChangedMeanwhile):
        save(draft, FORM, changed.form, office.checker)


def test_what_is_under_review_is_not_designed(draft, changed, office):
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)
    draft.refresh_from_db()

    with pytest.raises(DraftMoveRefused):
        save(draft, PROCESS, changed.process, office.author)


def test_a_repeal_brings_no_design(office, published, changed):
    repeal = actions.propose_repeal(code=CODE, reason="Luật mới.", by=office.author, at=NOW)

    with pytest.raises(RepealKeepsContent):
        save(repeal, PROCESS, changed.process, office.author)


def test_strangers_find_no_draft(draft, changed, office):
    other = drafting.employ(drafting.found_office("H99.02"), "Người Lạ", "099183000329")
    clerk = drafting.employ(
        office.agency, "Nguyễn Văn Khác", "099183000339", frozenset({Role.DESK})
    )

    for stranger in (other, clerk):
        with pytest.raises(DraftNotFound):
            save(draft, PROCESS, changed.process, stranger)
        with pytest.raises(DraftNotFound):
            drop(draft, PROCESS, stranger)


@pytest.mark.parametrize(("kind", "key"), [("paper", ""), ("form", "x"), ("poem", "")])
def test_the_table_holds_no_other_designs(draft, kind, key):
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftDesign.objects.create(draft=draft, kind=kind, key=key, source="", sha256="")
