"""What the desk answers to papers: taken in, something missing, not taken in (Article 17.1)."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter, pads
from tests.desk.counter import dossier, entries, linked, words

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.notifications.models import Message
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import counter as casework
from motcua.composition.casework import handling, lodging, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.reserves.models import Slip

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY - timedelta(days=3)
ASKED = {
    "what": ["Bản chính giấy chứng sinh"],
    "why": ["Bản chụp mờ"],
    "reason": "Mang bản rõ hơn.",
}


# --- Article 17.1.c: taken in ------------------------------------------------------------------


def test_article_17_1_c_what_is_complete_is_taken_in_with_a_number_and_a_promise(province, desk):
    answer = counter.taken_in(desk)

    one = dossier()
    assert answer["Location"] == f"/can-bo/tiep-nhan/{one.reference}/da-tiep-nhan/?in=1"
    assert (one.channel, one.state) == ("counter", State.IN_PROGRESS)
    assert one.applicant_id == province.hanh.person_id
    assert one.number == "H99.101-20260316-0000001"
    assert one.due_at > one.accepted_at == one.lodged_at == MONDAY
    assert len(workflow.list_open_tasks(one.subject)) == 1
    told = entries(one)
    assert {act: told[act].article for act in (Act.LODGE, Act.ACCEPT, Act.TRANSFER)} == {
        Act.LODGE: "Điều 16",
        Act.ACCEPT: "Điều 17.1.c",
        Act.TRANSFER: "Điều 18.2",
    }
    assert {entry.by for entry in told.values()} == {province.desk.key}
    assert told[Act.LODGE].payload["papers"] == [
        {"code": code, "form": form, "quantity": 1} for code, form in counter.HANDED.items()
    ]


def test_form_01_lists_what_was_handed_in_and_where_to_fetch_the_result(province, desk, tmp_path):
    counter.taken_in(
        desk, _bringer_name="Phạm Văn Đức", _bringer_number="099090000102",
        _bringer_authority="Giấy ủy quyền ngày 15/03/2026",
    )  # fmt: skip
    one = dossier()

    said = words(results.issue_receipt(reference=one.reference), tmp_path)

    assert "Mẫu số 01" in said
    for fact in ("Giấy chứng sinh", "Bản chính", "Xuất trình", one.number, "Bộ phận Một cửa"):
        assert fact in said
    assert "Trên Cổng dịch vụ công" not in said
    assert "Phạm Văn Đức" in said
    assert "Phạm Văn Đức" not in str(entries(one)[Act.LODGE].payload)


def test_article_18_2_the_page_says_until_when_the_papers_themselves_go_to_the_handler(
    province, desk
):
    page = desk.get(counter.taken_in(desk)["Location"]).text

    assert "Chuyển hồ sơ giấy" in page
    assert "16/03/2026" in page
    assert counter.LIST in page


def test_pressing_twice_takes_in_once(province, desk):
    sheet = counter.written(desk)
    sent = counter.sheet_of(desk.get(sheet), then="accept")
    desk.post(sheet, sent)

    again = desk.post(sheet, counter.sheet_of(desk.get(counter.begin(desk)), then="accept"))

    one = dossier()
    assert again["Location"] == f"/can-bo/ho-so/{one.reference}/"
    draft = Draft.objects.get(lodged_as=one)
    twice = casework.take_in(draft_id=draft.pk, by=province.desk, at=MONDAY)
    assert twice.pk == one.pk


def test_who_stands_at_the_counter_is_told_once_what_the_answer_is(province, desk):
    counter.taken_in(desk)
    people.settle()

    assert list(Message.objects.values_list("template", flat=True)) == ["accepted"]


def test_whatever_is_missing_is_named_at_once_and_nothing_becomes_a_dossier(province, desk):
    sheet = counter.begin(desk)

    answer = counter.write(
        desk, sheet, then="accept", child_full_name="", **{"_handed-birth-notice": None}
    )

    assert answer.status_code == 422
    assert "child_full_name" in linked(answer)
    assert not Dossier.objects.exists()
    assert desk.get(sheet).status_code == 200


def test_article_17_1_what_is_not_scanned_needs_a_reason(province, desk):
    sheet = counter.begin(desk)
    unscanned = dict.fromkeys(("_scan-declaration", "_scan-birth-notice"))
    counter.write(desk, sheet, **unscanned)

    refused = counter.write(desk, sheet, then="accept", **unscanned)
    taken = counter.write(
        desk, sheet, then="accept", _unscanned_reason="Máy quét hỏng, quét sau", **unscanned
    )

    assert (refused.status_code, linked(refused)) == (422, ["f-_unscanned_reason"])
    assert taken.status_code == 302
    lodged = dossiers.find_last(dossier(), Act.LODGE)
    assert lodged.words["unscanned_reason"] == "Máy quét hỏng, quét sau"


def test_the_desk_may_receive_for_another_agency_which_then_decides(province, desk):
    """Article 18.3; the promise is the other agency's, the result comes back to this desk."""
    counter.taken_in(desk, agency=str(province.other_agency_id))

    one = dossier()
    assert (one.agency_id, one.receiving_agency_id) == (
        province.other_agency_id, province.agency_id,
    )  # fmt: skip
    (task,) = workflow.list_open_tasks(one.subject)
    assert task.agency_id == province.other_agency_id


