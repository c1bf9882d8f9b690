"""An officer reads papers beside the form: by keys and by pointer, without losing what is typed."""

import re
from datetime import timedelta

from playwright.sync_api import expect
from tests.browser.test_live import do
from tests.casework import people

from motcua.capabilities.documents import actions
from motcua.capabilities.workflow import queries as workflow
from motcua.foundation.kernel import clock


def to_assess(cast):
    at = clock.now() - timedelta(minutes=5)
    dossier = people.accept(cast, people.lodge(cast, at=at), at=at)
    actions.add_file(
        owner=dossier.subject, paper_code="more", title="Giấy xác nhận", filename="them.pdf",
        content=people.a_pdf("Giấy xác nhận"), by="person:1", at=at,
    )  # fmt: skip
    return workflow.list_open_tasks(dossier.subject)[0].pk


def test_papers_are_turned_and_enlarged_beside_the_form(product, officer):
    task = do(product, to_assess)
    registrar = officer("hotich.songlam")
    page, keys = registrar.page, registrar.page.keyboard
    page.goto(f"/can-bo/viec/{task}/")
    picture = page.locator("#viewer img")
    expect(picture).to_be_visible()
    registrar.look("paper-beside-form")

    page.get_by_role("textbox", name="Lý do").fill("Đang xem giấy tờ")
    page.locator("h1").click()
    title = page.locator("#viewer-title").inner_text()
    keys.press("]")
    expect(page.locator("#viewer-title")).not_to_have_text(title)
    chosen = page.locator(".mc-papers a[aria-current]")
    expect(chosen).to_have_text(page.locator("#viewer-title").inner_text())
    keys.press("r")
    expect(picture).to_have_attribute("src", re.compile("xoay=90"))
    keys.press("+")
    expect(picture).to_have_attribute("src", re.compile("phong=100"))
    page.get_by_role("link", name="200%").click()
    expect(picture).to_have_attribute("src", re.compile("phong=200"))
    expect(page.get_by_role("link", name="200%")).to_have_attribute("aria-current", "true")
    registrar.look("paper-enlarged")
    assert "phong=200" in page.url
    expect(page.get_by_role("textbox", name="Lý do")).to_have_value("Đang xem giấy tờ")
    assert not registrar.faults


def test_a_note_calls_a_colleague_who_reads_it(product, officer):
    task = do(product, to_assess)
    registrar = officer("hotich.songlam")
    page = registrar.page
    page.goto(f"/can-bo/viec/{task}/")
    page.get_by_role("link", name="Viết ghi chú nội bộ").click()
    page.get_by_label("Nội dung").fill("Đã gọi trạm y tế: giấy chứng sinh đúng.")
    page.get_by_role("checkbox", name=re.compile("Chủ tịch")).check(force=True)
    page.get_by_role("button", name="Lưu ghi chú").click()
    expect(page.locator("main")).to_contain_text("chưa đọc")
    registrar.look("notes")

    chair = officer("chutich.songlam")
    chair.page.goto("/can-bo/ghi-chu/")
    chair.look("notes-calling")
    chair.page.get_by_role("button", name=re.compile("Đã đọc")).first.click()
    expect(chair.page.locator("main")).to_contain_text("Đã ghi là đã đọc")
    assert not registrar.faults
    assert not chair.faults
