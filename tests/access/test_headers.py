"""What every answer says to the browser, and what no cache may keep."""

import re

import pytest

from tests.access.rows import ANONYMOUS, EVERYBODY, FORBIDDEN_METHOD
from tests.access.table import TABLE

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}
PAPERS = re.compile(r"giay-to/<int:document_id>/$|giay-tiep-nhan|phieu-80mm|ban-xem-truoc")
OWN_HANDLER = re.compile(r"<[^>]+\s(?:on\w+|style)\s*=")
SCRIPT = re.compile(r"<script\b[^>]*>")

every_address = pytest.mark.parametrize("route", TABLE)


@every_address
def test_every_answer_is_guarded_by_its_headers(go_round, route):
    for answer in go_round(route).answers:
        who = (answer.visitor, answer.method, answer.status)
        policy = directives(answer.headers["Content-Security-Policy"])
        scripts_and_styles = " ".join(
            policy.get(name, policy["default-src"]) for name in ("script-src", "style-src")
        )
        assert policy["default-src"] in {"'self'", "'none'"}, who
        assert "'unsafe" not in scripts_and_styles, who
        # A viewer of papers is an object; what it shows is kept in a sandbox.
        assert policy["object-src"] == "'none'" or "sandbox" in policy, who
        assert policy["base-uri"] == "'none'", who
        assert policy["frame-ancestors"] == "'self'", who
        assert {name: answer.headers.get(name) for name in GUARDS} == GUARDS, who


def directives(policy):
    """Return the policy's directives by name."""
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: values for name, _is, values in parts}


@every_address
def test_no_cache_keeps_what_is_not_for_everybody(go_round, route):
    """Only what somebody without a name is shown of what is open to all may be kept.

    That a method is not allowed says nothing about anybody.
    """
    gone = go_round(route)

    for answer in gone.answers:
        if answer.status == FORBIDDEN_METHOD and not answer.body:
            continue
        control = answer.headers.get("Cache-Control", "")
        is_for_all = gone.row.enters == EVERYBODY and answer.visitor == ANONYMOUS
        if not (is_for_all or route.startswith("api/") or route in {"healthz", "readyz"}):
            assert "no-store" in control, (answer.visitor, answer.method, answer.status, control)
        if "public" in control and not route.startswith("api/"):
            assert answer.visitor == ANONYMOUS


@every_address
def test_no_page_carries_a_script_or_style_of_its_own(go_round, route):
    for answer in go_round(route).answers:
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert OWN_HANDLER.search(answer.page) is None, answer.visitor
        for script in SCRIPT.findall(answer.page):
            assert any(part in script for part in (" src=", " nonce=", "application/")), script


@pytest.mark.parametrize("route", list(filter(PAPERS.search, TABLE)))
def test_a_paper_is_shown_as_nothing_but_a_paper(go_round, route):
    shown = [
        (answer.headers["Content-Type"], answer.headers["Content-Disposition"].partition(";")[0])
        for answer in go_round(route).gets
        if answer.status == 200
    ]

    assert shown
    assert set(shown) == {("application/pdf", "inline")}
