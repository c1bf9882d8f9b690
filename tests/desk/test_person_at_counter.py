"""From a card in the scanner to a printed receipt: who stands at the counter, and what is known already."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import dossier, draft_of, entries, linked

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Draft
from motcua.foundation.identity.models import Person
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db

PERSON = f"{counter.LIST}nguoi/"
NUMBER = counter.WHO["pin"]
CARD = f"{NUMBER}||Nguyễn Thị Hạnh|14051992|Nữ|Xóm 3, Xã Sông Lam, Lam Giang|01012024"
NEW = "099195000009||Cao Thị Mới|02021995|Nữ|Thôn Đoài, Xã Sông Lam, Lam Giang|01012024|Cha|Mẹ"
RECEIPT_IN_HAND = 'target="_blank" rel="noopener" autofocus>'
BOXES = {**counter.STRANGER, "residence": "Thôn Đoài, Xã Sông Lam, Lam Giang"}


def test_a_scan_opens_the_person_with_the_boxes_filled_and_nothing_begins(province, desk):
    page = desk.post(PERSON, {"card": NEW + "\r"})

    assert page.status_code == 200
    for value in ("099195000009", "Cao Thị Mới", "02/02/1995", BOXES["residence"]):
        assert f'value="{value}"' in page.text
    assert "Chưa có hồ sơ nào của số này tại đây" in page.text
    assert f'name="code" value="{people.BIRTH}"' in page.text
    assert not Draft.objects.exists()
    assert not Person.objects.filter(full_name="Cao Thị Mới").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "chỉ có 1 phần"),
        (NEW.replace("Nữ", "Nuwx"), "tắt bộ gõ tiếng Việt"),
        (NEW.replace("02021995", "31021995"), "không phải một ngày có thật"),
    ],
)
def test_a_bad_scan_is_said_beside_its_box_and_what_was_typed_stays(desk, typed, said):
    page = desk.post(PERSON, {"card": typed, "full_name": "Cao Thị Mới"})

    assert page.status_code == 422
    assert linked(page) == ["f-card"]
    assert said in page.text
    assert 'value="Cao Thị Mới"' in page.text


def test_a_number_alone_tells_of_who_lodged_here_and_of_nobody_else(province, desk):
    before = desk.post(PERSON, {"card": NUMBER}).text
    counter.taken_in(desk)

    after = desk.post(PERSON, {"card": f"{NUMBER[:3]} {NUMBER[3:]}\n"})

    assert "Nguyễn Thị Hạnh" not in before
    assert 'value="Nguyễn Thị Hạnh"' in after.text
    assert 'value="14/05/1992"' in after.text
    assert dossier().number in after.text


def test_another_agency_learns_nothing_by_the_number(province, desk, sign_in):
    counter.taken_in(desk)

    page = sign_in(province.stranger).post(PERSON, {"card": NUMBER})

    assert page.status_code == 200
    assert "Nguyễn Thị Hạnh" not in page.text
    assert dossier().number not in page.text


def test_a_card_of_another_name_tells_nothing_of_the_person_with_its_number(province, sign_in):
    forged = CARD.replace("Nguyễn Thị Hạnh", "Trần Thị Giả")

    page = sign_in(province.stranger).post(PERSON, {"card": forged})

    assert "đã có trong hệ thống" not in page.text
    assert "Nguyễn Thị Hạnh" not in page.text


def test_each_reading_of_a_person_and_of_earlier_dossiers_is_noted(province, desk):
    counter.taken_in(desk)

    desk.post(PERSON, {"card": CARD})

    (noted,) = Reading.objects.filter(path=PERSON)
    assert noted.purpose == "intake"
    assert noted.subjects == sorted([str(dossier().subject), f"person:{province.hanh.person_id}"])


def test_the_procedure_begins_with_one_press_and_the_log_says_how_the_person_was_known(
    province, desk
):
    sheet = desk.post(PERSON, {**BOXES, "code": people.BIRTH})["Location"]
    for _time in range(2):
        counter.write(desk, sheet)
    counter.write(desk, sheet, then="accept")

    entry = entries(dossier())["lodge"]
    assert entry.payload["identified"] == "card"
    assert entry.agency_id == province.agency_id


@pytest.mark.parametrize("address", [PERSON, counter.BEGIN])
def test_nothing_begins_before_it_is_said_how_the_person_was_known(province, desk, address):
    said = {**BOXES, "_identified": "", "code": people.BIRTH, "q": "khai sinh"}

    page = desk.post(address, said)

    assert page.status_code == 422
    assert linked(page) == ["f-_identified"]
    assert 'value="Cao Thị Mới"' in page.text
    assert not Draft.objects.exists()


def test_the_page_keeps_its_order_where_only_that_is_missing(province, desk):
    page = desk.post(PERSON, {**BOXES, "_identified": "", "code": people.BIRTH}).text
    wrong = desk.post(
        PERSON, {**BOXES, "_identified": "card", "pin": "12", "code": people.BIRTH}
    ).text

    assert page.index('id="f-_identified') < page.index('id="f-full_name"')
    assert wrong.index('id="f-full_name"') < wrong.index('id="f-_identified')


def test_what_comes_by_post_is_known_by_nobodys_face(province, desk):
    sheet = counter.begin(desk, way="post", _identified="")

    assert dossiers.get_draft(draft_of(sheet).pk, province.desk).brought.identified is None


def test_how_the_person_was_known_can_be_put_right_on_the_sheet(province, desk):
    sheet = counter.begin(desk)
    counter.write(desk, sheet, _identified="population")
    kept = dossiers.get_draft(draft_of(sheet).pk, province.desk).brought.identified

    counter.write(desk, sheet)

    assert kept == "population"
    assert dossiers.get_draft(draft_of(sheet).pk, province.desk).brought.identified == kept


def test_the_card_fills_the_address_and_an_earlier_dossier_the_telephone_each_with_its_source(
    province, desk
):
    counter.begin(desk, **BOXES)
    desk.post(PERSON, {**BOXES, "code": people.BIRTH})
    sheet = counter.written(desk, **BOXES)
    counter.write(desk, sheet, requester_phone="0912345678")
    counter.write(desk, sheet, then="accept", requester_phone="0912345678")

    page = desk.get(desk.post(PERSON, {**BOXES, "code": people.BIRTH})["Location"]).text

    assert 'value="Thôn Đoài"' in page
    assert '<option value="Tỉnh Lam Giang" selected>' in page
    assert re.search(r'value="(\+84|0)912345678"', page)
    assert "Theo giấy tờ tùy thân đã xuất trình" in page
    assert "Theo hồ sơ trước của người này tại đây" in page


def test_an_address_of_a_district_that_is_no_more_is_left_to_the_officer(province, desk):
    old = {**BOXES, "residence": "Thôn Đoài, Xã Cũ, Huyện Thanh Chương, Lam Giang"}

    page = desk.get(desk.post(PERSON, {**old, "code": people.BIRTH})["Location"]).text

    assert 'value="Thôn Đoài, Xã Cũ, Huyện Thanh Chương"' in page


def test_what_the_desk_takes_in_usually_comes_first(province, desk):
    before = desk.post(PERSON, {"card": NEW}).text
    counter.taken_in(desk)

    page = desk.post(PERSON, {"card": NEW}).text

    assert "Hay tiếp nhận ở đây" not in before
    assert page.index("Hay tiếp nhận ở đây") < page.index(f'value="{people.BIRTH}"')
    assert page.count(f'name="code" value="{people.BIRTH}"') == 1


def test_another_procedure_is_searched_without_losing_who_stands_there(province, desk):
    page = desk.post(PERSON, {**BOXES, "q": "khai sinh"}).text

    assert f'name="code" value="{people.BIRTH}"' in page
    assert 'value="Cao Thị Mới"' in page
    assert '<input class="govuk-radios__input" type="radio" id="f-_identified-card" ' in page
    assert re.search(r'id="f-_identified-card"[^>]* checked', page)


def test_one_tick_stands_for_every_paper_that_has_to_be_there(province, desk):
    sheet = counter.written(desk)
    none = {f"_handed-{code}": None for code in counter.HANDED}

    counter.write(desk, sheet, _handed_all="on", **none)

    kept = dossiers.get_draft(draft_of(sheet).pk, province.desk).brought.papers
    assert {one.code: one.form for one in kept} == counter.HANDED


def test_a_receipt_that_has_to_be_written_is_one_key_away_once_the_sheet_is_taken_in(
    province, desk
):
    with clock.fixed_at(MONDAY.replace(hour=15, minute=1)):
        address = counter.taken_in(desk)["Location"]
        printing, looked_at = desk.get(address).text, desk.get(address.partition("?")[0]).text

    assert RECEIPT_IN_HAND in printing
    assert RECEIPT_IN_HAND not in looked_at


def test_article_17_4_what_is_answered_at_once_is_not_said_to_be_printed(province, desk):
    sheet = counter.written(desk)

    assert "Tiếp nhận và in giấy hẹn" not in desk.get(sheet).text
    assert (
        RECEIPT_IN_HAND not in desk.get(counter.write(desk, sheet, then="accept")["Location"]).text
    )


def test_a_person_with_one_earlier_dossier_costs_as_much_as_one_with_five(province, desk):
    counter.taken_in(desk)
    desk.post(PERSON, {"card": CARD})
    with CaptureQueriesContext(connection) as one:
        desk.post(PERSON, {"card": CARD})
    for _dossier in range(4):
        counter.taken_in(desk)

    with CaptureQueriesContext(connection) as five:
        page = desk.post(PERSON, {"card": CARD}).text

    assert page.count("/can-bo/ho-so/NT-") == 5
    assert len(five) == len(one)


def test_a_question_that_an_answer_of_the_same_sheet_opens_is_filled_with_what_is_known(
    province, desk
):
    begun = desk.post(PERSON, {**BOXES, "code": "1.004873"})
    assert begun.status_code == 302, linked(begun)
    sheet = begun["Location"]
    said = {"revision": counter.revision_of(desk.get(sheet)), "certified_person": "self"}

    desk.post(sheet, {**said, "person_full_name": "", "person_pin": "", "then": "save"})

    page = desk.get(sheet).text
    assert re.search(r'name="person_full_name"[^>]*value="Cao Thị Mới"', page)
    assert re.search(r'name="person_pin"[^>]*value="099195000009"', page)


def test_who_interpreted_and_who_saw_a_thumbprint_stand_in_the_log_sealed_and_are_told(
    province, desk
):
    helped = {
        "_interpreter": "H’Bĭa Niê, tiếng Ê Đê",
        "_thumbprint": "Y Wang Êban",
        "_bringer_name": "Cháu Niê",
        "_bringer_authority": "Giấy ủy quyền số 7",
    }
    sheet = counter.begin(desk, **helped)
    for _time in range(2):
        counter.write(desk, sheet, **helped)
    counter.write(desk, sheet, then="accept", **helped)

    one = dossier()
    entry = entries(one)["lodge"]
    told = desk.get(f"/can-bo/ho-so/{one.reference}/").text
    assert "Niê" not in str(entry.payload)
    for said in (
        "Đã xem thẻ căn cước",
        "Người phiên dịch: H’Bĭa Niê, tiếng Ê Đê",
        "người làm chứng: Y Wang Êban",
        "Người nộp thay: Cháu Niê",
        "Căn cứ nộp thay: Giấy ủy quyền số 7",
    ):
        assert said in told
