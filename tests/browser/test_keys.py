"""An officer's morning without a mouse: find a person, walk the list, choose, switch the keys off."""

from datetime import timedelta

from playwright.sync_api import expect
from tests.browser.test_live import do
from tests.browser.visiting import scripted
from tests.casework import people

from motcua.foundation.kernel import clock


def waiting(cast):
    at = clock.now() - timedelta(days=1)
    return [people.lodge(cast, at=at + timedelta(minutes=one)).reference for one in range(3)]


def to_sign(cast):
    at = clock.now()
    dossier = people.accept(cast, people.lodge(cast, at=at), at=at)
    people.do(cast.registrar, dossier, "dat", at=at)
    people.answer(cast.hanh, dossier, "dong_y", at=at)
    return str(people.again(dossier))


def test_a_morning_by_keys(product, officer):
    references = do(product, waiting)
    desk = officer("motcua.songlam")
    page, keys = desk.page, desk.page.keyboard
    page.goto("/can-bo/phim-tat/")
    desk.look("keys")

    keys.press("g")
    keys.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ chờ tiếp nhận")
    scripted(page)
    keys.press("j")
    keys.press("x")
    keys.press("ArrowDown")
    keys.press("x")
    expect(page.locator("[data-rows] input:checked")).to_have_count(2)
    keys.press("k")
    keys.press("Enter")
    expect(page).to_have_url(f"{product.address}/can-bo/tiep-nhan/{references[0]}/")

    box = page.locator("#dossier-search")
    scripted(page)
    keys.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("nguyen thi hanh")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Người nộp có họ tên này")).to_be_visible()
    assert page.url == f"{product.address}/can-bo/tim/"
    desk.look("found-person")

    scripted(page)
    keys.press("?")
    page.get_by_role("button", name="Tắt phím đơn").press("Enter")
    expect(page.locator("main")).to_contain_text("Đã tắt phím tắt đơn")
    scripted(page)
    keys.press("g")
    keys.press("t")
    keys.press("/")
    expect(page.locator("#dossier-search")).not_to_be_focused()
    assert page.url.endswith("/can-bo/phim-tat/")

    # It is kept with the officer, wherever they sign in; whoever signs in next here wants the keys.
    page.get_by_role("button", name="Bật phím đơn").press("Enter")
    expect(page.locator("main")).to_contain_text("Đã bật phím tắt đơn")
    scripted(page)
    keys.press("/")
    expect(box).to_be_focused()
    assert not desk.faults


def test_a_leader_narrows_the_list_and_signs_what_is_left(product, officer):
    number = do(product, to_sign)
    chair = officer("chutich.songlam")
    page = chair.page
    page.goto("/can-bo/viec/?loc=chua-giao")
    page.get_by_text("Lọc theo thủ tục, lưu bộ lọc").click()
    page.get_by_label("Lưu bộ lọc đang chọn với tên").fill("Chưa giao ai")
    page.get_by_role("button", name="Lưu bộ lọc").click()
    expect(page.get_by_role("navigation", name="Bộ lọc đã lưu")).to_contain_text("Chưa giao ai")
    chair.look("work-narrowed")

    page.get_by_role("row").filter(has_text=number).locator("input[type=checkbox]").check(
        force=True
    )
    page.get_by_role("button", name="Ký các việc đã chọn").click()
    page.get_by_role("button", name="Ký số các văn bản này").click()
    chair.look("signing-unconfirmed")
    page.get_by_label("Tôi đã xem từng văn bản và đồng ý ký").check()
    page.get_by_role("button", name="Ký số các văn bản này").click()
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("Đã ký")
    chair.look("signed")
    assert not chair.faults
