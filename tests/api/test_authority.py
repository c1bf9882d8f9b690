"""The interface names the agency in charge and says why, or what is missing or wrong."""

import pytest
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
BIRTH, COPY = (f"/api/v1/procedures/{code}/authority" for code in ("1.001193", "2.000815"))


@pytest.fixture(autouse=True)
def _on_a_working_day(province):
    with clock.fixed_at(MONDAY):
        yield


def ask(client, address=BIRTH, **asked):
    response = client.get(address, asked)
    assert response.status_code == 200, response.content
    return response.json()


def codes(body):
    return [one["agency"]["code"] for one in body["in_charge"]]


@pytest.mark.parametrize("commune", ["99102", "Phường Bến Thành Cổ, Tỉnh Lam Giang", "99021"])
def test_a_commune_names_the_agency_with_rule_and_article(client, commune):
    body = ask(client, commune=commune)

    (one,) = body["in_charge"]
    assert (body["verdict"], one["agency"]["code"]) == ("named", "H99.102")
    assert one["rule"]["basis"] == "Luật Hộ tịch 2014, Điều 13"
    assert one["commune"]["path"] == "Phường Bến Thành Cổ, Tỉnh Lam Giang"


def test_a_commune_of_before_is_told_with_what_it_became(client):
    body = ask(client, commune="99021")

    assert body["was"]["name"] == "Phường Cổng Thành"
    assert [one["code"] for one in body["communes"]] == ["99102"]


def test_a_divided_commune_gives_the_choice(client):
    body = ask(client, commune="99012")

    assert (body["verdict"], body["is_unsettled"]) == ("choice", True)
    assert sorted(codes(body)) == ["H99.101", "H99.103"]


def test_without_a_place_it_says_which_is_missing(client):
    body = ask(client)

    assert (body["verdict"], body["in_charge"]) == ("place-needed", [])
    assert [rule["code"] for rule in body["missing"]] == ["parents"]


def test_a_case_with_its_own_rule_asks_for_its_own_place(client):
    body = ask(client, case=["abandoned", "late"])

    assert [rule["code"] for rule in body["missing"]] == ["keeper"]


def test_where_any_agency_will_do_all_are_named(client):
    assert codes(ask(client, COPY)) == ["H99.101", "H99.102", "H99.103"]


def test_a_place_of_another_province_has_nobody_here(client):
    body = ask(client, commune="00004")

    assert (body["verdict"], codes(body)) == ("nobody-here", [])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"commune": "99999"}, "commune"),
        ({"commune": "Xã Không Có"}, "commune"),
        ({"commune": "x\0"}, "commune"),
        ({"case": "twins"}, "case"),
    ],
)
def test_what_is_unknown_is_refused_by_its_name(client, asked, field):
    response = client.get(BIRTH, asked)

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [one["field"] for one in response.json()["errors"]] == [field]


def test_a_procedure_that_is_not_there_is_not_found(client):
    assert client.get("/api/v1/procedures/1.999999/authority").status_code == 404
