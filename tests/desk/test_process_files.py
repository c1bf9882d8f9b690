"""The process of a draft comes from files and drawings of others; who may bring them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework.province import MONDAY
from tests.desk.processes import address, browser_of, filled, model_of, own, revision
from tests.procedures import drafting

from motcua.capabilities.workflow.queries import designs
from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import DraftState
from motcua.domain.procedures.models import DraftDesign, Provision, RecordDraft
from motcua.foundation.identity.enums import Role
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db


def send_file(browser, draft, content, **changes):
    sent = {"revision": revision(draft), "file": SimpleUploadedFile("a.bpmn", content)} | changes
    return browser.post(address(draft, "nhap/"), sent)


def test_a_file_comes_in_whole_when_all_of_it_runs(controller, draft):
    content = controller.get(address(draft, "tep/")).content
    changed = content.replace("Kiểm tra hồ sơ".encode(), "Xem hồ sơ".encode())

    answer = send_file(controller, draft, changed)

    assert answer.status_code == 302
    assert own(draft).encode() == changed


def test_what_a_file_cannot_run_is_named_and_not_kept(controller, draft):
    content = controller.get(address(draft, "tep/")).content.decode()
    script = (
        '<bpmn:scriptTask id="ma" name="Chạy mã"><bpmn:script>1/0</bpmn:script></bpmn:scriptTask>'
        '<bpmn:callActivity id="goi" name="Gọi quy trình khác"/>'
    )

    answer = send_file(
        controller, draft, content.replace("</bpmn:process>", script + "</bpmn:process>").encode()
    )

    assert answer.status_code == 200
    assert [(one.kind, one.name) for one in answer.context["left_out"]] == [
        ("scriptTask", "Chạy mã"),
        ("callActivity", "Gọi quy trình khác"),
    ]
    assert "Chạy mã" in answer.text
    assert "1/0" not in own(draft)
    assert model_of(draft).nodes.keys() == designs.read_unfinished(content)[0].nodes.keys()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"<html><script>alert(1)</script></html>",
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        b"<!DOCTYPE d [" + b'<!ENTITY a "aaaaaaaaaa">' * 1000 + b"]><d>&a;</d>",
        b"<a>" * 50_000,
        b" " * 1_000_001,
    ],
)
def test_a_hostile_file_does_nothing(controller, draft, content):
    answer = send_file(controller, draft, content)

    assert answer.status_code == 422
    assert answer.context["errors"]
    assert not DraftDesign.objects.exists()
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_file_must_be_chosen(controller, draft):
    answer = controller.post(address(draft, "nhap/"), {"revision": revision(draft)})

    assert [error.anchor for error in answer.context["errors"]] == ["f-file"]


# --- The drawing board --------------------------------------------------------------------------


def test_what_was_drawn_is_saved_as_the_model_it_is(controller, draft):
    page = controller.get(address(draft, "ve/"))
    drawn = (
        page.context["drawn"]
        .replace("Kiểm tra hồ sơ", "Xem hồ sơ")
        .replace("</bpmn:process>", "<bpmn:textAnnotation id='t'/></bpmn:process>")
    )

    saved = controller.post(address(draft, "ve/"), {"revision": revision(draft), "drawn": drawn})

    assert saved.status_code == 302
    assert model_of(draft).nodes["kiem_tra"].name == "Xem hồ sơ"
    assert "textAnnotation" not in own(draft)


def test_what_cannot_be_read_is_refused_and_the_drawing_is_not_lost(controller, draft):
    drawn = controller.get(address(draft, "ve/")).context["drawn"].replace("userTask", "scriptTask")

    page = controller.post(address(draft, "ve/"), {"revision": revision(draft), "drawn": drawn})

    assert page.status_code == 422
    assert page.context["drawn"] == drawn
    assert not DraftDesign.objects.exists()


# --- Who ----------------------------------------------------------------------------------------


@pytest.fixture
def justice(province, draft):
    """A specialist of the department that takes in procedures of the draft's field."""
    return _specialist(draft, "H99.02", "099183000377", provides=True)


