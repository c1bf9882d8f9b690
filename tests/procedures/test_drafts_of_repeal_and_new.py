"""A repeal ends a version, and something new is written from nothing."""

from datetime import date, timedelta

import pytest
from tests.procedures import drafting, shelf
from tests.procedures.drafting import CODE, NOW, READY, places

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import Part
from motcua.domain.procedures.errors import (
    AlreadyInCatalogue,
    DraftIncomplete,
    DraftReasonNeeded,
    NothingChanged,
    ProcedureNotFound,
    RepealKeepsContent,
)
from motcua.domain.procedures.rules.parts import FIELDS
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db


# --- Repeal -------------------------------------------------------------------------------------


def repeal(office):
    draft = actions.propose_repeal(code=CODE, reason="Luật mới.", by=office.author, at=NOW)
    return drafting.bring_to_agreement(office, draft)


def test_a_repeal_ends_the_version_on_its_day_and_names_its_decision(office, published):
    version = drafting.publish(office, repeal(office), valid_from=None, valid_to=drafting.EFFECTIVE)

    assert version.repealed_by == drafting.DECISION
    assert version.decision == published.decision
    assert queries.get_by_code(CODE, date(2026, 12, 31)) == version
    with pytest.raises(ProcedureNotFound):
        queries.get_by_code(CODE, drafting.EFFECTIVE)
    assert queries.get_version(published.id) == published


def test_a_repeal_changes_nothing_else(office, published):
    draft = actions.propose_repeal(code=CODE, reason="Luật mới.", by=office.author, at=NOW)

    with pytest.raises(RepealKeepsContent):
        drafting.save(draft, Part.KEYWORDS, office.author, keywords=["a"])


def test_a_repeal_has_a_day(office, published):
    with pytest.raises(InvalidInput) as error:
        drafting.publish(office, repeal(office), valid_from=None)

    assert places(error) == ["$.valid_to"]


def test_a_repeal_has_a_reason(office, published):
    with pytest.raises(DraftReasonNeeded):
        actions.propose_repeal(code=CODE, reason=" ", by=office.author, at=NOW)


# --- Something new ------------------------------------------------------------------------------

NAMES = {
    "code": "9.000001",
    "name": "Cấp giấy phép thử nghiệm",
    "name_en": "Trial licence",
    "summary": "Xin phép thử.",
    "summary_en": "Ask to try.",
    "field": {"code": "thu", "name": "Thử nghiệm", "name_en": "Trials"},
    "level": "province",
}


def test_a_new_procedure_is_written_part_by_part_and_published(office, published):
    draft = actions.begin_new(beginning=NAMES, by=office.author, at=NOW)
    template = shelf.plain("1.001612")
    for part in (Part.SUBJECTS, Part.AGENCIES, Part.CASES, Part.PAPERS, Part.STEPS,
                 Part.RESULTS, Part.LAW, Part.CHANNELS):  # fmt: skip
        written = {name: template[name] for name in FIELDS[part] if name in template}
        draft = drafting.save(draft, part, office.author, **written)
    online = {name: template[name] for name in ("form_key", "workflow_key")} | drafting.WHOLE
    draft = drafting.save(draft, Part.ONLINE, office.author, **online, readiness=READY)
    drafting.bring_to_agreement(office, draft)

    version = drafting.publish(office, draft)

    assert (version.code, version.number, version.name) == ("9.000001", 1, NAMES["name"])
    assert version.form_definition_id is not None
    assert version.workflow_definition_id is not None


def test_what_is_still_missing_is_named(office):
    draft = actions.begin_new(beginning=NAMES, by=office.author, at=NOW)

    with pytest.raises(DraftIncomplete) as error:
        actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)

    assert {place for place, _text in error.value.problems} == {
        f"$.{name}"
        for name in ("executing_agencies", "deciding_agencies", "subjects", "channels", "papers",
                     "steps", "results", "legal_bases", "online_level")
    }  # fmt: skip


def test_what_the_catalogue_has_is_not_begun_anew(office, published):
    with pytest.raises(AlreadyInCatalogue):
        actions.begin_new(beginning=NAMES | {"code": CODE}, by=office.author, at=NOW)


def test_a_beginning_is_checked_too(office):
    with pytest.raises(InvalidInput) as error:
        actions.begin_new(beginning=NAMES | {"code": "abc", "name": ""}, by=office.author, at=NOW)

    assert places(error) == ["$.code", "$.name"]


def test_a_draft_that_says_what_is_published_is_not_published(office, published):
    draft = actions.amend(code=CODE, by=office.author, at=NOW)
    draft = drafting.save(draft, Part.ONLINE, office.author, readiness=READY)
    drafting.bring_to_agreement(office, draft)
    version = drafting.publish(office, draft)
    again = actions.amend(code=CODE, by=office.author, at=NOW + timedelta(days=1))
    drafting.bring_to_agreement(office, again)

    with pytest.raises(NothingChanged):
        drafting.publish(office, again)
    assert queries.list_versions(CODE)[-1] == version
