"""Who is read asks why; who leads the agency answers by a day, and never who read."""

from datetime import date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday, chair, controller, desk, sign_in
from tests.privacy.test_looks import open_it

from motcua.capabilities.notifications import queries as notifications
from motcua.domain.privacy import queries
from motcua.domain.privacy.models import Objection, ObjectionEvent
from motcua.domain.privacy.rules import answering
from motcua.domain.privacy.rules.answering import Viewer
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.models import Reading
from motcua.foundation.organisations import queries as organisations

__all__ = ["_on_monday", "chair", "controller", "desk", "sign_in"]

pytestmark = pytest.mark.django_db
LOOKS = "/du-lieu-ca-nhan/ai-da-xem/"
MINE = "/du-lieu-ca-nhan/cau-hoi/"
DESK = "/can-bo/hoi-ve-du-lieu/"
WHY = "Ngày đó tôi không đến quầy, vì sao có người xem?"
ANSWER = "Cán bộ mở hồ sơ khai sinh để kiểm tra thành phần."
JUSTIFIED = {"finding": "justified", "purpose": "intake", "text": ANSWER}


@pytest.fixture
def lodged(province):
    """A birth registration that the desk has opened."""
    dossier = people.lodge(province)
    open_it(dossier, province.desk)
    return dossier


def first_reading(citizen):
    return queries.list_looks(citizen).rows[0].reading_id


def ask(browser, citizen, text=WHY):
    """Ask about the latest reading; return the question."""
    answer = browser.post(f"{LOOKS}{first_reading(citizen)}/", {"text": text})
    assert answer.status_code == 302, answer.text
    return Objection.objects.latest("pk")


def test_asking_gives_a_number_a_day_and_a_message(hanh, province, lodged):
    assert "Hỏi vì sao" in hanh.get(LOOKS).text

    objection = ask(hanh, province.hanh)

    assert (objection.agency_id, objection.post_id) == (province.agency_id, province.desk.post_id)
    assert (objection.purpose, objection.times) == ("reading", 1)
    assert objection.due_at == datetime(2026, 3, 26, 17, tzinfo=VIETNAM)
    page = hanh.get(f"{MINE}{objection.pk}/").text
    assert WHY in page
    assert "26/03/2026" in page
    assert objection.number in hanh.get(MINE).text
    assert "Bạn đã hỏi, chờ trả lời" in hanh.get(LOOKS).text
    (message,) = notifications.list_about(objection.subject).filter(
        person_id=province.hanh.person_id
    )
    assert message.template == "objection_asked"


def test_who_leads_the_agency_is_told_and_who_read_is_not(hanh, province, lodged):
    objection = ask(hanh, province.hanh)

    told = notifications.list_about(objection.subject).filter(template="objection_sent")
    assert province.chair.person_id in {one.person_id for one in told}
    assert province.desk.person_id not in {one.person_id for one in told}


def test_where_nobody_else_answers_for_the_agency_the_provinces_control_is_told(hanh, province):
    dossier = people.lodge(province)
    open_it(dossier, province.chair)

    objection = ask(hanh, province.hanh)

    told = notifications.list_about(objection.subject).filter(template="objection_sent")
    control = identity.list_posts(
        province.controller.agency_id, Role.PROCEDURE_CONTROL, on=MONDAY.date()
    )
    assert {one.person_id for one in told} == {post.person_id for post in control}
    assert province.controller.person_id in {one.person_id for one in told}


def test_nothing_said_is_asked_for_and_asking_again_is_refused(hanh, province, lodged):
    address = f"{LOOKS}{first_reading(province.hanh)}/"

    empty = hanh.post(address, {"text": "  "})
    assert empty.status_code == 422
    assert "Ghi điều bạn muốn hỏi." in empty.text
    assert not Objection.objects.exists()

    objection = ask(hanh, province.hanh)
    again = hanh.post(address, {"text": "Lần nữa"})
    assert again.status_code == 409
    assert objection.number in again.text
    assert "Lần nữa" in again.text
    assert Objection.objects.count() == 1


def test_a_later_reading_of_that_day_is_the_same_question(hanh, province, lodged):
    ask(hanh, province.hanh)
    open_it(lodged, province.desk, at=MONDAY + timedelta(hours=1))
    later = Reading.objects.order_by("read_at").last()

    assert hanh.post(f"{LOOKS}{later.id}/", {"text": WHY}).status_code == 409


def test_a_stranger_asks_about_nothing_of_mine_and_reads_no_answer(duc, hanh, province, lodged):
    reading_id = first_reading(province.hanh)
    objection = ask(hanh, province.hanh)

    assert duc.get(f"{LOOKS}{reading_id}/").status_code == 404
    assert duc.post(f"{LOOKS}{reading_id}/", {"text": WHY}).status_code == 404
    assert duc.get(f"{MINE}{objection.pk}/").status_code == 404
    assert objection.number not in duc.get(MINE).text


