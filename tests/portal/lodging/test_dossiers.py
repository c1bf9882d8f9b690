"""The applicant's pages of a dossier: what is told, what is asked, what can be done."""

import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.browsing import text_of

from motcua.capabilities.notifications import queries as notifications
from motcua.composition.casework import filling, intake
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.enums import State
from motcua.domain.satisfaction.enums import Subject31
from motcua.domain.satisfaction.models import Answer

pytestmark = pytest.mark.django_db

MARKS = {subject.value: "4" for subject in Subject31}


@pytest.fixture
def lodged(province):
    """A birth registration that waits at the desk."""
    return people.lodge(province)


@pytest.fixture
def checked(province, lodged):
    """The same, with its draft entry waiting for the mother."""
    people.accept(province, lodged)
    people.do(province.registrar, lodged, "dat")
    return lodged


@pytest.fixture
def decided(province, checked):
    """The same, signed and handed over."""
    people.answer(province.hanh, checked, "dong_y")
    people.do(province.chair, checked, "ky")
    people.settle()
    return checked


def page_of(browser, dossier, place=""):
    return text_of(browser.get(f"/ho-so/{dossier.reference}/{place}"))


def test_the_promise_explains_each_day(hanh, province, lodged):
    people.accept(province, lodged)

    page = page_of(hanh, lodged)

    assert people.again(lodged).number in page
    assert "Vì sao là ngày này?" in page
    assert "16/03/2026" in page


def test_what_officers_write_to_one_another_stays_among_them(hanh, province, checked):
    people.answer(province.hanh, checked, "dong_y")
    people.do(province.chair, checked, "tra_lai", reason="Xem lại nơi sinh trước khi trình.")

    page = page_of(hanh, checked)

    assert "Trả lại bước trước" in page
    assert "Xem lại nơi sinh trước khi trình." not in page


def test_where_it_was_directed_to_and_why_is_told(hanh, province, lodged):
    intake.direct(
        reference=lodged.reference, to_agency_id=province.other_agency_id,
        reason="Cha mẹ cư trú ở phường khác.", by=province.desk, at=MONDAY,
    )  # fmt: skip

    page = page_of(hanh, lodged)
    assert "Cha mẹ cư trú ở phường khác." in page
    assert "Ủy ban nhân dân phường Bến Thành Cổ" in page
    assert 'href="/thu-tuc/1.001193/nop/?agency=H99.102"' in page


def test_nothing_is_chosen_beforehand_on_the_draft_entry(hanh, checked):
    page = page_of(hanh, checked, "du-thao/")

    assert " checked" not in page
    for fact in ("Phạm Nguyễn Bảo Ngọc", "01/03/2026", "Nữ", "Phạm Văn Đức", "1990"):
        assert fact in page


@pytest.mark.parametrize(
    ("posted", "status", "words"),
    [
        ({}, 422, "Hãy chọn: nội dung đã đúng, hay cần sửa."),
        ({"outcome": "yeu_cau_sua", "reason": "  "}, None, None),
        ({"outcome": "ky"}, None, None),
    ],
)
def test_an_answer_that_says_nothing_is_refused(hanh, checked, posted, status, words):
    answer = hanh.post(f"/ho-so/{checked.reference}/du-thao/", posted)

    assert answer.status_code == (status or answer.status_code)
    assert 400 <= answer.status_code < 500
    assert "Xác nhận bản dự thảo" in text_of(answer)
    if words:
        assert words in text_of(answer)


def test_asking_for_a_change_goes_back_to_the_registrar_with_its_reason(hanh, checked):
    answer = hanh.post(
        f"/ho-so/{checked.reference}/du-thao/",
        {"outcome": "yeu_cau_sua", "reason": "Tên đệm là Nguyên, không phải Nguyễn."},
    )

    assert answer.status_code == 302
    assert "Tên đệm là Nguyên" in page_of(hanh, checked)
    assert hanh.get(f"/ho-so/{checked.reference}/du-thao/").status_code == 404


def test_a_dossier_is_withdrawn_with_or_without_a_reason(hanh, lodged):
    assert "Rút hồ sơ này?" in page_of(hanh, lodged, "rut/")

    hanh.post(f"/ho-so/{lodged.reference}/rut/", {"reason": "Đổi ý"})

    assert people.again(lodged).state == State.WITHDRAWN
    assert "Đổi ý" in page_of(hanh, lodged)
    again = hanh.post(f"/ho-so/{lodged.reference}/rut/")
    assert again.status_code == 409
    assert "Chưa rút được" in text_of(again)


def test_nothing_is_supplied_when_nothing_was_asked(hanh, lodged):
    answer = hanh.post(f"/ho-so/{lodged.reference}/bo-sung/")

    assert answer.status_code == 409
    assert "Bổ sung hồ sơ</button>" not in page_of(hanh, lodged)


