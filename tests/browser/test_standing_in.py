"""A head writes down who stands in; who stands in works in that place, is told so on each page, and goes back."""

from datetime import timedelta

from playwright.sync_api import expect

from motcua.foundation.kernel import clock

PAGE = "/can-bo/lam-thay/"
BUTTON = "Ghi người làm thay"


def choices(page, label):
    """Who may be chosen, as the list shows them, by name."""
    texts = page.get_by_label(label, exact=True).locator("option").all_inner_texts()
    return {text.partition(",")[0]: text for text in texts}


def test_the_head_lends_a_post_and_takes_it_back(officer):
    head, desk = officer("chutich.songlam"), officer("motcua.songlam")
    page = head.page
    page.goto(PAGE)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("alert")).to_be_visible()
    head.look("stand-in-missing")
    away, stand_in = choices(page, "Người vắng"), choices(page, "Người làm thay")
    page.get_by_label("Người vắng").select_option(label=away["Nguyễn Văn An"])
    page.get_by_label("Người làm thay", exact=True).select_option(label=stand_in["Trần Thị Bình"])
    last_day = clock.today() + timedelta(days=2)
    page.get_by_label("Đến hết ngày").fill(f"{last_day:%d/%m/%Y}")
    page.get_by_label("Số quyết định").fill("Quyết định số 12/QĐ-UBND")
    page.get_by_label("Lý do").fill("Nghỉ phép")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_role("button", name="Chấm dứt")).to_be_visible()
    head.look("stand-ins")

    desk.page.goto("/can-bo/tiep-nhan/")
    desk.look("asked-to-stand-in")
    desk.page.get_by_role("link", name="Bắt đầu làm thay").click()
    desk.look("seats")
    desk.page.get_by_role("button", name="Bắt đầu làm thay").click()
    desk.page.goto("/can-bo/viec/")
    expect(desk.page.get_by_role("button", name="Trở về vị trí của tôi")).to_be_visible()
    desk.look("work-in-anothers-place")

    page.get_by_role("button", name="Chấm dứt").click()
    expect(page.get_by_text("Chấm dứt lúc")).to_be_visible()
    desk.page.goto("/can-bo/tiep-nhan/")
    expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
    expect(desk.page.get_by_role("button", name="Trở về vị trí của tôi")).to_have_count(0)
    assert head.faults == []
    assert desk.faults == []