def _specialist(draft, code, pin, *, provides, roles=frozenset({Role.SPECIALIST})):
    office = Agency.objects.get(pk=draft.agency_id)
    agency = Agency.objects.filter(code=code).first() or drafting.found_office(code)
    Agency.objects.filter(pk=agency.pk).update(parent=office.parent_id, level=office.level)
    if provides:
        procedure = queries.get_version(draft.based_on_id).procedure_id
        Provision.objects.create(
            agency_id=agency.pk, procedure_id=procedure, valid_from=MONDAY.date()
        )
    return drafting.employ(agency, "Trương Văn Kiên", pin, roles)


def test_the_specialised_agency_of_the_field_writes_the_process_and_nothing_else(draft, justice):
    browser = browser_of(justice, "kien")
    listing = browser.get("/can-bo/quy-trinh/")
    where = address(draft, "buoc/kiem_tra/")

    saved = browser.post(where, filled(browser.get(where)) | {"name": "Thẩm tra"})

    assert f'href="{address(draft)}"' in listing.text
    assert saved.status_code == 302
    assert model_of(draft).nodes["kiem_tra"].name == "Thẩm tra"
    assert queries.list_draft_events(draft.pk)[-1].by_name == "Trương Văn Kiên"
    of_draft = f"/can-bo/thu-tuc/ban-soan/{draft.pk}/"
    assert browser.get(of_draft).status_code == 404
    for rest in ("phan/keywords/", "gui/", "dong-y/", "cong-bo/", "bo/", "tra-lai/"):
        assert browser.post(f"{of_draft}{rest}").status_code == 404


def test_who_wrote_the_process_is_not_the_second_pair_of_eyes(draft, justice):
    browser = browser_of(justice, "kien")
    where = address(draft, "buoc/kiem_tra/")
    browser.post(where, filled(browser.get(where)) | {"name": "Thẩm tra"})

    assert justice.person_id in queries.list_writers(draft.pk)


@pytest.mark.parametrize(
    ("code", "provides", "roles"),
    [
        ("H99.03", False, frozenset({Role.SPECIALIST})),
        ("H99.02", True, frozenset({Role.DESK})),
        ("H99.02", True, frozenset({Role.LEADER})),
        ("H99.02", True, frozenset({Role.PROCEDURE_CONTROL})),
    ],
)
def test_other_officers_find_no_process(draft, code, provides, roles):
    stranger = _specialist(draft, code, "099183000388", provides=provides, roles=roles)
    browser = browser_of(stranger, "la")

    for rest in ("", "ve/", "them/", "tep/", "buoc/kiem_tra/"):
        assert browser.get(address(draft, rest)).status_code == 404
    for rest in ("moi/", "nhap/", "bo/", "buoc/kiem_tra/bo/"):
        assert browser.post(address(draft, rest), {"revision": "1"}).status_code == 404
    assert not DraftDesign.objects.exists()


def test_an_agency_of_another_committee_is_not_in_charge(draft):
    stranger = _specialist(draft, "H99.02", "099183000388", provides=True)
    Agency.objects.filter(pk=stranger.agency_id).update(parent=None)

    assert browser_of(stranger, "la").get(address(draft)).status_code == 404


def test_what_is_under_review_is_only_read(controller, draft, justice):
    RecordDraft.objects.filter(pk=draft.pk).update(state=DraftState.IN_REVIEW)
    browser = browser_of(justice, "kien")

    page = browser.get(address(draft))
    sent = browser.post(address(draft, "buoc/xac_nhan/bo/"), {"revision": revision(draft)})

    assert "buoc/kiem_tra/" not in page.text
    assert sent.status_code == 409
    assert not DraftDesign.objects.exists()
