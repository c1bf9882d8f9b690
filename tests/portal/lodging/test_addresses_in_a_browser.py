"""An address that may lie in several communes, in a real browser: axe finds nothing; communes are suggested."""

import pytest
from tests.portal.lodging.browsing import address, begin, send
from tests.portal.lodging.test_pages_in_a_browser import chromium, look  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(hanh):
    """The path of a page that asks where a divided commune lies."""
    draft = begin(hanh)
    send(hanh, draft, "cha-me")
    old = {"commune": "Xã Sông Thượng", "province": "Tỉnh Lam Giang"}
    send(hanh, draft, "me", **address("mother_residence", **old))
    return f"{draft}to-khai/me/"


def test_the_choice_is_in_order_and_the_script_suggests(asked, chromium):  # noqa: F811
    assert look(chromium, asked, "address") == []

    page = chromium["phone"]
    page.fill("input[name=mother_residence-commune]", "")
    page.type("input[name=mother_residence-commune]", "an bi")
    page.wait_for_selector("#communes-0 option", state="attached")
    assert page.eval_on_selector_all("#communes-0 option", "all => all.map(one => one.value)") == [
        "Xã An Bình Thượng"
    ]
