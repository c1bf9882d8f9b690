"""What those who keep the installation running are told of the scanner of uploads."""

import tempfile

import pytest
from tests.documents import clamds

pytestmark = pytest.mark.django_db
ADDRESS = "/can-bo/van-hanh/"


@pytest.fixture
def page(province, sign_in):
    """Return the page as the operator sees it."""
    browser = sign_in(province.operator)

    def draw():
        return browser.get(ADDRESS).content.decode()

    return draw


def test_without_a_scanner_it_says_how_to_have_one(page, settings):
    settings.CLAMD = ""

    assert "MOTCUA_CLAMD" in page()


def test_a_scanner_that_is_away_wants_to_be_looked_at(page, settings):
    settings.CLAMD = "/nonexistent/clamd.ctl"

    shown = page()

    assert "Bộ quét không trả lời" in shown
    assert "Có chỗ cần xem." in shown


def test_a_scanner_that_answers_is_named(page, settings):
    with (
        tempfile.TemporaryDirectory(prefix="clamd-") as folder,
        clamds.played(folder) as settings.CLAMD,
    ):
        assert "ClamAV 1.4.3" in page()
