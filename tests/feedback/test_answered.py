"""What follows an answer to feedback, what everybody reads of it, who sees it, and what its pages cost."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from motcua.domain.feedback.models import Publication
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading
from motcua.surfaces.desk.presenting.feedback import PATHS
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday
from tests.feedback import front_door as door

__all__ = ["_on_monday"]  # the clock, for every test here

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r"<[^>]+>")


def words(page):
    return " ".join(SHOWN.sub(" ", page.text).split())


# --- rating and looking again --------------------------------------------------------------------------


def test_the_answer_is_rated_once_by_its_sender(province, controller, chair):
    feedback, sent = door.send()
    door.answered(controller, chair, feedback, province.agency_id)
    sender = Client()

    nothing = sender.post(sent["Location"], {"act": "rate", "comment": "Lâu quá"})
    first = sender.post(sent["Location"], {"act": "rate", "helped": "partly"})
    second = sender.post(sent["Location"], {"act": "rate", "helped": "no"})

    assert [nothing.status_code, first.status_code, second.status_code] == [422, 302, 409]
    assert "Lâu quá" in nothing.text
    feedback.refresh_from_db()
    assert feedback.helped == "partly"
    assert "100% trong 1 người" in words(Client().get("/phan-anh/cong-khai/"))


def test_an_answer_is_looked_at_again_once_with_a_reason(province, controller, chair):
    feedback, sent = door.send()
    door.published(controller, chair, feedback, province.agency_id)
    sender, later = Client(), MONDAY + timedelta(days=7)
    page = sent["Location"]

    assert sender.post(page, {"act": "reopen"}).status_code == 422
    with clock.fixed_at(later):
        assert sender.post(page, {"act": "reopen", "reason": "Chưa đúng"}).status_code == 302

    feedback.refresh_from_db()
    assert (feedback.state, feedback.round, feedback.agency_id) == ("accepted", 2, None)
    assert feedback.answer_due_at > later + timedelta(days=15)
    assert "Có cần bản sao chứng thực" not in Client().get("/phan-anh/cong-khai/").text
    door.done(controller, feedback, "chuyen", agency=str(province.other_agency_id))
    assert chair.get(f"{door.LIST}{feedback.pk}/").status_code == 404
    assert sender.post(page, {"act": "reopen", "reason": "Nữa"}).status_code == 409


def test_after_the_second_answer_it_is_over(province, controller, chair):
    feedback, sent = door.send()
    door.answered(controller, chair, feedback, province.agency_id)
    sender = Client()
    sender.post(sent["Location"], {"act": "reopen", "reason": "Chưa đúng"})
    feedback.refresh_from_db()
    door.done(controller, feedback, "chuyen", agency=str(province.agency_id))
    door.done(chair, feedback, "tra-loi", outcome="put_right", text="Đã sửa.")

    again = sender.post(sent["Location"], {"act": "reopen", "reason": "Vẫn chưa"})

    assert again.status_code == 409
    assert "một lần" in again.text


# --- publishing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0912345678",
        "Thư: an@vidu.vn",
        "Số 099192000101",
        "Bà LÊ THỊ SÁNG nói",
        "NT-7K3M9-QXD2V",
    ],
)
@pytest.mark.parametrize("name", ["question", "answer"])
def test_what_tells_who_somebody_is_is_not_published(province, controller, chair, name, text):
    feedback, _sent = door.send()
    door.answered(controller, chair, feedback, province.agency_id)
    clean = {"question": "Có cần bản sao không?", "answer": "Không cần."}

    page = door.do(controller, feedback, "cong-khai", **clean | {name: text})

    assert page.status_code == 422
    assert f'href="#f-{name}"' in page.text
    assert not Publication.objects.exists()


def test_what_is_withheld_has_a_reason_and_is_read_by_nobody_else(province, controller, chair):
    feedback, _sent = door.send()
    door.answered(controller, chair, feedback, province.agency_id)

    assert door.do(controller, feedback, "khong-cong-khai").status_code == 422
    door.done(controller, feedback, "khong-cong-khai", text="Việc riêng của một gia đình")

    assert feedback.state == "withheld"
    assert "Chưa có phản ánh nào được công khai" in words(Client().get("/phan-anh/cong-khai/"))


def test_published_answers_are_found_by_words_and_procedure(province, controller, chair):
    feedback, _sent = door.send(kind="procedure", procedure=people.BIRTH)
    door.routed(controller, feedback, province.agency_id, procedure=people.BIRTH)
    door.done(chair, feedback, "tra-loi", outcome="explained", text="Không cần.")
    door.done(controller, feedback, "cong-khai", question="Giấy chứng sinh mờ?", answer="Được.")

    def found(**asked):
        return "Giấy chứng sinh mờ?" in Client().get("/phan-anh/cong-khai/", asked).text

    assert found()
    assert found(q="GIAY chung sinh")
    assert found(**{"thu-tuc": people.BIRTH})
    assert found(**{"co-quan": str(province.agency_id)})
    assert not found(**{"co-quan": str(province.other_agency_id)})
    assert not found(q="hộ chiếu")
    assert not found(**{"thu-tuc": "1.004194"})


# --- who sees it -----------------------------------------------------------------------------------------


def is_seen(officer, feedback):
    """Say whether an officer sees it; list and page say the same."""
    listed = any(
        f"{door.LIST}{feedback.pk}/" in officer.get(door.LIST, asked).text
        for asked in ({}, {"loc": "xong"})
    )
    page = officer.get(f"{door.LIST}{feedback.pk}/").status_code
    assert page == (200 if listed else 404)
    return listed


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("desk", False), ("chair", False), ("strange_chair", False), ("controller", True),
        ("office_head", True),
    ],
)  # fmt: skip
def test_what_is_said_against_an_officer_is_not_seen_at_their_agency(request, province, who, sees):
    officer = request.getfixturevalue(who)
    against, _sent = door.send(kind="conduct", concerned=str(province.agency_id))
    elsewhere, _sent = door.send(kind="conduct", concerned=str(province.other_agency_id))

    assert [is_seen(officer, one) for one in (against, elsewhere)] == [sees, sees]


def test_a_registrar_has_nothing_to_do_with_it(registrar):
    assert registrar.get(door.LIST).status_code == 404


def test_it_goes_neither_to_them_nor_can_they_answer_it(province, controller, chair, strange_chair):
    feedback, _sent = door.send(kind="conduct", concerned=str(province.agency_id))
    door.accepted(controller, feedback, concerned=str(province.agency_id))

    refused = door.do(controller, feedback, "chuyen", agency=str(province.agency_id))
    door.done(controller, feedback, "chuyen", agency=str(province.other_agency_id))

    assert refused.status_code == 422
    offered = controller.get(f"{door.LIST}{feedback.pk}/viec/chuyen/").text
    assert f'<option value="{province.agency_id}"' not in offered
    assert not is_seen(chair, feedback)
    answer = {"outcome": "put_right", "text": "x"}
    assert door.do(chair, feedback, "tra-loi", **answer).status_code == 404
    assert is_seen(strange_chair, feedback)


def test_found_to_be_about_conduct_it_leaves_the_eyes_of_those_concerned(
    province, controller, chair
):
    feedback, _sent = door.send(kind="idea")

    door.accepted(controller, feedback, kind="conduct", concerned=str(province.agency_id))

    assert not is_seen(chair, feedback)
    assert is_seen(controller, feedback)


def test_what_is_said_against_control_itself_is_seen_by_its_head_alone(
    province, controller, office_head
):
    office = str(province.controller.agency_id)
    feedback, _sent = door.send(kind="conduct", concerned=office)

    assert not is_seen(controller, feedback)
    assert is_seen(office_head, feedback)


@pytest.mark.parametrize(
    ("typed", "is_named"),
    [({}, True), ({"hides_name": "on"}, False), ({"kind": "conduct"}, False)],
)
def test_who_handles_it_learns_who_sent_it_only_where_they_agreed(
    province, controller, strange_chair, typed, is_named
):
    concerned = {"concerned": str(province.agency_id)} if "kind" in typed else {}
    feedback, _sent = door.send(**typed, **concerned)
    door.routed(controller, feedback, province.other_agency_id, **concerned)

    page = strange_chair.get(f"{door.LIST}{feedback.pk}/").text

    assert ("Lê Thị Sáng" in page) is is_named
    assert ("0912 345 678" in page) is is_named
    assert door.CONTENT in page
    assert "Lê Thị Sáng" in controller.get(f"{door.LIST}{feedback.pk}/").text


def test_reading_it_is_noted_for_its_purpose(province, controller):
    feedback, _sent = door.send()

    controller.get(f"{door.LIST}{feedback.pk}/")

    noted = Reading.objects.get(purpose="feedback")
    assert noted.subjects == [str(feedback.subject)]
    assert noted.reader == province.controller.key


def test_nobody_reads_what_another_citizen_sent(province, citizen, sign_in):
    feedback, _sent = door.send(citizen)

    assert sign_in(province.duc).get(f"/phan-anh/cua-toi/{feedback.pk}/").status_code == 404
    assert citizen.get(f"/phan-anh/cua-toi/{feedback.pk}/").status_code == 200


def test_nothing_is_done_by_who_stands_on_no_side(province, chair):
    feedback, _sent = door.send()

    answers = {door.do(chair, feedback, path).status_code for path in (*PATHS, "khong-co-viec")}

    assert answers == {404}
    feedback.refresh_from_db()
    assert feedback.state == "received"


def test_a_page_of_an_act_that_is_over_says_so(province, controller):
    feedback, _sent = door.send()
    door.accepted(controller, feedback)

    assert controller.get(f"{door.LIST}{feedback.pk}/viec/tiep-nhan/").status_code == 409


# --- prices ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(
    province, controller, settings, number, django_assert_num_queries
):
    settings.LOOK_UPS_PER_MINUTE = 100
    for _one in range(number):
        door.send(kind="procedure", procedure=people.BIRTH)
    controller.get(door.LIST)

    # The session, the account with its post; the officer's agency; the list.
    with django_assert_num_queries(4):
        controller.get(door.LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_the_public_list_costs_four_queries(
    province, controller, chair, number, django_assert_num_queries
):
    feedback, _sent = door.send()
    door.published(controller, chair, feedback, province.agency_id)
    for again in range(2, number + 1):
        Publication.objects.create(
            feedback=feedback, round=again, question="?", answer="!", folded="?",
            published_at=MONDAY, published_by=1,
        )  # fmt: skip
    browser = Client()
    browser.get("/phan-anh/cong-khai/")

    # What is published, the figures, the names of procedures, the agencies to choose from.
    with django_assert_num_queries(4):
        browser.get("/phan-anh/cong-khai/")
