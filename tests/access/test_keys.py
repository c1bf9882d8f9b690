"""A key in an address opens only what its owner may see, whatever stands in its place."""

import datetime as dt
import re

import pytest

from tests.access.asking import ask, try_out
from tests.access.rows import TO_DESK, TO_PORTAL
from tests.access.table import TABLE
from tests.casework.province import MONDAY

EVERYBODYS = {("code", None), ("page_key", None), (None, "help_page")}
"""Parts and things that are nobody's own: a procedure's code, a page of a form, a topic of the help."""
OWNED = {
    route: row
    for route, row in TABLE.items()
    if row.door
    and any(not {(part, None), (None, of)} & EVERYBODYS for part, of in row.things.items())
    and row.owners != row.enters
}
NEVER_ISSUED = {
    "reference": ("NT-00000-00000", "H99.101-20260316-9999999"),
    "form": ("pdf",),
    "name": ("khong-co",),
}
UUID = "00000000-0000-4000-8000-000000000000"
NUMBER = "987654321"
STRANGERS = frozenset({"other_citizen", "strange_desk", "strange_registrar", "strange_chair"})
TELLING = {"Content-Type", "Location", "Allow", "Vary", "Cache-Control"}
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


def entering(row, visitors):
    """Return somebody who sees the row's own things."""
    return visitors[min(row.owners & row.enters)]


def never_issued(route, part):
    """Return keys of the kind that the address takes; another kind would not reach the page at all."""
    if f"<int:{part}>" in route:
        return (NUMBER,)
    return (UUID,) if f"<uuid:{part}>" in route else NEVER_ISSUED.get(part, ())


def swaps(route, keys):
    """Yield the address with one part at a time in which another key stands, and the part."""
    for part in TABLE[route].things:
        for key in keys(part):
            yield part, key


@pytest.mark.parametrize("route", [route for route in OWNED if OWNED[route].door == TO_PORTAL])
def test_another_citizens_key_in_ones_own_address_finds_nothing(things, others, visitors, route):
    """Each part is swapped alone, so that a draft never shows another draft's paper."""
    row = OWNED[route]

    found = {
        (part, method): answer(visitors["applicant"], method, route, things, {part: key})
        for part, key in swaps(route, lambda part: swapped(part, row, others))
        for method in row.answers
    }

    assert found
    assert {response.status_code for response in found.values()} == {404}


def swapped(part, row, others):
    """Return the other citizen's key for this part; pages of a form are called alike for everybody."""
    return () if part == "page_key" else (others.by_name[row.things[part]],)


def answer(browser, method, route, things, parts):
    """Return the answer to the row's request at an address with other parts."""
    row = TABLE[route]
    address = things.address(route, **parts)
    return try_out(browser, lambda: ask(browser, method, address, row, things.sent(row)))


def test_a_paper_is_found_under_its_own_dossier_alone(things, others, visitors):
    route = "can-bo/ho-so/<str:reference>/giay-to/<int:document_id>/"
    for part in ("reference", "document_id"):
        address = things.address(route, **{part: others.by_name[TABLE[route].things[part]]})

        assert visitors["desk"].get(address).status_code == 404


@pytest.mark.parametrize("route", OWNED)
def test_what_was_never_issued_is_not_found(things, visitors, route):
    row = OWNED[route]

    found = {
        (part, key, method): answer(entering(row, visitors), method, route, things, {part: key})
        for part, key in swaps(route, lambda part: never_issued(route, part))
        for method in row.answers
    }

    assert found
    assert {response.status_code for response in found.values()} == {404}


@pytest.mark.parametrize("route", OWNED)
def test_a_stranger_cannot_tell_what_exists(things, visitors, route):
    """What is somebody else's answers word for word like what never was."""
    row = OWNED[route]
    for visitor in sorted(row.enters & STRANGERS):
        for method in row.answers:
            there = read(answer(visitors[visitor], method, route, things, {}))
            for part, key in swaps(route, lambda part: never_issued(route, part)):
                nowhere = read(answer(visitors[visitor], method, route, things, {part: key}))
                assert nowhere == there, (visitor, method, part)


def read(response):
    """Return an answer without what differs between any two: the address itself, tokens, nonces."""
    page = CHANGING.sub("", response.content.decode())
    headers = {name: value for name, value in response.items() if name in TELLING}
    return response.status_code, headers, page.replace(response.request["PATH_INFO"], "")


def test_a_key_that_changed_hands_opens_nothing_more(province, lives):
    """An officer whose post has ended has no door left, though the session lives on."""
    from motcua.foundation.identity import actions
    from motcua.foundation.kernel import clock

    browser = lives.browser_of("desk")
    assert browser.get("/can-bo/tiep-nhan/").status_code == 200
    tomorrow = MONDAY + dt.timedelta(days=1)
    actions.end_post(province.desk.post_id, valid_to=tomorrow.date(), at=clock.now())

    assert browser.get("/can-bo/tiep-nhan/").status_code == 200
    with clock.fixed_at(tomorrow):
        response = browser.get("/can-bo/tiep-nhan/")

    assert response.status_code == 302
    assert response["Location"].startswith(TO_DESK)
