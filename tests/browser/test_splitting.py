"""One scan with many papers is cut by keyboard, and its separator sheets are read from what the browser prints."""

import pypdfium2
from playwright.sync_api import expect
from tests.browser.test_counter import CARD
from tests.documents import scans


def test_a_pile_is_scanned_between_printed_separators_and_cut_by_keys(officer, tmp_path):
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/nhan-giay/")
    desk.page.fill("#f-card", CARD)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.page.check("#f-_identified-card")
    desk.page.get_by_text("Mọi thủ tục cơ quan tiếp nhận").click()
    desk.press("Đăng ký khai sinh")
    sheet = desk.page.url

    desk.page.goto(desk.page.get_by_role("link", name="In tờ ngăn").get_attribute("href"))
    desk.look("separators")
    printed = pypdfium2.PdfDocument(desk.page.pdf(prefer_css_page_size=True))
    separators = [page.render(scale=150 / 72).to_pil().convert("L") for page in list(printed)[:2]]
    pile = tmp_path / "ca-tap.pdf"
    pages = [
        part for mark, one in enumerate(separators) for part in (one, scans.written(mark=mark))
    ]
    pile.write_bytes(scans.pdf(*pages, scans.written(mark=9)))

    desk.page.goto(sheet)
    desk.page.set_input_files("#bundle", pile)
    desk.press("Tải lên và tách")
    desk.look("splitting")
    chosen = desk.page.locator(".mc-pages select[id^=page]")
    proposed = [chosen.nth(at).input_value() for at in range(len(pages) + 1)]
    assert proposed == ["out", "declaration", "out", "birth-notice", ""]

    desk.page.locator(".mc-pages a").nth(len(pages) - 1).focus()
    for key in ("j", "x", "k", "1", "r"):
        desk.page.keyboard.press(key)
    expect(chosen.nth(len(pages))).to_have_value("out")
    turned = desk.page.locator(".mc-pages__page").nth(len(pages) - 1)
    expect(turned).to_have_attribute("data-turn", "90")
    desk.look("splitting-turned")
    desk.press("Tách bản quét")
    desk.look("counter-after-splitting")
    assert desk.page.get_by_text("Bản quét đã tách").count() == 1
    assert desk.faults == []
