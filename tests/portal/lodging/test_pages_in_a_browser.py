"""The pages of lodging in a real browser: axe finds nothing, and the script sends files in pieces."""

import os
from pathlib import Path

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.composition.casework import filling, intake

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
WIDTHS = {"phone": (360, 740), "desktop": (1280, 900)}
PICTURES = os.environ.get("MOTCUA_PICTURES_DIR")
"""Where to put a picture of each page, to be looked at."""

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chromium(province, live_server, monkeypatch):
    """A phone and a desktop in which the mother is signed in."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; the queries here are the test's own.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    session = browser_of(province.hanh.person_id).cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = {}
        for name, (width, height) in WIDTHS.items():
            context = browser.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": height},
                bypass_csp=True,
            )
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
            pages[name] = context.new_page()
        yield pages
        browser.close()


def look(chromium, path, name):
    """Open a page on both; return what axe found and whether it is wider than the phone."""
    found = []
    for device, page in chromium.items():
        page.goto(path)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{device}.png", full_page=True)
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [
            (name, device, violation["id"], [node["html"][:160] for node in violation["nodes"]])
            for violation in result["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append((name, device, "wider than the window", []))
    return found


@pytest.fixture
def addresses(province):
    """Every page of the way, in the states that show most; made before the browser's loop runs."""
    empty = filling.start(
        code=people.BIRTH, agency_id=province.agency_id, by=province.hanh, at=MONDAY
    )
    full = people.fill(province)
    asked = people.lodge(province)
    intake.request_supplement(
        reference=asked.reference,
        items=[{"what": "Giấy chứng sinh rõ hơn", "why": "Ảnh mờ, không đọc được tên mẹ."}],
        reason="Thiếu", by=province.desk, at=MONDAY,
    )  # fmt: skip
    checked = people.lodge(province)
    people.accept(province, checked)
    people.do(province.registrar, checked, "dat")
    done = people.lodge(province)
    people.accept(province, done)
    people.do(province.registrar, done, "dat")
    people.answer(province.hanh, done, "dong_y")
    people.do(province.chair, done, "ky")
    people.settle()
    done = people.again(done)
    code = _code_of(done)
    return {
        "start": "/thu-tuc/1.001193/nop/",
        "draft": f"/ban-nhap/{full.pk}/",
        "page": f"/ban-nhap/{full.pk}/to-khai/nguoi-yeu-cau/",
        "page-parents": f"/ban-nhap/{full.pk}/to-khai/noi-sinh/",
        "papers": f"/ban-nhap/{full.pk}/giay-to/",
        "papers-empty": f"/ban-nhap/{empty.pk}/giay-to/",
        "check": f"/ban-nhap/{full.pk}/kiem-tra/",
        "check-missing": f"/ban-nhap/{empty.pk}/kiem-tra/",
        "discard": f"/ban-nhap/{empty.pk}/xoa/",
        "lodged": f"/ho-so/{asked.reference}/da-nop/",
        "dossiers": "/ho-so/",
        "dossier-asked": f"/ho-so/{asked.reference}/",
        "dossier-checked": f"/ho-so/{checked.reference}/",
        "dossier-done": f"/ho-so/{done.reference}/",
        "entry": f"/ho-so/{checked.reference}/du-thao/",
        "withdraw": f"/ho-so/{checked.reference}/rut/",
        "rating": f"/ho-so/{done.reference}/danh-gia/",
        "inbox": "/hop-thu/",
        "track": f"/tra-cuu/?so={done.number}",
        "track-unknown": "/tra-cuu/?so=H99",
        "verify": "/xac-minh/",
        "verified": f"/xac-minh/{code}/",
        "unverified": "/xac-minh/0000-0000-0000/",
    }


def test_no_page_on_the_way_has_a_fault_that_axe_knows(addresses, chromium):
    found = [fault for name, path in addresses.items() for fault in look(chromium, path, name)]

    assert found == []


def _code_of(dossier):
    from motcua.capabilities.documents import queries as documents

    return next(
        document.issued.verification_code
        for document in documents.list_documents(dossier.subject)
        if document.paper_code == "birth_certificate"
    )


@pytest.fixture
def draft(province):
    """A draft whose paper is missing."""
    return people.fill(province, papers=())


def test_the_script_sends_a_file_in_pieces_and_shows_it(draft, chromium, tmp_path):
    file = tmp_path / "giấy chứng sinh.pdf"
    file.write_bytes(people.a_pdf())
    program = tmp_path / "ảnh.jpg"
    program.write_bytes(b"MZ this is a program")
    page = chromium["phone"]
    page.goto(f"/ban-nhap/{draft.pk}/giay-to/")

    page.set_input_files("#file-birth-notice", [str(file)])
    page.wait_for_selector("#files-birth-notice >> text=giấy chứng sinh.pdf")
    page.set_input_files("#file-birth-notice", [str(program)])
    page.wait_for_selector("text=Tệp “ảnh.jpg” không phải là PDF hoặc ảnh")
    page.set_input_files("#file-birth-notice", [str(file)])
    page.wait_for_selector("text=Tệp này đã có trong hồ sơ")

    assert page.locator("#files-birth-notice li").count() == 1
