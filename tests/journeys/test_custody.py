"""The papers from hand to hand: Articles 18.2, 20.2 and 21.2 of Decree 61/2018/NĐ-CP, page by page."""

import pytest
from tests.casework import bringing, people
from tests.casework.province import MONDAY
from tests.journeys.people import words
from tests.journeys.test_register import officer

from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LIST = "/can-bo/giao-nhan/"
DESK = "/can-bo/"


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY.replace(hour=10)):
        yield


def test_article_18_2_papers_are_given_and_taken_by_number_and_both_sides_stand_on_the_slip(
    province,
):
    dossier = people.again(bringing.taken_in(province))
    desk, registrar = officer(province.desk), officer(province.registrar)

    page = desk.browser.get(LIST, {"so": dossier.number})["Location"]
    officer(province.strange_chair).finds_nothing(page)
    desk.sends(page, place="desk", note="")
    desk.is_refused(page, 403, place="to_handler")
    registrar.sends(page, place="to_handler", **{"missing-birth-notice": "on"})

    told = words(registrar.reads(f"{DESK}ho-so/{dossier.reference}/"))
    assert "Ở nơi giải quyết – " in told
    assert "Ghi nhận thiếu giấy tờ khi giao nhận" in told
    assert desk.downloads(f"{DESK}ho-so/{dossier.reference}/phieu-kiem-soat/")


def test_article_20_2_no_original_is_given_back_that_the_desk_does_not_hold(province):
    dossier = bringing.taken_in(province, answers=people.ANSWERS | {"result_channel": "counter"})
    desk, registrar = officer(province.desk), officer(province.registrar)
    page = desk.browser.get(LIST, {"so": people.again(dossier).number})["Location"]
    desk.sends(page, place="desk")
    registrar.sends(page, place="to_handler")
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    address = f"{DESK}tra-ket-qua/{dossier.reference}/"
    sent = {
        "way": "counter", "receiver": "Nguyễn Thị Hạnh", "paper": "Thẻ căn cước",
        "given_back-birth-notice": "on",
    }  # fmt: skip

    refused = words(desk.is_refused(address, 409, **sent))
    assert "Hãy nhận về Bộ phận Một cửa" in refused
    registrar.sends(page, place="handler")
    desk.sends(page, place="to_desk")
    desk.sends(address, **sent)
