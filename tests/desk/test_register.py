"""The desk's pages of the register."""

import pytest
from tests.casework import people
from tests.registers.test_register import NEW_YEAR, YEAR, taken_in

from motcua.domain.registers.models import ClosedBook
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
BOOK = "/can-bo/so-theo-doi/"


@pytest.fixture
def dossier(province):
    return taken_in(province)


def year_of(province, page):
    return f"{BOOK}{province.agency_id}/{YEAR}/{page}/"


def test_the_page_shows_the_line_and_leads_to_the_dossier(dossier, desk):
    page = desk.get(BOOK)

    assert page.status_code == 200
    assert people.again(dossier).number in page.text
    assert f"/can-bo/ho-so/{dossier.reference}/" in page.text
    assert "Mẫu số 07, Thông tư 03/2025/TT-VPCP" in page.text


def test_a_filter_that_finds_nothing_says_what_to_do(dossier, desk):
    assert "Sổ không có dòng nào như vậy" in desk.get(BOOK, {"nam": "2025"}).text
    assert "Sổ không có dòng nào như vậy" in desk.get(BOOK, {"tu": "2026-12-01"}).text


@pytest.mark.parametrize(
    "asked", [{"nam": "0"}, {"den": "9999-12-31"}, {"sau": "x"}, {"nam": "9" * 30}]
)
def test_an_address_that_makes_no_sense_shows_the_book_of_the_year(asked, dossier, desk):
    assert people.again(dossier).number in desk.get(BOOK, asked).text


def test_the_list_goes_on_behind_its_last_line(province, desk, monkeypatch):
    for _time in range(26):
        taken_in(province)

    page = desk.get(BOOK)

    assert "sau=25" in page.text
    assert desk.get(BOOK, {"sau": "25"}).text.count("mc-code") - page.text.count("mc-code") < 0
    assert "26. " in desk.get(BOOK, {"sau": "25"}).text


def test_it_is_printed_and_taken_along(dossier, desk):
    printed, sheet = desk.get(f"{BOOK}in/"), desk.get(f"{BOOK}bang-tinh/")

    assert printed["Content-Type"] == "application/pdf"
    assert sheet["Content-Type"] == "text/csv; charset=utf-8"
    assert people.again(dossier).number in sheet.content.decode("utf-8-sig")


def test_the_chair_closes_the_year_and_everybody_reads_the_signed_book(
    province, dossier, chair, desk
):
    with clock.fixed_at(NEW_YEAR):
        assert year_of(province, "khoa") in chair.get(BOOK, {"nam": YEAR}).text
        done = chair.post(year_of(province, "khoa"), follow=True)
        again = chair.post(year_of(province, "khoa"))
        checked = desk.get(year_of(province, "kiem-tra"))
        signed = desk.get(f"{BOOK}in/", {"nam": YEAR})

    assert "Đã khóa sổ năm 2026, số 01/ST-H99.101, 1 dòng." in done.text
    assert again.status_code == 409
    assert ClosedBook.objects.count() == 1
    assert "khớp với nhật ký: 1 dòng" in checked.text
    assert b"/ByteRange" in signed.content


def test_the_desk_is_not_offered_to_close_and_finds_no_such_page(province, dossier, desk):
    with clock.fixed_at(NEW_YEAR):
        assert year_of(province, "khoa") not in desk.get(BOOK, {"nam": YEAR}).text
        assert desk.post(year_of(province, "khoa")).status_code == 404

    assert ClosedBook.objects.count() == 0


def test_a_year_that_lasts_is_not_closed(province, dossier, chair):
    assert "chưa hết" in chair.get(year_of(province, "khoa")).text
    assert chair.post(year_of(province, "khoa")).status_code == 409


def test_an_open_book_has_nothing_to_check(province, dossier, chair):
    assert chair.get(year_of(province, "kiem-tra")).status_code == 302


def test_another_commune_finds_nothing_and_sees_its_own_book(province, dossier, sign_in):
    stranger = sign_in(province.strange_chair)

    for address in (
        f"{BOOK}?co-quan={province.agency_id}",
        f"{BOOK}in/?co-quan={province.agency_id}",
        f"{BOOK}bang-tinh/?co-quan={province.agency_id}",
        year_of(province, "khoa"),
        year_of(province, "kiem-tra"),
    ):
        assert stranger.get(address).status_code == 404, address
    assert people.again(dossier).number not in stranger.get(BOOK).text
    assert stranger.post(year_of(province, "khoa")).status_code == 404


def test_a_year_before_the_law_is_nowhere(province, chair):
    assert chair.get(f"{BOOK}{province.agency_id}/1900/khoa/").status_code == 404
