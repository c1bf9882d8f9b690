"""A published draft's own paper: signed and sealed as others; older dossiers keep the older paper."""

import json
from datetime import date, timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.documents.test_papers import text_of
from tests.procedures import drafting

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import previewing, results
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.errors import DraftIncomplete
from motcua.domain.procedures.rules.record import Decision
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db
TEMPLATE = {
    "title": "Giấy khai sinh mẫu tỉnh",
    "series": "GKS",
    "blocks": [
        {"type": "paragraph", "text": "{agency.name} ghi vào {entry.book}, số {entry.number}."},
        {"type": "entry", "label": "Trẻ", "text": "{form.child_full_name}", "is_bold": True},
        {"type": "entry", "label": "Số định danh", "text": "{entry.pin}"},
        {"type": "entry", "label": "Kiểm tra", "text": "{step.kiem_tra}"},
        {"type": "entry", "label": "Ký bởi", "text": "{signatory.title} {signatory.name}"},
        {"type": "entry", "label": "Số", "text": "{paper.number}, ngày {paper.issued_on}"},
        {"type": "entry", "label": "Hồ sơ", "text": "{dossier.number}"},
        {"type": "bases"},
    ],
    "recipients": ["{applicant.name}"],
}


def save(province, draft, source):
    return actions.save_design(
        draft_id=draft.pk, kind=DesignKind.PAPER, key="birth-certificate", source=source,
        seen_revision=draft.revision, by=province.controller, at=MONDAY,
    )  # fmt: skip


def put_in_force(province, **changes):
    """Amend the birth registration with a paper of its own; return the version."""
    draft = actions.amend(code=people.BIRTH, by=province.controller, at=MONDAY)
    first_step = next(iter(queries.surroundings_of(draft, queries.get_designs(draft.pk)).steps))
    source = json.dumps(TEMPLATE | changes).replace("step.kiem_tra", f"step.{first_step.lower()}")
    save(province, draft, source)
    agency = Agency.objects.get(pk=province.controller.agency_id)
    colleague = drafting.employ(agency, "Lý Văn Cẩn", "099183000318")
    actions.send_to_review(draft_id=draft.pk, by=province.controller, at=MONDAY)
    actions.agree(draft_id=draft.pk, by=colleague, at=MONDAY)
    decision = Decision(
        number="12/QĐ-UBND", signed_on=date(2026, 3, 10), issuer="UBND tỉnh", signer="Trần Văn Chủ",
        is_imaginary=True,
    )  # fmt: skip
    return actions.publish_draft(
        draft_id=draft.pk, decision=decision, valid_from=date(2026, 3, 16), valid_to=None,
        by=colleague, at=MONDAY - timedelta(minutes=1),
    )  # fmt: skip


def bring_to_signature(province, dossier):
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")


def certificate_of(dossier):
    paper = results.find_paper(people.again(dossier), PaperKind.BIRTH_CERTIFICATE)
    return documents.read_content(paper)


def test_the_drafts_paper_is_issued_signed_and_sealed(province):
    version = put_in_force(province)
    dossier = people.lodge(province)
    bring_to_signature(province, dossier)
    people.do(province.chair, dossier, "ky")

    content = certificate_of(dossier)

    text = text_of(content)
    assert dossier.procedure_version_id == version.id
    assert "GIẤY KHAI SINH MẪU TỈNH" in text
    assert f"Trẻ: {people.ANSWERS['child_full_name']}" in text
    assert f"Hồ sơ: {people.again(dossier).number}" in text
    assert "ngày 16/03/2026" in text
    assert province.chair.name in text
    report = documents.verify(content, at=MONDAY + timedelta(days=1))
    assert report.is_valid
    assert len(report.signatures) == 2


def test_an_older_dossier_keeps_the_older_paper(province):
    older = people.lodge(province)
    put_in_force(province)
    bring_to_signature(province, older)
    people.do(province.chair, older, "ky")

    text = text_of(certificate_of(older))

    assert "MẪU TỈNH" not in text
    assert "GIẤY KHAI SINH" in text


def test_who_is_to_sign_sees_the_same_paper_before(province):
    put_in_force(province)
    dossier = people.lodge(province)
    bring_to_signature(province, dossier)
    (task,) = workflow.list_open_tasks(dossier.subject)

    text = text_of(previewing.preview(task.pk, province.chair, at=MONDAY))

    assert "GIẤY KHAI SINH MẪU TỈNH" in text
    assert "BẢN XEM TRƯỚC" in text


def test_the_agency_alone_may_vouch(province):
    put_in_force(province, signature="seal")
    dossier = people.lodge(province)
    bring_to_signature(province, dossier)
    people.do(province.chair, dossier, "ky")

    report = documents.verify(certificate_of(dossier), at=MONDAY + timedelta(days=1))

    assert len(report.signatures) == 1


def test_the_next_amendment_keeps_the_paper_until_it_no_longer_fits(province):
    version = put_in_force(province)
    draft = actions.amend(code=people.BIRTH, by=province.controller, at=MONDAY)

    design = queries.find_design(draft.pk, DesignKind.PAPER, "birth-certificate")

    assert design.is_inherited
    assert list(version.paper_template_ids) == ["birth-certificate"]
    assert queries.missing_in_designs(draft) == []


def test_a_field_nobody_knows_keeps_the_draft_back(province):
    draft = actions.amend(code=people.BIRTH, by=province.controller, at=MONDAY)
    saved = save(province, draft, json.dumps(TEMPLATE | {"title": "{form.secret}"}))

    places = [(lack.key, lack.place) for lack in queries.missing_in_designs(saved)]

    assert ("birth-certificate", "title") in places
    with pytest.raises(DraftIncomplete):
        actions.send_to_review(draft_id=draft.pk, by=province.controller, at=MONDAY)
