"""A citizen holds a paper with an address of before July 2025."""

import re
from html import unescape

import pytest

from motcua.foundation.organisations import actions
from motcua.foundation.organisations.rules import territories as rules

HANOI = """\
province_code,province,district_code,district,ward_code,ward,new_province_code,new_province,new_ward_code,new_ward,is_divided
01,Thành phố Hà Nội,001,Quận Ba Đình,00001,Phường Phúc Xá,01,Thành phố Hà Nội,00097,Phường Hồng Hà,
01,Thành phố Hà Nội,001,Quận Ba Đình,00007,Phường Cống Vị,01,Thành phố Hà Nội,00025,Phường Giảng Võ,1
01,Thành phố Hà Nội,001,Quận Ba Đình,00007,Phường Cống Vị,01,Thành phố Hà Nội,00008,Phường Ngọc Hà,1
""".splitlines()


@pytest.fixture(autouse=True)
def _hanoi(db):
    reform = rules.read_reform(HANOI)
    actions.apply_territory_reform(reform, on=rules.REFORM_2025, source="thử")


def words(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def ask(client, typed):
    answer = client.get("/dia-chi/", {"q": typed})
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_the_home_page_leads_there(client):
    assert 'href="/dia-chi/"' in client.get("/").content.decode()


def test_the_commune_of_today_is_named(client):
    page = ask(client, "12 Nghĩa Dũng, Phúc Xá, Ba Đình, Hà Nội")

    assert "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội Nay là: Phường Hồng Hà" in page


def test_a_divided_commune_is_not_guessed(client):
    page = ask(client, "cong vi, ba dinh, ha noi")

    assert "được chia cho nhiều xã, phường" in page
    assert "Phường Giảng Võ, Thành phố Hà Nội Phường Ngọc Hà, Thành phố Hà Nội" in page


def test_a_commune_of_today_tells_what_it_was(client):
    page = ask(client, "hồng hà")

    assert "Tên dùng hiện nay." in page
    assert "Phường Phúc Xá, Quận Ba Đình" in page


def test_what_is_not_found_says_what_to_try(client):
    page = ask(client, "Xã Không Có")

    assert "Không tìm thấy" in page
    assert "chỉ gõ tên xã" in page


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "x" * 5000, "'; --", "%_%"])
def test_whatever_is_typed_comes_back_as_text(client, typed):
    page = client.get("/dia-chi/", {"q": typed}).content.decode()

    assert "<script>alert" not in page


def test_the_interface_tells_the_same(client):
    body = client.get("/api/v1/territories", {"q": "Phúc Xá, Ba Đình, Hà Nội"}).json()

    (one,) = body["items"]
    assert one["territory"]["valid_to"] == "2025-07-01"
    assert [successor["code"] for successor in one["successors"]] == ["00097"]
    assert not one["is_divided"]
    assert client.get("/api/v1/territories").status_code == 422
