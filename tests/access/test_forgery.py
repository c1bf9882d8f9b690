"""What another site may make a browser do here: nothing, and lead nowhere."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.access.asking import ask
from tests.access.rows import ANONYMOUS, TO_DESK
from tests.access.table import MARKS, TABLE

# Anybody may change his own letter size; the public pages stay free of session cookies for it.
HARMLESS = {"tuy-chon/"}
WRITING = {"post", "patch", "delete"}
# Systems prove themselves by a token of their own in each request, which no other site can have sent along.
BY_TOKEN = ("api/", "scim/", "oauth/")
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    " //evil.example",
    "/%0d%0aSet-Cookie:x=1//evil.example\r\n",
    "https:///evil.example",
]


def test_nothing_is_written_without_the_token(things, lives):
    found = {}
    for route, row in TABLE.items():
        for method in WRITING & row.answers.keys() - HARMLESS:
            if route in HARMLESS or route.startswith(BY_TOKEN):
                continue
            visitor = min((row.owners & row.enters) - {ANONYMOUS})
            browser = lives.browser_of(visitor, enforce_csrf_checks=True)
            response = ask(browser, method, things.address(route), row, things.sent(row))
            found[route, method] = response.status_code

    assert {key: status for key, status in found.items() if status != 403} == {}
    assert len(found) >= 20


def test_a_session_opens_nothing_that_is_for_systems(things, lives):
    found = {}
    for route, row in TABLE.items():
        if not route.startswith("scim/"):
            continue
        for method in WRITING & row.answers.keys():
            operator = lives.browser_of("operator")
            response = ask(operator, method, things.address(route), row, things.sent(row))
            found[route, method] = response.status_code

    assert found
    assert set(found.values()) <= {401, 404, 405}


def test_a_page_that_grew_too_old_says_how_to_send_it_again(things, lives):
    browser = lives.browser_of("applicant", enforce_csrf_checks=True)

    response = browser.post(things.address("ho-so/<str:reference>/danh-gia/"), MARKS)

    assert response.status_code == 403
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_address_leads_elsewhere(visitors, wanted):
    for visitor, address in (
        ("applicant", "/dang-nhap/"),
        ("desk", "/can-bo/dang-nhap/"),
        ("anonymous", "/dang-nhap/"),
        ("anonymous", "/can-bo/dang-nhap/"),
        ("anonymous", "/can-bo/dang-nhap/ma-xac-thuc/"),
    ):
        response = visitors[visitor].get(address, {"next": wanted})

        assert not leads_elsewhere(response), (visitor, address)

    response = visitors["anonymous"].post("/tuy-chon/", {"language": "en", "next": wanted})
    assert not leads_elsewhere(response)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_forged_origin_of_a_form_leads_nowhere_after_signing_in(visitors, wanted):
    response = visitors["anonymous"].post(
        "/can-bo/tiep-nhan/x/tiep-nhan/", headers={"Referer": wanted}
    )

    assert response["Location"].startswith(TO_DESK)
    for back in parse_qs(urlsplit(response["Location"]).query).get("next", []):
        assert is_here(back)


def leads_elsewhere(response):
    """Return whether the answer sends a browser to another host, or offers to."""
    body = response.content.decode()
    return not is_here(response.headers.get("Location", "/")) or 'href="//evil' in body


def is_here(location):
    """Return whether a browser that follows the location stays at this host.

    Browsers drop tabs and line ends and read a backslash as a slash; every way of ours begins with one.
    """
    read = location.strip().translate({ord("\\"): "/"} | dict.fromkeys(map(ord, "\t\r\n")))
    return re.match(r"/(?!/)", read) is not None


@pytest.mark.parametrize("location", [wanted for wanted in ELSEWHERE if "%0d" not in wanted])
def test_the_judge_knows_what_leads_elsewhere(location):
    assert not is_here(location)


def test_the_way_back_is_kept_when_it_is_ours(visitors):
    assert visitors["applicant"].get("/dang-nhap/?next=/ho-so/")["Location"] == "/ho-so/"
    assert (
        visitors["desk"].get("/can-bo/dang-nhap/?next=/can-bo/tim/")["Location"] == "/can-bo/tim/"
    )
