"""A question that asks for a file, in a real browser: chosen, sent, shown, taken away; axe finds nothing."""

import pytest
from playwright.sync_api import expect
from tests.casework import asking_files, people
from tests.casework.province import MONDAY
from tests.portal.lodging.test_pages_in_a_browser import chromium, look  # noqa: F401 - a fixture

from motcua.composition.casework import filling

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(province):
    asking_files.put_in_force(province)
    draft = filling.start(
        code=people.BIRTH, agency_id=province.agency_id, by=province.hanh, at=MONDAY
    )
    return f"/ban-nhap/{draft.pk}/to-khai/giay-to/"


def test_a_file_is_chosen_sent_and_taken_away(address, chromium):  # noqa: F811
    assert look(chromium, address, "asked-file-empty") == []
    page = chromium["desktop"]
    sent = {"name": "dau.pdf", "mimeType": "application/pdf", "buffer": people.a_pdf()}
    page.goto(address)
    page.get_by_label("Mẫu dấu", exact=True).set_input_files(sent)

    page.get_by_role("button", name="Gửi tệp").click()

    expect(page.get_by_role("link", name="dau.pdf")).to_have_count(1)
    assert look(chromium, address, "asked-file-held") == []
    page.goto(address)
    page.get_by_role("button", name="Bỏ tệp dau.pdf").click()
    expect(page.get_by_role("link", name="dau.pdf")).to_have_count(0)
