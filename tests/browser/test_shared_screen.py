"""A computer that strangers share: made one by the desk, used by two people one after another, ended by its clock."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visiting import DESKTOP

FIRST, SECOND = "Nguyễn Thị Hạnh", "Phạm Văn Đức"
SOON = "Phiên sắp kết thúc"
SLOW = 20_000
"""Milliseconds that an answer may take where much else runs."""


@pytest.fixture
def computer(visit, officer):
    """A computer that the desk of Sông Lam has just made a shared one."""
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/may-dung-chung/")
    desk.press("Lấy mã")
    desk.look("shared-screens")
    code = desk.page.get_by_role("status").locator(".govuk-heading-l").inner_text()
    visitor = visit(DESKTOP)
    visitor.page.goto("/may-dung-chung/")
    visitor.page.fill("#code", code)
    visitor.look("shared-device")
    visitor.press("Đặt làm máy dùng chung")
    assert not desk.faults, desk.faults
    return visitor


def come_in(visitor, name):
    """Sign in; the provider has to ask who is there, whoever was there before."""
    visitor.page.goto("/dang-nhap/?next=/ho-so/")
    visitor.page.locator("main").get_by_role("button").first.click()
    visitor.choose_at_the_provider(name)
    expect(visitor.page.locator(".mc-bar__name")).to_have_text(name)


def test_the_second_person_finds_nothing_of_the_first(computer):
    """The back button also leads to pages of the provider, which says that they have had their time."""
    page = computer.page
    come_in(computer, FIRST)
    page.get_by_role("button", name="Chữ lớn").click()
    expect(page.locator("html")).to_have_class(re.compile("mc-size-large"))
    computer.look("shared-session")
    assert not computer.faults, computer.faults

    page.get_by_role("button", name="Kết thúc", exact=True).click()
    page.get_by_role("button", name="Đăng xuất").click()

    expect(page.get_by_role("heading", name="Bạn đã đăng xuất")).to_be_visible()
    expect(page.locator("html")).not_to_have_class(re.compile("mc-size-large"))
    for _again in range(5):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text(FIRST)
        expect(page.locator(".mc-bar__name")).to_have_count(0)
    come_in(computer, SECOND)
    expect(page.locator("body")).not_to_contain_text(FIRST)
    ours = [fault for fault in computer.faults if fault[1].startswith(computer.home)]
    assert not ours, ours


def test_the_clock_warns_gives_more_time_and_ends(computer):
    page = computer.page
    page.clock.install()
    come_in(computer, FIRST)
    clock = page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"Còn [45]:\d\d"))
    minutes, seconds = map(int, clock.inner_text().removeprefix("Còn ").split(":"))

    page.clock.fast_forward((minutes * 60 + seconds - 50) * 1000)
    expect(page.get_by_role("alert")).to_contain_text(SOON)
    page.get_by_role("button", name="Thêm giờ").click()
    expect(clock).to_have_text(re.compile(r"Còn (10:00|9:\d\d)"), timeout=SLOW)
    expect(page.locator(".mc-shared")).not_to_contain_text(SOON)
    page.clock.fast_forward("10:01")

    expect(page.get_by_role("heading", name="Phiên đã kết thúc")).to_be_visible(timeout=SLOW)
    computer.look("shared-ended")
    page.goto("/ho-so/")
    expect(page.get_by_role("heading", name="Đăng nhập để nộp")).to_be_visible()
    assert not computer.faults, computer.faults