def test_what_the_product_itself_read_is_not_asked_of_anybody(hanh, province):
    from motcua.foundation.identity.queries import person_subject
    from motcua.foundation.kernel import audit

    subjects = [person_subject(province.hanh.person_id)]
    audit.store(
        reader="system:worker", agency_id=None, purpose="search", subjects=subjects, path=""
    )

    assert "Hỏi vì sao<" not in hanh.get(LOOKS).text
    assert hanh.get(f"{LOOKS}{Reading.objects.get().id}/").status_code == 404


def test_the_answer_reaches_who_asked_with_its_finding(hanh, chair, province, lodged):
    objection = ask(hanh, province.hanh)
    assert objection.number in chair.get(DESK).text
    assert WHY in chair.get(f"{DESK}{objection.pk}/").text

    assert chair.post(f"{DESK}{objection.pk}/", JUSTIFIED).status_code == 302

    page = hanh.get(f"{MINE}{objection.pk}/").text
    assert ANSWER in page
    assert "Đọc đúng mục đích" in page
    assert "Tiếp nhận hồ sơ" in page
    assert "Đã trả lời câu hỏi của bạn" in hanh.get(LOOKS).text
    told = notifications.list_about(objection.subject).filter(template="objection_answered")
    assert [one.person_id for one in told] == [province.hanh.person_id]
    assert objection.number not in chair.get(DESK).text
    assert objection.number in chair.get(DESK, {"loc": "xong"}).text
    acts = ObjectionEvent.objects.order_by("seq").values_list("act", "actor", "agency_id")
    assert list(acts) == [
        ("ask", province.hanh.key, None), ("answer", province.chair.key, province.agency_id),
    ]  # fmt: skip


def test_what_was_not_justified_says_what_was_done(hanh, controller, province, lodged):
    """Procedure control of the province's office answers too."""
    objection = ask(hanh, province.hanh)
    done = "Đã nhắc nhở và khóa quyền tìm kiếm của vị trí này."

    answer = controller.post(f"{DESK}{objection.pk}/", {"finding": "unjustified", "text": done})

    assert answer.status_code == 302
    objection.refresh_from_db()
    assert (objection.finding, objection.answered_at) == ("unjustified", MONDAY)
    page = hanh.get(f"{MINE}{objection.pk}/").text
    assert done in page
    assert "Đọc không đúng mục đích" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Chọn kết luận về lần đọc này."),
        ({"finding": "justified", "text": ANSWER}, "Chọn công việc mà lần đọc này phục vụ."),
        ({"finding": "justified", "text": ANSWER, "purpose": "x"}, "Chọn công việc"),
        ({"finding": "unjustified", "text": " "}, "Ghi lời trả lời"),
        ({"finding": "x", "text": ANSWER}, "Chọn kết luận về lần đọc này."),
    ],
)
@pytest.mark.usefixtures("lodged")
def test_an_answer_without_finding_purpose_or_words_is_none(hanh, chair, province, sent, said):
    objection = ask(hanh, province.hanh)

    page = chair.post(f"{DESK}{objection.pk}/", sent)

    assert page.status_code == 422
    assert said in page.text
    assert sent.get("text", "").strip() in page.text
    assert ObjectionEvent.objects.count() == 1


def test_it_is_answered_once(hanh, chair, controller, province, lodged):
    objection = ask(hanh, province.hanh)
    chair.post(f"{DESK}{objection.pk}/", JUSTIFIED)

    again = controller.post(f"{DESK}{objection.pk}/", JUSTIFIED | {"text": "Khác"})

    assert again.status_code == 409
    assert "Khác" not in hanh.get(f"{MINE}{objection.pk}/").text
    assert ObjectionEvent.objects.count() == 2


def test_who_read_never_answers_even_as_head_of_the_agency(hanh, chair, controller, province):
    dossier = people.lodge(province)
    open_it(dossier, province.chair)
    objection = ask(hanh, province.hanh)
    address = f"{DESK}{objection.pk}/"

    assert chair.get(address).status_code == 404
    assert chair.post(address, JUSTIFIED).status_code == 404
    assert objection.number not in chair.get(DESK).text
    assert objection.number in controller.get(DESK).text
    assert controller.post(address, JUSTIFIED).status_code == 302


def test_other_agencies_and_who_leads_nothing_find_nothing(hanh, sign_in, province, lodged):
    objection = ask(hanh, province.hanh)
    address = f"{DESK}{objection.pk}/"

    for officer in (province.strange_chair, province.desk, province.registrar, province.operator):
        browser = sign_in(officer)
        assert browser.get(address).status_code == 404
        assert browser.post(address, JUSTIFIED).status_code == 404
    assert objection.number not in sign_in(province.strange_chair).get(DESK).text


