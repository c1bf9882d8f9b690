"""Procedure control writes, reviews and publishes records in the browser, without code."""

import re
from datetime import date
from html import unescape

import msgspec
import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.procedures import drafting

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import DraftState, ExecutingSystem, Part
from motcua.domain.procedures.models import RecordDraft
from motcua.foundation.identity.models import Account
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db
DRAFTS = "/can-bo/thu-tuc/ban-soan/"
DECISION = {
    "number": "12/QĐ-UBND",
    "signed_on": "20/03/2026",
    "issuer": "Ủy ban nhân dân tỉnh Lam Giang",
    "signer": "Trần Văn Chủ",
}


@pytest.fixture
def controller(province, sign_in):
    return sign_in(province.controller)


@pytest.fixture
def colleague(province):
    """A second officer of procedure control in the same office, with a browser."""
    agency = Agency.objects.get(pk=province.controller.agency_id)
    officer = drafting.employ(agency, "Lý Văn Cẩn", "099183000318")
    account = Account.objects.create(
        person_id=officer.person_id, kind="officer", login="can.lamgiang", created_at=MONDAY
    )
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def draft(controller):
    controller.post(f"/can-bo/thu-tuc/{people.BIRTH}/sua-doi/")
    return RecordDraft.objects.get()


def address(draft, rest=""):
    return f"{DRAFTS}{draft.pk}/{rest}"


def filled(page):
    """Return what the form of a page would send as it stands."""
    body = page.text[page.text.index('name="revision"') - 200 :]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or name[1] == "csrfmiddlewaretoken":
            continue
        if 'type="checkbox"' in tag:
            if " checked" in tag:
                sent.setdefault(name[1], []).append(value[1] if value else "on")
            continue
        sent[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL
    ):
        sent[name] = unescape(text)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', body, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def test_an_amendment_begins_from_the_procedures_page(controller, draft):
    listing = controller.get(DRAFTS)
    page = controller.get(address(draft))

    assert f'href="{address(draft)}"' in listing.text
    assert page.context["faults"] == 0
    assert page.context["changes"] == ()
    assert "Dương Thị Thảo" in page.text


def test_beginning_twice_leads_to_the_same_draft(controller, draft):
    again = controller.post(f"/can-bo/thu-tuc/{people.BIRTH}/sua-doi/")

    assert again.url == address(draft)


@pytest.mark.parametrize("part", [part.value for part in queries.WRITTEN])
def test_sending_a_page_as_it_stands_changes_nothing(controller, draft, part):
    page = controller.get(address(draft, f"phan/{part}/"))

    sent = controller.post(address(draft, f"phan/{part}/"), filled(page))

    assert sent.status_code == 302, sent.context["errors"]
    before = dict(draft.record)
    draft.refresh_from_db()
    assert draft.record == before
    assert draft.last_seq == 1


def test_a_row_is_added_and_filled_in_without_script(controller, draft):
    where = address(draft, "phan/papers/")
    sent = filled(controller.get(where))
    rows = len(draft.record["papers"])

    longer = controller.post(where, sent | {"add": "papers", "papers.0.name": "Tờ khai sửa tên"})
    typed = filled(longer) | {
        f"papers.{rows}.code": "extra",
        f"papers.{rows}.name": "Giấy thêm",
        f"papers.{rows}.name_en": "Extra paper",
        f"papers.{rows}.copies": "1",
    }
    saved = controller.post(where, typed)

    assert longer.status_code == 200
    assert "Tờ khai sửa tên" in longer.text
    assert saved.status_code == 302, saved.context["errors"]
    draft.refresh_from_db()
    assert draft.record["papers"][0]["name"] == "Tờ khai sửa tên"
    assert draft.record["papers"][-1]["code"] == "extra"
    assert draft.record["papers"][-1]["is_required"] is True


def test_places_beside_the_desk_are_written_with_what_provides_for_them(controller, draft):
    where = address(draft, "phan/channels/")
    sent = filled(controller.get(where))
    assert sent["elsewhere.0.place"] == "home"
    typed = sent | {"elsewhere.1.place": "mobile", "elsewhere.1.gives_result": "on"}

    controller.post(where, typed)
    unfounded = controller.get(address(draft)).text
    saved = controller.post(
        where,
        filled(controller.get(where)) | {"elsewhere.1.basis": "Quyết định 88/QĐ-UBND"},
    )

    assert "Ghi quyết định hoặc quy định cho phép" in unfounded
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert [(one["place"], one["basis"]) for one in draft.record["elsewhere"]] == [
        ("home", None),
        ("mobile", "Quyết định 88/QĐ-UBND"),
    ]


