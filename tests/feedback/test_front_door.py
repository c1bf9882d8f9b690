"""Feedback from the portal or the telephone to the published answer."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.capabilities.notifications import queries as notifications
from motcua.domain.feedback.models import Feedback, FeedbackEvent, Publication
from motcua.foundation.kernel import clock
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday
from tests.feedback import front_door as door

__all__ = ["_on_monday"]  # the clock, for every test here

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r"<[^>]+>")


def words(page):
    return " ".join(SHOWN.sub(" ", page.text).split())


# --- sending -----------------------------------------------------------------------------------------


def test_somebody_without_an_account_sends_and_follows_by_the_code_alone(province):
    feedback, answer = door.send()

    page = Client().get(answer["Location"])

    assert page.status_code == 200
    assert door.CONTENT in page.text
    assert "Đã nhận, chờ phân loại" in page.text
    assert door.code_of(answer) in page.text
    assert (feedback.person_id, feedback.way) == (None, "portal")


def test_the_code_is_kept_nowhere_and_typed_in_any_spelling(province):
    feedback, answer = door.send()
    code = door.code_of(answer)

    assert code.encode() not in bytes(feedback.code_digest)
    asked = Client().get("/phan-anh/", {"ma": code.lower().replace("-", " ")})
    assert asked.status_code == 302
    assert words(Client().get(asked["Location"])).count(feedback.number) >= 1


def test_a_code_that_opens_nothing_is_not_found(province):
    assert Client().get("/phan-anh/", {"ma": "PA-00000-00000-00000"}).status_code == 404
    assert Client().get("/phan-anh/theo-doi/PA-00000-00000-00000/").status_code == 404


def test_asking_for_codes_one_after_another_is_stopped(province, settings):
    settings.LOOK_UPS_PER_MINUTE = 3
    browser = Client()

    found = [browser.get(f"/phan-anh/theo-doi/PA-{number}/").status_code for number in range(5)]

    assert found == [404, 404, 404, 429, 429]


def test_sending_too_often_keeps_what_was_typed(province, settings):
    settings.LOOK_UPS_PER_MINUTE = 1
    browser = Client()
    door.send(browser)

    page = browser.post(door.SEND, {"kind": "idea", "content": "Ý kiến thứ hai"})

    assert page.status_code == 429
    assert "Ý kiến thứ hai" in page.text
    assert Feedback.objects.count() == 1


def test_all_that_is_missing_is_said_at_once_and_what_was_typed_stays(province):
    page = Client().post(door.SEND, {"kind": "conduct", "email": "khong-phai", "name": "Lê Sáng"})

    assert page.status_code == 422
    for anchor in ("f-content", "f-concerned", "f-email"):
        assert f'href="#{anchor}"' in page.text
        assert f'id="{anchor}"' in page.text
    assert 'value="Lê Sáng"' in page.text
    assert not Feedback.objects.exists()


def test_words_and_names_are_sealed(province):
    feedback, _answer = door.send()

    for text in (door.CONTENT, "Lê Thị Sáng", "0912"):
        assert text.encode() not in bytes(feedback.sealed)


def test_a_file_goes_with_it_and_a_bad_one_is_named(province, controller):
    pdf = SimpleUploadedFile("bien-nhan.pdf", people.a_pdf("Biên nhận"))
    feedback, _answer = door.send(file=pdf)
    bad = SimpleUploadedFile("hong.pdf", b"%PDF-1.4 hong")

    page = Client().post(door.SEND, {"kind": "idea", "content": "x", "file": bad})

    assert page.status_code == 422
    assert "hong.pdf" in page.text
    assert Feedback.objects.count() == 1
    shown = controller.get(f"{door.LIST}{feedback.pk}/").text
    (address,) = re.findall(rf"{door.LIST}{feedback.pk}/tep/\d+/", shown)
    assert controller.get(address)["Content-Type"] == "application/pdf"


def test_one_who_signed_in_gives_no_name_and_is_told_by_message(province, citizen):
    feedback, answer = door.send(citizen, name="", phone="", email="", address="")

    assert answer["Location"] == f"/phan-anh/cua-toi/{feedback.pk}/"
    assert feedback.number in citizen.get("/phan-anh/cua-toi/").text
    (message,) = notifications.list_messages(province.hanh.person_id)
    assert feedback.number in message.title
    assert message.path == answer["Location"]


def test_ones_own_dossier_is_joined_and_somebody_elses_is_not_told_of(province, citizen):
    dossier = people.lodge(province)
    feedback, _answer = door.send(citizen, kind="dossier", dossier=dossier.reference)
    assert (feedback.dossier_id, feedback.concerned_id) == (dossier.pk, dossier.agency_id)

    other = people.lodge(province, by=province.duc)
    said = {"kind": "dossier", "content": "Trễ hẹn", "dossier": other.reference}
    page = citizen.post(door.SEND, said)
    never = citizen.post(door.SEND, said | {"dossier": "NT-00000-00000"})

    assert (page.status_code, never.status_code) == (422, 422)
    assert "Không thấy số này" in page.text
    unnamed, _answer = door.send(kind="dossier", dossier=other.reference)
    assert unnamed.dossier_id is None


def test_a_procedure_is_known_by_its_code_from_its_own_page(province):
    page = Client().get(f"/thu-tuc/{people.BIRTH}/").text
    assert f"/phan-anh/gui/?thu-tuc={people.BIRTH}" in page

    feedback, _answer = door.send(kind="procedure", procedure=people.BIRTH)

    assert feedback.procedure.code == people.BIRTH


# --- writing it down at the desk ---------------------------------------------------------------------


def test_the_desk_writes_down_a_call_and_reads_the_code_out_once(desk):
    said = {"way": "telephone", "kind": "idea", "content": "Mở thêm quầy", "name": "Ông Ba"}
    answer = desk.post(door.WRITE, said)
    page = desk.get(answer["Location"])

    feedback = Feedback.objects.get()
    assert feedback.way == "telephone"
    (code,) = set(re.findall(r"PA(?:-[0-9A-Z]{5}){3}", page.text))
    assert Client().get(f"/phan-anh/theo-doi/{code}/").status_code == 200
    assert code not in desk.get(door.LIST).text


def test_a_desk_does_not_write_down_what_is_said_against_its_own_people(desk, province):
    said = {"way": "counter", "kind": "conduct", "content": "Quát mắng"}

    own = desk.post(door.WRITE, said | {"concerned": str(province.agency_id)})
    other = desk.post(door.WRITE, said | {"concerned": str(province.other_agency_id)})

    assert (own.status_code, other.status_code) == (422, 302)
    assert "chính cơ quan mình" in own.text
    assert "Quát mắng" in own.text


# --- the way to an answer ----------------------------------------------------------------------------


def test_from_sending_to_the_published_answer(province, controller, chair):
    feedback, sent = door.send(kind="procedure", procedure=people.BIRTH)
    sender = Client()

    door.routed(controller, feedback, province.agency_id, procedure=people.BIRTH)
    assert "đang xử lý" in words(sender.get(sent["Location"]))
    door.done(chair, feedback, "tra-loi", outcome="explained", text="Không cần bản sao đó.")

    page = words(sender.get(sent["Location"]))
    assert "Không cần bản sao đó." in page
    assert "Câu trả lời có giúp được bạn không?" in page
    door.done(
        controller, feedback, "cong-khai", question="Có cần bản sao không?", answer="Không cần."
    )
    public = Client().get("/phan-anh/cong-khai/", {"q": "ban sao"})
    assert "Có cần bản sao không?" in public.text
    assert "Lê Thị Sáng" not in public.text
    one = Client().get(f"/phan-anh/cong-khai/{Publication.objects.get().pk}/")
    assert "Không cần." in one.text
    acts = FeedbackEvent.objects.filter(feedback=feedback).order_by("seq")
    assert [event.act for event in acts] == ["receive", "accept", "route", "answer", "publish"]
    assert all(event.article and event.actor for event in acts)


def test_what_is_done_most_is_offered_first(province, controller, chair):
    feedback, _answer = door.send()
    page = f"{door.LIST}{feedback.pk}/"

    assert offered(controller, page) == ["tiep-nhan", "bo-sung", "khong-tiep-nhan", "luat-khac"]
    door.routed(controller, feedback, province.agency_id)
    assert offered(chair, page) == ["tra-loi", "tra-lai"]


def offered(officer, page):
    """Return which acts the page leads to, in order."""
    return re.findall(rf'href="{page}viec/([a-z-]+)/"', officer.get(page).text)


def test_the_clock_does_not_begin_anew_when_it_is_sent_on(province, controller, chair):
    feedback, _sent = door.send()
    due = feedback.answer_due_at
    with clock.fixed_at(MONDAY + timedelta(days=1)):
        door.routed(controller, feedback, province.agency_id)
    with clock.fixed_at(MONDAY + timedelta(days=2)):
        door.done(chair, feedback, "tra-lai", text="Việc của Sở Tư pháp")
    with clock.fixed_at(MONDAY + timedelta(days=3)):
        door.done(controller, feedback, "chuyen", agency=str(province.other_agency_id))

    assert feedback.answer_due_at == due
    assert (
        f"{due.astimezone(clock.VIETNAM):%d/%m/%Y}"
        in controller.get(f"{door.LIST}{feedback.pk}/").text
    )
    assert chair.get(f"{door.LIST}{feedback.pk}/").status_code == 404


def test_who_is_asked_for_more_sends_it_and_is_asked_once(province, controller):
    feedback, sent = door.send()
    door.done(controller, feedback, "bo-sung", text="Ở quầy nào?")
    assert (feedback.state, feedback.due_at) == ("asked", None)
    sender = Client()
    assert "Ở quầy nào?" in words(sender.get(sent["Location"]))
    empty = sender.post(sent["Location"], {"act": "supplement", "supplement": " "})
    later = MONDAY + timedelta(days=4)

    with clock.fixed_at(later):
        told = sender.post(sent["Location"], {"act": "supplement", "supplement": "Quầy số 3"})

    feedback.refresh_from_db()
    assert (empty.status_code, told.status_code) == (422, 302)
    assert feedback.state == "received"
    assert feedback.answer_due_at > later + timedelta(days=15)
    assert "Quầy số 3" in words(controller.get(f"{door.LIST}{feedback.pk}/"))
    again = door.do(controller, feedback, "bo-sung", text="Hôm nào?")
    assert again.status_code == 409
    assert "Hôm nào?" in again.text


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("khong-tiep-nhan", {"ground": "unclear"}, "Chưa thể hiện rõ nội dung"),
        ("luat-khac", {"law": "complaint"}, "Khiếu nại: Luật Khiếu nại"),
    ],
)
def test_who_is_turned_away_reads_why(controller, province, path, typed, told):
    feedback, sent = door.send()

    nothing = door.do(controller, feedback, path)
    door.done(controller, feedback, path, text="Xin gửi Chủ tịch xã.", **typed)

    assert nothing.status_code == 422
    page = words(Client().get(sent["Location"]))
    assert told in page
    assert "Xin gửi Chủ tịch xã." in page
    assert feedback.due_at is None


def test_the_person_is_told_at_each_step(province, citizen, controller, chair):
    feedback, _sent = door.send(citizen)

    door.published(controller, chair, feedback, province.agency_id)

    told = notifications.list_messages(province.hanh.person_id)
    states = {one.title.rpartition(": ")[2] for one in told}
    assert states == {
        "Đã nhận, chờ phân loại", "Đã tiếp nhận", "Cơ quan có thẩm quyền đang xử lý",
        "Đã trả lời", "Đã trả lời, công khai",
    }  # fmt: skip
    assert all(door.CONTENT not in one.body for one in told)


def test_the_head_of_the_agency_is_told_what_was_sent_there(province, controller):
    feedback, _sent = door.send()

    door.routed(controller, feedback, province.agency_id)

    (told,) = notifications.list_messages(province.chair.person_id)
    assert feedback.number in told.title
    assert told.path == f"{door.LIST}{feedback.pk}/"