def test_a_supplement_takes_another_paper_that_was_asked_for(hanh, province, lodged):
    items = [{"what": "Đơn giải trình", "why": "Khai muộn."}]
    intake.request_supplement(
        reference=lodged.reference, items=items, reason="Thiếu", by=province.desk, at=MONDAY
    )
    draft = hanh.post(f"/ho-so/{lodged.reference}/bo-sung/")["Location"]
    assert hanh.post(f"/ho-so/{lodged.reference}/bo-sung/")["Location"] == draft

    page = text_of(hanh.get(f"{draft}giay-to/"))

    assert "Đơn giải trình" in page
    assert 'id="paper-other"' in page
    assert "đã nộp" in page  # what the dossier holds stays, and has no button to remove it
    assert page.count("Bỏ tệp") == 0


def test_a_rating_needs_all_five_answers_and_names_those_missing(hanh, decided):
    answer = hanh.post(f"/ho-so/{decided.reference}/danh-gia/", {"time": "5", "comment": "Nhanh"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#(\w+-5)">', page) == [
        "contacts-5", "information-5", "attitude-5", "result-5",
    ]  # fmt: skip
    assert page.count(" checked") == 1
    assert "Nhanh" in page
    assert not Answer.objects.exists()


def test_a_rating_begins_with_nothing_chosen(hanh, decided):
    assert " checked" not in page_of(hanh, decided, "danh-gia/")


def test_a_rating_waits_for_the_outcome(hanh, lodged):
    assert "chưa có kết quả" in page_of(hanh, lodged, "danh-gia/")

    assert hanh.post(f"/ho-so/{lodged.reference}/danh-gia/", MARKS).status_code == 409
    assert not Answer.objects.exists()


def test_the_inbox_keeps_what_was_told_and_marks_what_was_read(hanh, province, decided):
    page = strip_tags(text_of(hanh.get("/hop-thu/")))
    message = notifications.list_messages(province.hanh.person_id)[0]
    unread = notifications.count_unread(province.hanh.person_id)
    assert message.title in page
    assert page.count("Chưa đọc") == unread

    assert message.title in strip_tags(text_of(hanh.get(f"/hop-thu/{message.pk}/")))

    assert notifications.count_unread(province.hanh.person_id) == unread - 1


def test_an_empty_account_is_told_what_to_do(duc):
    assert "Bạn chưa nộp hồ sơ nào" in text_of(duc.get("/ho-so/"))
    assert "Chưa có tin nào" in text_of(duc.get("/hop-thu/"))


def test_a_dossier_waiting_for_its_applicant_says_so_in_the_list(hanh, checked):
    assert "Chờ bạn xác nhận" in text_of(hanh.get("/ho-so/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_dossiers_costs_the_same_for_any_number(hanh, province, rows):
    from django.db import connection

    hanh.get("/ho-so/")
    for _row in range(rows):
        people.accept(province, people.lodge(province))
        filling.start(code=people.BIRTH, agency_id=province.agency_id, by=province.hanh, at=MONDAY)

    with CaptureQueriesContext(connection) as asked:
        hanh.get("/ho-so/")

    assert len(asked) == 11, [query["sql"][:80] for query in asked.captured_queries]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_costs_the_same_for_any_number(hanh, province, rows, django_assert_num_queries):
    for _row in range(rows):
        people.lodge(province)
    people.settle()

    with django_assert_num_queries(4):
        hanh.get("/hop-thu/")


def test_the_page_of_a_dossier_stays_within_its_price(hanh, decided, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        page_of(hanh, decided)


def test_tracking_stays_within_its_price(province, lodged, django_assert_max_num_queries):
    """One to find the dossier; the rest count who asks how often."""
    with django_assert_max_num_queries(3):
        Client().get("/tra-cuu/", {"so": lodged.reference})


@pytest.mark.parametrize("typed", ["0000-0000-0000", "abc", "7K3M9QXD2V4P", "..%2F..", "đ" * 20])
def test_an_unknown_code_is_not_verified(province, typed):
    answer = Client().get(f"/xac-minh/{typed}/")

    assert answer.status_code == 404
    assert "Không xác minh được" in text_of(answer) or "Không tìm thấy" in text_of(answer)


def test_verifying_without_anything_says_what_to_do(province):
    answer = Client().post("/xac-minh/", {})

    assert answer.status_code == 422
    assert "Hãy gõ mã xác minh" in text_of(answer)


def test_a_file_of_somebody_else_is_not_genuine(province):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.pdf", people.a_pdf())

    assert Client().post("/xac-minh/", {"file": file}).status_code == 404


def test_a_draft_lodged_on_another_device_is_not_lost_sight_of(hanh, province):
    draft = people.fill(province)
    actions.save_draft(
        draft_id=draft.pk, answers=people.ANSWERS, facts={}, seen_revision=1,
        by=province.hanh, at=MONDAY,
    )  # fmt: skip

    assert f"/ban-nhap/{draft.pk}/" in text_of(hanh.get("/ho-so/"))