# --- When it came ------------------------------------------------------------------------------

LATE = {
    "_came_on": "13/03/2026",
    "_came_time": "09:15",
    "_late_reason": "Mất điện chiều thứ Sáu; sổ giấy trang 12",
}


def confirm(chair):
    """Say as a second person that the papers came when the desk wrote."""
    slip = Slip.objects.get()
    assert chair.post(pads.LIST, {"act": f"confirmed:{slip.pk}"}).status_code == 302


def test_article_16_2_the_limit_runs_from_when_the_post_handed_it_over(province, desk, chair):
    counter.taken_in(desk, way="post", _parcel="EB123456789VN", **LATE)
    confirm(chair)

    one = dossier()
    came = FRIDAY.replace(hour=9, minute=15, second=0)
    assert one.channel == "post"
    assert (one.lodged_at, one.accepted_at) == (MONDAY, came)
    assert one.number == "H99.101-20260316-0000001"
    assert one.due_at == dossiers.promise(one, since=came).at
    told = entries(one)
    assert told[Act.CONFIRM_RECEIPT].occurred_at == came
    assert told[Act.CONFIRM_RECEIPT].recorded_at == MONDAY
    assert told[Act.CONFIRM_RECEIPT].by == province.chair.key
    lodged = dossiers.find_last(one, Act.LODGE)
    assert lodged.words["reason"] == LATE["_late_reason"]
    assert lodged.words["parcel"] == "EB123456789VN"


def test_the_clock_recounts_to_the_same_promise_from_the_log_alone(province, desk, chair):
    counter.taken_in(desk, **LATE)
    confirm(chair)
    one = dossier()

    assert dossiers.run_clock(one, dossiers.timeline(one)).due_at == one.due_at
    turns = dossiers.list_turns([one.pk])[one.pk]
    assert dossiers.count_again(one, turns) == one.due_at


# --- Article 17.1.a: something is missing ------------------------------------------------------


def asked(desk):
    """Write down what was brought and ask for what is missing; return the dossier."""
    sheet = counter.begin(desk)
    led = counter.write(desk, sheet, then="ask", **{"_handed-birth-notice": None})
    assert led["Location"] == f"{sheet}bo-sung/"
    answer = desk.post(f"{sheet}bo-sung/", ASKED)
    assert answer["Location"] == f"/can-bo/ho-so/{dossier().reference}/", answer.text
    return dossier()


def test_article_17_1_a_form_02_says_at_once_what_is_missing(province, desk, tmp_path):
    one = asked(desk)

    assert (one.state, one.number) == (State.SUPPLEMENT_AT_INTAKE, None)
    assert entries(one)[Act.ASK_AT_INTAKE].article == "Điều 17.1.a"
    said = words(results.find_paper(one, PaperKind.SUPPLEMENT), tmp_path)
    for fact in ("Mẫu số 02", "Bản chính giấy chứng sinh", "Bản chụp mờ", one.reference):
        assert fact in said
    assert province.desk.name in said