def test_a_row_is_added_inside_a_row(controller, draft):
    where = address(draft, "phan/channels/")
    fees = len(draft.record["channels"][0]["fees"])

    longer = controller.post(where, filled(controller.get(where)) | {"add": "channels.0.fees"})

    assert f'name="channels.0.fees.{fees}.name"' in longer.text


def test_a_row_is_taken_away_without_saving(controller, draft):
    where = address(draft, "phan/steps/")
    steps = draft.record["steps"]

    shorter = controller.post(where, filled(controller.get(where)) | {"remove": "steps.0"})

    assert filled(shorter)["steps.0.name"] == steps[1]["name"]
    assert f'name="steps.{len(steps) - 1}.name"' not in shorter.text
    draft.refresh_from_db()
    assert draft.record["steps"] == steps


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(controller, draft):
    where = address(draft, "phan/papers/")
    sent = filled(controller.get(where)) | {
        "papers.0.name": "",
        "papers.1.originals": "hai",
        "sets": "0",
        "papers.1.note": "Ghi chú đang viết dở",
    }

    page = controller.post(where, sent)

    assert page.status_code == 422
    assert {error.anchor for error in page.context["errors"]} == {
        "f-papers-0-name", "f-papers-1-originals", "f-sets",
    }  # fmt: skip
    assert 'value="hai"' in page.text
    assert "Ghi chú đang viết dở" in page.text
    assert 'id="f-papers-1-originals-error"' in page.text


def test_who_was_overtaken_keeps_what_he_typed(controller, draft):
    where = address(draft, "phan/keywords/")
    sent = filled(controller.get(where))
    controller.post(where, sent | {"keywords": "một"})

    late = controller.post(where, sent | {"keywords": "hai"})

    assert late.status_code == 409
    assert "hai" in filled(late)["keywords"]
    draft.refresh_from_db()
    assert draft.record["keywords"] == ["một"]


def test_national_fields_are_shown_and_not_asked_for(controller, draft):
    where = address(draft, "phan/names/")
    page = controller.get(where)

    forged = controller.post(
        where, filled(page) | {"name": "Tên tự đặt", "summary": "Ngắn gọn hơn."}
    )

    assert 'name="code"' not in page.text
    assert [one.label for one in page.context["locked"]][:2] == ["Mã thủ tục", "Tên thủ tục"]
    assert forged.status_code == 302
    draft.refresh_from_db()
    assert draft.record["name"] == "Đăng ký khai sinh"
    assert draft.record["summary"] == "Ngắn gọn hơn."


def bring_to_decision(controller, colleague, draft):
    where = address(draft, "phan/online/")
    answers = {
        "readiness.signature": "session",
        "readiness.are_units_trained": "on",
        "readiness.is_paid_online": "on",
        "readiness.fallback": "Nộp tại bộ phận Một cửa.",
    }
    controller.post(where, filled(controller.get(where)) | answers)
    sent = controller.post(address(draft, "gui/"))
    assert sent.status_code == 302, sent.context["errors"]
    agreed = colleague.post(address(draft, "dong-y/"))
    assert agreed.status_code == 302, agreed.context["errors"]


def test_a_record_is_written_reviewed_and_published_in_the_browser(controller, colleague, draft):
    bring_to_decision(controller, colleague, draft)

    published = colleague.post(
        address(draft, "cong-bo/"), DECISION | {"valid_from": "01/04/2026"}, follow=True
    )

    assert published.status_code == 200
    assert "Đã công bố" in published.text
    version = queries.get_by_code(people.BIRTH, date(2026, 4, 1))
    assert (version.number, version.decision.number) == (2, "12/QĐ-UBND")
    assert version.readiness.fallback == "Nộp tại bộ phận Một cửa."
    assert queries.get_by_code(people.BIRTH, date(2026, 3, 31)).number == 1


def test_what_is_not_ready_is_not_sent_and_the_list_says_why(controller, draft):
    where = address(draft, "phan/online/")
    whole = {"online_level": "full", "online_barrier": "", "online_reason": ""}
    controller.post(where, filled(controller.get(where)) | whole)

    refused = controller.post(address(draft, "gui/"))

    assert refused.status_code == 409
    assert "Chưa đủ điều kiện công bố toàn trình" in refused.text
    met = {one.item: one.is_met for one in refused.context["checklist"]}
    assert len(met) == 9
    assert not all(met.values())


def test_the_author_is_told_that_another_has_to_agree(controller, colleague, draft):
    bring_to_decision(controller, colleague, draft)
    controller.post(address(draft, "tra-lai/"), {"reason": "Xem lại."})
    controller.post(address(draft, "gui/"))

    page = controller.get(address(draft))
    refused = controller.post(address(draft, "dong-y/"))

    assert page.context["waits_for_other"]
    assert "can_agree" in page.context
    assert not page.context["can_agree"]
    assert refused.status_code == 409


