"""The pages of Article 21 in a real browser: axe finds nothing, and a phone shows all of it."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.casework import bringing, people, reopened
from tests.casework import test_handing_over as handing_over
from tests.casework.province import MONDAY

from motcua.composition.casework import amends, custody
from motcua.domain.custody.enums import Harm, Place
from motcua.domain.custody.models import Loss, Pack
from motcua.foundation.identity.models import Account

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
SIZES = ((390, 800), (1280, 900))
PICTURES = os.environ.get("MOTCUA_PICTURES_DIR")
"""Where to put a picture of each page, to be looked at."""

pytestmark = [pytest.mark.django_db(transaction=True)]


def session_of(actor):
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def pages(province):
    """Each page, as it is before the act and after it, with who reads it."""
    ended, again = reopened.refused(), reopened.refused()
    reopened.reopen(again)
    leader = session_of(ended.officers["leader"])
    bringing.taken_in(province)
    pack = Pack.objects.get()
    custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY)
    custody.take(
        pack_id=pack.pk, seen=Place.TO_HANDLER, missing=["birth-notice"], note="",
        by=province.registrar, at=MONDAY,
    )  # fmt: skip
    sent = handing_over.hand_over(
        handing_over.decided(province, wish="post"), handing_over.BY_POST, by=province.desk
    )
    gone = amends.report_result(
        reference=sent.reference, harm=Harm.MISSING, account="Bà Hạnh báo ngày 25/03.",
        by=province.desk, at=MONDAY,
    )  # fmt: skip
    people.settle()
    chair = session_of(province.chair)
    dossier = "/can-bo/ho-so/{}/"
    return {
        "reopen": (leader, dossier.format(ended.dossier.reference) + "giai-quyet-lai/"),
        "reopened": (leader, dossier.format(again.dossier.reference)),
        "followed": (session_of(again.citizen), f"/ho-so/{again.dossier.reference}/"),
        "owed": (chair, "/can-bo/giao-nhan/"),
        "sent again": (session_of(province.desk), f"/can-bo/giao-nhan/bi-mat/{gone.pk}/"),
        "lost": (chair, f"/can-bo/giao-nhan/bi-mat/{Loss.objects.exclude(pack=None).get().pk}/"),
    }


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(pages, live_server, monkeypatch):
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; the queries here are the test's own.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (session, path) in pages.items():
            context = browser.new_context(base_url=live_server.url, bypass_csp=True)
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
            page = context.new_page()
            answer = page.goto(path)
            assert answer.status == 200, name
            page.add_script_tag(path=str(AXE))
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                if PICTURES:
                    page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
                violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
                found += [(name, width, one["id"], one["nodes"][0]["html"]) for one in violations]
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    found.append((name, width, "wider than the window"))
            context.close()
        browser.close()

    assert found == []