def test_who_takes_over_the_leading_post_from_the_desk_still_judges_nothing_of_their_own(province):
    viewer = Viewer(
        agency_id=province.agency_id, is_office=False, roles=[Role.LEADER], hands=[7, 9]
    )

    assert answering.may_answer(viewer, agency_id=province.agency_id, post_id=8)
    assert not answering.may_answer(viewer, agency_id=province.agency_id, post_id=7)


def test_what_is_late_stands_out_on_both_sides(hanh, chair, province, lodged):
    objection = ask(hanh, province.hanh)
    assert "Quá hạn" not in chair.get(DESK).text

    with clock.fixed_at(objection.due_at + timedelta(minutes=1)):
        assert "Quá hạn" in chair.get(DESK).text
        assert "Đã quá hạn trả lời" in hanh.get(f"{MINE}{objection.pk}/").text
        chair.post(f"{DESK}{objection.pk}/", JUSTIFIED)
        assert "Quá hạn" not in chair.get(DESK, {"loc": "xong"}).text


def test_opening_a_question_is_a_reading_itself(hanh, chair, province, lodged):
    objection = ask(hanh, province.hanh)

    chair.get(f"{DESK}{objection.pk}/")

    noted = Reading.objects.get(reader=province.chair.key)
    assert (noted.purpose, noted.subjects) == ("objection", [f"person:{province.hanh.person_id}"])
    assert "Trả lời câu hỏi về việc đọc dữ liệu" in hanh.get(LOOKS).text


def test_what_happened_is_only_ever_added_and_words_are_sealed(hanh, province, lodged):
    ask(hanh, province.hanh)

    for statement in (
        "UPDATE privacy_objectionevent SET actor = 'x'", "DELETE FROM privacy_objectionevent",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    assert WHY.encode() not in bytes(ObjectionEvent.objects.get().sealed)


@pytest.mark.parametrize("count", [1, 4])
def test_lists_cost_the_same_for_any_number(
    hanh, province, lodged, count, django_assert_num_queries
):
    for day in range(count):
        open_it(lodged, province.desk, at=MONDAY - timedelta(days=day))
    for look in queries.list_looks(province.hanh).rows:
        assert hanh.post(f"{LOOKS}{look.reading_id}/", {"text": WHY}).status_code == 302
    assert Objection.objects.count() == count

    with django_assert_num_queries(2):
        queries.list_for(province.chair, closed=False)
    with django_assert_num_queries(1):
        queries.list_own(province.hanh)
    with django_assert_num_queries(5):
        queries.list_looks(province.hanh)


def test_what_is_due_first_stands_first(hanh, province, lodged):
    open_it(lodged, province.desk, at=MONDAY - timedelta(days=3))
    late, early = (look.reading_id for look in queries.list_looks(province.hanh).rows)
    hanh.post(f"{LOOKS}{early}/", {"text": WHY})
    with clock.fixed_at(MONDAY - timedelta(days=1)):
        hanh.post(f"{LOOKS}{late}/", {"text": WHY})

    dues = [one.due_at for one in queries.list_for(province.chair, closed=False)]

    assert dues == sorted(dues)
    assert len(dues) == 2


# --- rules -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "hours", "days"),
    [
        (date(2022, 1, 1), 72, 0),
        (date(2023, 7, 1), 72, 0),
        (date(2025, 12, 31), 72, 0),
        (date(2026, 1, 1), 0, 10),
    ],
)
def test_the_limit_is_that_of_the_law_of_the_day(on, hours, days):
    limit = answering.find_limit(on)

    assert (limit.hours, limit.days) == (hours, days)


def test_seventy_two_hours_run_by_the_clock(province):
    asked = datetime(2025, 12, 31, 23, tzinfo=VIETNAM)

    due = answering.count_due(asked, organisations.get_calendar(None))

    assert due == asked + timedelta(hours=72)


def test_days_end_with_business_and_never_on_a_day_off(province):
    asked = datetime(2026, 8, 25, 9, tzinfo=VIETNAM)

    due = answering.count_due(asked, organisations.get_calendar(None))

    assert due.date() == date(2026, 9, 4)
    holiday = answering.count_due(
        datetime(2026, 8, 22, 9, tzinfo=VIETNAM), organisations.get_calendar(None)
    )
    assert holiday.date() > date(2026, 9, 2)


@given(
    own=st.booleans(), office=st.booleans(), read=st.booleans(),
    roles=st.sets(st.sampled_from(sorted(Role))),
)  # fmt: skip
def test_nobody_answers_for_the_own_reading_and_nobody_without_office(own, office, read, roles):
    viewer = Viewer(
        agency_id=1 if own else 2, is_office=office, roles=roles, hands=[5] if read else [6]
    )

    may = answering.may_answer(viewer, agency_id=1, post_id=5)

    leads = bool(roles & {Role.LEADER, Role.PROCEDURE_CONTROL})
    oversees = office and Role.PROCEDURE_CONTROL in roles
    assert may == (not read and (oversees or (own and leads)))