def test_what_is_brought_afterwards_is_written_down_and_taken_in(province, desk):
    one = asked(desk)
    page = desk.get(f"/can-bo/ho-so/{one.reference}/").text
    assert f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/" in page

    sheet = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/")["Location"]
    again = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/")["Location"]
    answer = counter.write(desk, sheet, then="accept")

    assert again == sheet
    assert linked(answer) == []
    assert answer["Location"] == f"/can-bo/tiep-nhan/{one.reference}/da-tiep-nhan/?in=1"
    assert dossier().state == State.IN_PROGRESS
    assert [entry.act for entry in dossiers.timeline(one)][:4] == [
        Act.LODGE, Act.ASK_AT_INTAKE, Act.SUPPLEMENT_AT_INTAKE, Act.ACCEPT,
    ]  # fmt: skip


def test_article_19_4_what_is_brought_after_assessment_goes_on_to_its_handler(province, desk):
    counter.taken_in(desk)
    one = dossier()
    people.do(
        province.registrar, one, handling.ASK, reason="Bản chụp mờ",
        items=[{"what": "Giấy chứng sinh", "why": "Bản chụp mờ"}],
    )  # fmt: skip
    sheet = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/")["Location"]
    page = desk.get(sheet).text
    assert 'value="refuse"' not in page
    assert "Giấy chứng sinh: Bản chụp mờ" in page

    answer = counter.write(desk, sheet, then="accept")

    assert answer["Location"] == f"/can-bo/ho-so/{one.reference}/"
    (task,) = workflow.list_open_tasks(one.subject)
    assert (task.role, dossier().state) == ("civil_status", State.IN_PROGRESS)
    assert dossier().number == one.number


def test_article_15_3_nobody_is_asked_twice(province, desk):
    one = asked(desk)
    sheet = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/")["Location"]
    assert 'value="ask"' not in desk.get(sheet).text

    answer = desk.post(f"{sheet}bo-sung/", ASKED)

    assert answer.status_code == 409
    assert "Đã yêu cầu bổ sung một lần" in answer.text
    assert "Bản chụp mờ" in answer.text
    assert dossier().state == State.SUPPLEMENT_AT_INTAKE


def test_nothing_named_is_nothing_asked_and_what_was_typed_stays(province, desk):
    sheet = counter.begin(desk)

    answer = desk.post(f"{sheet}bo-sung/", {"what": [""], "why": [""], "reason": "Thiếu giấy"})

    assert answer.status_code == 422
    assert "Thiếu giấy" in answer.text
    assert not Dossier.objects.exists()


def test_a_supplement_begun_on_the_portal_is_not_begun_at_the_desk_too(province, desk):
    one = asked(desk)
    lodging.open_supplement(reference=one.reference, by=province.hanh, at=MONDAY)

    answer = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/", follow=True)

    assert "đang được điền dở ở nơi khác" in answer.text
    assert Draft.objects.filter(supplements=one).count() == 1


# --- Article 17.1.b: not taken in --------------------------------------------------------------


def test_article_17_1_b_form_03_says_why_it_is_not_taken_in(province, desk, tmp_path):
    sheet = counter.begin(desk)
    led = counter.write(desk, sheet, then="refuse")
    assert led["Location"] == f"{sheet}tu-choi/"

    empty = desk.post(f"{sheet}tu-choi/", {"reason": " "})
    desk.post(f"{sheet}tu-choi/", {"reason": "Trẻ đã được đăng ký khai sinh ngày 05/03/2026."})

    assert (empty.status_code, linked(empty)) == (422, ["answer-reason"])
    one = dossier()
    assert (one.state, one.national_code) == (State.REFUSED, 3)
    said = words(results.find_paper(one, PaperKind.REJECTION), tmp_path)
    for fact in ("Mẫu số 03", "đã được đăng ký khai sinh", province.desk.name):
        assert fact in said