def test_a_decision_is_asked_for_whole(controller, colleague, draft):
    bring_to_decision(controller, colleague, draft)

    page = colleague.post(
        address(draft, "cong-bo/"), {"number": "12/QĐ-UBND", "signed_on": "31/02/2026"}
    )

    assert page.status_code == 422
    assert set(page.context["wrong"]) == {"signed_on", "valid_from", "issuer", "signer"}
    assert 'value="31/02/2026"' in page.text
    assert 'value="12/QĐ-UBND"' in page.text


def test_a_draft_is_sent_back_and_given_up_with_reasons(controller, draft):
    silent = controller.post(address(draft, "bo/"), {"reason": " "})
    given_up = controller.post(address(draft, "bo/"), {"reason": "Làm lại sau."}, follow=True)

    assert silent.status_code == 422
    assert "Hãy ghi rõ lý do." in silent.text
    assert "Làm lại sau." in given_up.text
    draft.refresh_from_db()
    assert draft.state == DraftState.WITHDRAWN


def test_a_new_procedure_begins_with_its_names(controller):
    page = controller.get(f"{DRAFTS}moi/")
    wrong = controller.post(f"{DRAFTS}moi/", {"code": "abc"})

    begun = controller.post(
        f"{DRAFTS}moi/",
        {
            "code": "9.000001", "name": "Cấp giấy phép thử", "name_en": "Trial licence",
            "summary": "Xin phép thử.", "summary_en": "Ask to try.", "level": "province",
            "audience": "public", "field.code": "thu", "field.name": "Thử",
            "field.name_en": "Trials", "essential": "",
        },
    )  # fmt: skip

    assert page.status_code == 200
    assert wrong.status_code == 422
    draft = RecordDraft.objects.get()
    assert begun.url == address(draft)
    assert draft.record["field"]["name"] == "Thử"
    assert controller.get(address(draft)).context["checklist"] == ()


def test_a_repeal_is_proposed_with_its_reason(controller):
    refused = controller.post(f"/can-bo/thu-tuc/{people.BIRTH}/bai-bo/", {"reason": ""})
    proposed = controller.post(
        f"/can-bo/thu-tuc/{people.BIRTH}/bai-bo/", {"reason": "Luật mới."}, follow=True
    )

    assert refused.status_code == 422
    assert "Bãi bỏ" in proposed.text
    assert [stage.key for stage in proposed.context["stages"]] == ["publishing"]


def test_two_versions_stand_side_by_side(controller, province):
    before = queries.get_by_code(people.BIRTH, date(2026, 3, 16))
    publish_change(before)

    page = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/so-sanh/")
    same = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/so-sanh/?tu=1&den=1")

    (part,) = [one for one in page.context["changes"] if one.part is Part.NAMES]
    assert [change.after for change in part.changes] == ["Nói ngắn hơn."]
    assert "<del>" in page.text
    assert "≠" in page.text
    assert same.context["changes"] == ()
    assert controller.get("/can-bo/thu-tuc/9.999999/so-sanh/").status_code == 404


def publish_change(before):
    record = msgspec.json.decode(msgspec.json.encode(before))
    fields = [field.name for field in msgspec.structs.fields(queries.Record)]
    return actions.publish(
        record=msgspec.convert(
            {name: record[name] for name in fields}
            | {"summary": "Nói ngắn hơn.", "valid_from": "2026-03-10"},
            queries.Record,
        ),
        form_definition_id=before.form_definition_id,
        workflow_definition_id=before.workflow_definition_id,
        at=MONDAY,
    )


def test_the_catalogue_says_where_a_procedure_runs_and_by_what_right(controller):
    actions.execute_elsewhere(
        procedure_code=people.BIRTH, system=ExecutingSystem.MINISTRY,
        name="Hệ thống hộ tịch", address="https://hotich.example/", basis="Công văn 7/BTP",
        valid_from=date(2026, 3, 1),
    )  # fmt: skip

    page = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/")

    assert "https://hotich.example/" in page.text
    assert "Theo thẩm quyền" in page.text


def test_another_offices_draft_is_not_there(province, draft, sign_in):
    RecordDraft.objects.update(agency_id=province.agency_id)
    controller = sign_in(province.controller)

    for rest in ("", "phan/names/"):
        assert controller.get(address(draft, rest)).status_code == 404
    for rest in ("gui/", "tra-lai/", "dong-y/", "bo/", "cong-bo/"):
        assert controller.post(address(draft, rest), {"reason": "x"}).status_code == 404
    assert controller.get(address(draft, "phan/publication/")).status_code == 404
