"""A fee in cash with its receipt, the drawer counted by two, the book balanced: in a browser, with axe."""

from playwright.sync_api import expect
from tests.browser.test_fees import lodge_late

COUNTED = {"note-200000": "1", "note-5000": "1"}


def test_a_shift_from_the_first_cash_to_the_balanced_book(product, officer):
    dossier = lodge_late(product, is_accepted=True)
    desk, chair = officer("motcua.songlam"), officer("chutich.songlam")
    page = desk.page
    page.goto("/can-bo/thu-phi/bien-lai/")
    desk.press("Ghi quyển biên lai")
    desk.look("receipt-books-wrong")
    for name, text in {
        "form": "01BLP0-001", "series": "AZ-26E", "first": "1", "last": "500",
        "basis": "Thông báo số 03/TB-UBND",
    }.items():  # fmt: skip
        page.fill(f"#f-{name}", text)
    desk.press("Ghi quyển biên lai")
    desk.look("receipt-books")

    page.goto(f"/can-bo/ho-so/{dossier.reference}/thu-phi/")
    page.fill("#f-opening", "200.000")
    desk.look("account-opens-shift")
    desk.press("Ghi đã thu")
    desk.look("account-with-receipt")
    printed = page.get_by_role("link", name="In biên lai").get_attribute("href")
    assert desk.context.request.get(printed).body().startswith(b"%PDF-")

    page.goto("/can-bo/thu-phi/ca/")
    desk.look("drawer-open")
    page.fill("#f-note-200000", "1")
    desk.press("Chốt ca")
    desk.look("drawer-differs")
    expect(page.locator("main")).to_contain_text("theo sổ phải có 205.000 đ")
    for name, number in COUNTED.items():
        page.fill(f"#f-{name}", number)
    desk.press("Chốt ca")
    desk.look("drawer-counted")

    chair.page.goto("/can-bo/thu-phi/ca/")
    chair.page.get_by_label("Số tiền bạn đếm được").fill("205.000")
    chair.press("Đã đếm đủ, nhận bàn giao")
    chair.look("drawers-over")
    chair.page.get_by_role("link", name="motcua").or_(
        chair.page.locator("#over ~ table th a")
    ).first.click()
    expect(chair.page.locator("h1")).to_contain_text("Biên bản bàn giao ca thu")
    chair.look("drawer-minutes")

    page.goto("/can-bo/thu-phi/so-quy/")
    desk.look("cash-book")
    desk.press("Chốt sổ đến lúc này")
    expect(page.locator("main")).to_contain_text("Chưa có dòng nào")
    page.goto("/can-bo/thu-phi/quyet-toan/")
    desk.look("settlement")
    assert [*desk.faults, *chair.faults] == []
