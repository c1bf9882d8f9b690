"""A list knows what the reader already has, and nobody else's."""

import re

from django.test import Client
from tests.casework import people

ABROAD = {
    "muc-dich": "du-lich", "ho-chieu": "con", "tre-em": "co",
}  # fmt: skip
TICKED = re.compile(r'value="([^"]+)" checked')


def birth_of_a_child(province):
    """Let the mother's registration run to its result; return the dossier."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    return people.again(dossier)


def test_the_readers_own_result_is_ticked_before(province, hanh, duc):
    dossier = birth_of_a_child(province)

    own = hanh.get("/viec-doi/di-nuoc-ngoai/", ABROAD)
    others = [browser.get("/viec-doi/di-nuoc-ngoai/", ABROAD).text for browser in (duc, Client())]

    assert TICKED.findall(own.text) == ["ho-chieu-con.birth-certificate"]
    assert dossier.reference in own.text
    assert "no-store" in own.headers["Cache-Control"]
    for page in others:
        assert TICKED.findall(page) == []
        assert dossier.reference not in page


def test_ticks_of_the_reader_count_more_than_what_is_known(province, hanh):
    birth_of_a_child(province)

    page = hanh.get("/viec-doi/di-nuoc-ngoai/", {**ABROAD, "tich": "1"}).text

    assert TICKED.findall(page) == []


def test_what_is_still_being_handled_is_not_had(province, hanh):
    dossier = people.lodge(province)

    page = hanh.get("/viec-doi/di-nuoc-ngoai/", ABROAD).text

    assert dossier.reference not in page
    assert TICKED.findall(page) == []


def test_an_officer_reads_the_list_as_anybody(province, desk_browser):

    assert desk_browser.get("/viec-doi/di-nuoc-ngoai/", ABROAD).status_code == 200
