"""What every answer says to the browser, and what no cache may keep."""

import re

import pytest

from tests.access.table import EVERYBODY, TABLE
from tests.access.world import ask

pytestmark = pytest.mark.django_db


def answers(things, visitors):
    """Yield every address with the answers of everybody to a GET."""
    for route, row in TABLE.items():
        if "get" not in row.answers or route == "dang-nhap/tiep-tuc/":
            continue
        for visitor, browser in visitors.items():
            yield route, row, visitor, ask(browser, "get", things.address(route), row, {})


def test_every_answer_is_guarded_by_its_headers(things, visitors):
    for route, _row, visitor, response in answers(things, visitors):
        headers, where = response.headers, (route, visitor)
        policy = directives(headers.get("Content-Security-Policy", ""))
        assert "'unsafe-inline'" not in policy.get("script-src", "none"), where
        assert "'unsafe-inline'" not in policy.get("style-src", "none"), where
        assert "'unsafe-eval'" not in headers["Content-Security-Policy"], where
        assert policy["default-src"] == "'self'", where
        assert policy["object-src"] == "'none'", where
        assert policy["base-uri"] == "'none'", where
        assert policy["frame-ancestors"] == "'self'", where
        assert headers["X-Content-Type-Options"] == "nosniff", where
        assert headers["X-Frame-Options"] == "SAMEORIGIN", where
        assert headers["Referrer-Policy"] == "same-origin", where


def directives(policy):
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: values for name, _is, values in parts}


def test_no_cache_keeps_what_is_not_for_everybody(things, visitors):
    for route, row, visitor, response in answers(things, visitors):
        control = response.headers.get("Cache-Control", "")
        if row.enters != EVERYBODY or (visitor != "anonymous" and "public" not in control):
            assert "no-store" in control or route.startswith(("api/", "healthz")), (
                route, visitor, response.status_code, control,
            )  # fmt: skip
        if "public" in control and not route.startswith("api/"):
            assert visitor == "anonymous", (route, visitor)


def test_no_page_carries_a_script_or_style_of_its_own(things, visitors):
    for route, _row, visitor, response in answers(things, visitors):
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = response.content.decode()
        assert not re.search(r"<[^>]+\s(?:on\w+|style)\s*=", page), (route, visitor)
        for script in re.findall(r"<script\b[^>]*>", page):
            assert " src=" in script or " nonce=" in script or "application/" in script, (
                route, script,
            )  # fmt: skip


def test_a_paper_is_shown_as_nothing_but_a_paper(things, visitors):
    for route, row in TABLE.items():
        if "get" in row.answers and re.search(
            r"giay-to/<int:document_id>/$|giay-tiep-nhan|ban-xem-truoc", route
        ):
            visitor = min(row.owners & row.enters)
            response = visitors[visitor].get(things.address(route))
            assert response.headers["Content-Type"] == "application/pdf", route
            assert response.headers["Content-Disposition"].startswith("inline"), route
