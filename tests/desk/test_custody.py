"""The desk's pages for the papers themselves (Articles 18.2 and 21.2 of Decree 61/2018)."""

import pytest
from tests.casework import bringing, people

from motcua.domain.custody.enums import Place
from motcua.domain.custody.models import Pack
from motcua.domain.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db
LIST = "/can-bo/giao-nhan/"


@pytest.fixture
def dossier(province):
    return people.again(bringing.taken_in(province))


@pytest.fixture
def page(dossier):
    return f"{LIST}{Pack.objects.get().pk}/"


def test_article_18_2_the_papers_go_from_desk_to_handler_page_by_page(
    dossier, page, desk, registrar
):
    assert page in desk.get(LIST).text
    assert page not in registrar.get(LIST).text

    given = desk.post(page, {"place": "desk", "note": "Một phong bì"}, follow=True)
    assert "Bên nhận phải xác nhận" in given.text
    assert page not in given.text
    assert page in registrar.get(LIST).text
    taken = registrar.post(page, {"place": "to_handler"}, follow=True)

    assert "Đã xác nhận nhận hồ sơ giấy" in taken.text
    assert Pack.objects.get().place == Place.HANDLER
    assert "Ở nơi giải quyết" in desk.get(f"/can-bo/ho-so/{dossier.reference}/").text


def test_a_number_that_was_scanned_leads_to_the_papers(dossier, page, desk):
    assert desk.get(LIST, {"so": dossier.number})["Location"] == page
    assert desk.get(LIST, {"so": f" {dossier.number.lower()} "})["Location"] == page
    unknown = desk.get(LIST, {"so": "H99.101-260316-9999"})
    assert unknown.status_code == 404
    assert "Không có hồ sơ giấy nào" in unknown.text


def test_a_paper_ticked_as_missing_is_named_at_once(dossier, page, desk, registrar):
    desk.post(page, {"place": "desk"})

    taken = registrar.post(page, {"place": "to_handler", "missing-birth-notice": "on"}, follow=True)

    assert "ghi nhận giấy tờ thiếu" in taken.text
    assert "Đã ghi nhận thiếu" in registrar.get(page).text
    assert dossiers.timeline(dossier)[-1].act.value == "miss_papers"


def test_a_paper_ticked_as_damaged_is_there_and_named(dossier, page, desk, registrar):
    desk.post(page, {"place": "desk"})

    both = {"missing-birth-notice": "on", "damaged-birth-notice": "on"}
    refused = registrar.post(page, {"place": "to_handler"} | both)
    taken = registrar.post(page, {"place": "to_handler", "damaged-birth-notice": "on"}, follow=True)

    assert (refused.status_code, "vừa thiếu vừa hư hỏng" in refused.text) == (422, True)
    assert "ghi nhận giấy tờ thiếu, hư hỏng" in taken.text
    assert "Đã ghi nhận hư hỏng" in registrar.get(page).text
    assert dossiers.timeline(dossier)[-1].act.value == "damage_papers"


def test_pressing_twice_gives_once(dossier, page, desk):
    desk.post(page, {"place": "desk"})

    again = desk.post(page, {"place": "desk"})

    assert again.status_code == 409
    assert "vừa được giao hoặc nhận" in again.text


def test_a_form_without_a_place_moves_nothing(dossier, page, desk):
    assert desk.post(page, {}).status_code == 409
    assert Pack.objects.get().place == Place.DESK


def test_who_does_not_hold_the_papers_reads_why_and_is_refused(dossier, page, registrar):
    assert "không giao, không nhận được" in registrar.get(page).text
    assert registrar.post(page, {"place": "desk"}).status_code == 403


def test_another_commune_finds_neither_papers_nor_slip(province, dossier, page, sign_in):
    stranger, strange_desk = sign_in(province.strange_chair), sign_in(province.stranger)

    assert stranger.get(page).status_code == 404
    assert strange_desk.post(page, {"place": "desk"}).status_code == 404
    assert strange_desk.get(LIST, {"so": dossier.number}).status_code == 404
    assert stranger.get(f"/can-bo/ho-so/{dossier.reference}/phieu-kiem-soat/").status_code == 404


def test_the_slip_is_printed(dossier, page, desk):
    slip = desk.get(f"/can-bo/ho-so/{dossier.reference}/phieu-kiem-soat/")

    assert slip["Content-Type"] == "application/pdf"


def test_the_applicant_reads_nothing_of_hands_within_the_agency(
    province, dossier, page, desk, sign_in
):
    desk.post(page, {"place": "desk"})

    assert "Giao hồ sơ giấy" not in sign_in(province.hanh).get(f"/ho-so/{dossier.reference}/").text
