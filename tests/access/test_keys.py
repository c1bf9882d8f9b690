"""A key in an address opens only what its owner may see, whatever stands in its place."""

import pytest

from tests.access.table import TABLE, TO_DESK, TO_PORTAL
from tests.access.world import Things, ask, browser_of, make_things

pytestmark = pytest.mark.django_db

OWNED = {
    route: row
    for route, row in TABLE.items()
    if row.door and set(row.things) - {"code", "page_key"} and row.owners != row.enters
}
NEVER_ISSUED = {
    "reference": ["NT-00000-00000", "H99.101-20260316-9999999", "---", "%00", "đ", "x" * 400],
    "draft_id": ["00000000-0000-4000-8000-000000000000"],
    "upload_id": ["00000000-0000-4000-8000-000000000000"],
    "document_id": ["0", "987654321", "9" * 25],
    "task_id": ["0", "987654321", "9" * 25],
    "message_id": ["0", "987654321", "9" * 25],
}


@pytest.fixture
def others(province):
    """The same things of another citizen."""
    return Things(make_things(province, province.duc, child="Phạm Đức"))


def entering(row, visitors):
    """Return somebody who sees the row's own things."""
    return visitors[min(row.owners & row.enters)]


def test_another_citizens_key_in_ones_own_address_finds_nothing(things, others, visitors):
    """Each part is swapped alone, so that a draft never shows another draft's paper."""
    found = {}
    for route, row in OWNED.items():
        if row.door != TO_PORTAL:
            continue
        for part in set(row.things) - {"page_key"}:
            address = things.address(route, **{part: others.by_name[row.things[part]]})
            for method in row.answers:
                response = ask(visitors["applicant"], method, address, row, things.sent(row))
                found[route, part, method] = response.status_code

    assert {key: status for key, status in found.items() if status != 404} == {}


def test_a_paper_is_found_under_its_own_dossier_alone(things, others, visitors):
    route = "can-bo/ho-so/<str:reference>/giay-to/<int:document_id>/"
    for part in ("reference", "document_id"):
        swapped = others.by_name[TABLE[route].things[part]]
        address = things.address(route, **{part: swapped})

        assert visitors["desk"].get(address).status_code == 404


def test_what_was_never_issued_is_not_found_and_breaks_nothing(things, visitors):
    found = {}
    for route, row in OWNED.items():
        browser = entering(row, visitors)
        for part in set(row.things) & NEVER_ISSUED.keys():
            for key in NEVER_ISSUED[part]:
                address = things.address(route, **{part: key})
                for method in row.answers:
                    response = ask(browser, method, address, row, things.sent(row))
                    found[route, part, key, method] = response.status_code

    assert {key: status for key, status in found.items() if status != 404} == {}


@pytest.mark.parametrize("code", ["%00", "đ", "1.001193%00", "9" * 400, "..%2f..%2fetc"])
@pytest.mark.parametrize("route", [route for route, row in TABLE.items() if "code" in row.things])
def test_an_odd_code_is_not_found_and_breaks_nothing(things, visitors, route, code):
    address = things.address(route, code=code)
    row = TABLE[route]

    status = entering(row, visitors).get(address).status_code

    assert status in {404, 422}


@pytest.mark.parametrize("odd", ["\x00", "9" * 30, "đ", "2026-02-30", "-1", "99999-01-01", "[]"])
def test_odd_questions_break_nothing(things, visitors, odd):
    names = (
        "q", "so", "tu", "sau", "trang", "co-quan", "tu-ngay", "den-ngay", "ky", "dau", "giay-to",
        "field", "level", "online", "page", "agency", "from", "vai-tro", "buoc", "tinh-trang",
        "han", "trang-thai", "thu-tuc", "moc", "next", "linh-vuc", "cap", "truc-tuyen",
    )  # fmt: skip
    broken = {}
    for route, row in TABLE.items():
        if "get" not in row.answers or route in {"dang-nhap/tiep-tuc/", "readyz"}:
            continue
        response = entering(row, visitors).get(things.address(route), dict.fromkeys(names, odd))
        if response.status_code >= 500:
            broken[route] = response.status_code

    assert broken == {}


def test_a_key_that_changed_hands_opens_nothing_more(province, things):
    """An officer whose roles were taken away has no door left, though the session lives on."""
    from motcua.foundation.identity import actions
    from motcua.foundation.kernel import clock

    browser = browser_of(province.desk)
    assert browser.get("/can-bo/tiep-nhan/").status_code == 200

    actions.end_post(post_id=province.desk.post_id, on=clock.today())

    response = browser.get("/can-bo/tiep-nhan/")
    assert response.status_code in {302, 404}
    assert response.headers.get("Location", TO_DESK).startswith(TO_DESK)
