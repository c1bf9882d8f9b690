"""A waiting room in real browsers: kiosk on a phone's width, display on a wall, calling by keyboard; axe looks on."""

import io
from datetime import time, timedelta

import pikepdf
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PASSWORD
from tests.browser.visiting import DESKTOP
from tests.processes.harness import pointed_at

from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.worktime.enums import DayKind
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations.queries import get_calendar

LOGIN = "motcua.benthanhco"
SOON = 15_000
"""Milliseconds in which a page that asks every three seconds has heard of it, on a machine with a full suite beside it."""


@pytest.fixture
def always_open(product):
    """Let the doors of this agency be open whenever the test runs."""
    with product.blocker.unblock(), pointed_at(product.database):
        account = identity.find_officer_account(LOGIN)
        found = identity.find_account(account.pk, on=clock.today())
        agency_id = identity.actor_of(found).agency_id
        organisations.set_opening_hours(
            agency_id=agency_id,
            sessions=[(day, time(0), time(23, 59, 59), True) for day in range(7)],
            valid_from=clock.today(), source="Thử", at=clock.now(),
        )  # fmt: skip
        calendar = get_calendar(agency_id)
        # Holidays are worked too, and so is tomorrow: midnight may pass meanwhile.
        for day in (clock.today(), clock.today() + timedelta(days=1)):
            if not calendar.is_working(day):
                organisations.add_holiday(
                    on=day, name="Thử", source="Thử", by="test", at=clock.now(),
                    kind=DayKind.WORKING, agency_id=agency_id,
                )  # fmt: skip
    product.set_password(PASSWORD, LOGIN)


def open_the_room(desk):
    """Open it with one line and one window, by the desk's own page; return the addresses of kiosk and display."""
    desk.page.goto("/can-bo/phong-cho/cai-dat/")
    desk.press("Mở phòng chờ")
    desk.page.get_by_text("Thêm nhóm việc", exact=True).click()
    desk.fill(
        {"n.letter": "A", "n.name": "Nộp hồ sơ", "n.name_en": "Hand in papers", "n.places": "2"}
    )
    desk.page.locator("details[open] button", has_text="Ghi nhóm việc").click()
    desk.page.fill("#new-window", "3")
    desk.press("Thêm quầy")
    desk.page.get_by_label("A · Nộp hồ sơ").check()
    desk.press("Ghi quầy 3")
    desk.page.check("#f-firsts-elderly")
    desk.fill({"firsts_basis": "Nội quy số 01"})
    desk.press("Ghi quy định")
    desk.look("hall")
    links = desk.page.locator(".govuk-summary-list a")
    return [links.nth(place).get_attribute("href").split("/", 3)[3] for place in (0, 1)]


def width_in_mm(printed):
    """Return how wide each page is that a printer would get."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        return [round(float(page.mediabox[2]) / 72 * 25.4) for page in pdf.pages]


def press_key(desk, key):
    """Press a key of the window once its script listens, which its switch shows."""
    expect(desk.page.locator("[data-keys-switch]")).to_be_visible()
    with desk.page.expect_navigation():
        desk.page.keyboard.press(key)


def test_a_number_goes_from_the_kiosk_to_the_window(visit, product, always_open):
    desk = visit(DESKTOP)
    desk.sign_in_as_officer(LOGIN, PASSWORD, product.code_of)
    kiosk, display = open_the_room(desk)

    citizen = visit()
    citizen.page.goto(f"/{kiosk}")
    citizen.look("kiosk")
    with citizen.page.expect_navigation():
        citizen.page.locator("button.mc-line").first.click()
    expect(citizen.page.locator(".mc-ticket__label")).to_have_text("A001")
    citizen.look("slip")
    printed = citizen.page.pdf(prefer_css_page_size=True)
    (citizen.folder / "slip.pdf").write_bytes(printed)
    assert width_in_mm(printed) == [80]
    code = citizen.page.url.rstrip("/").rpartition("/")[2]
    citizen.page.goto(f"/luot/{code}/")
    citizen.look("ticket")

    wall = visit(DESKTOP)
    wall.page.goto(f"/{display}")
    expect(wall.page.locator(".mc-wall__next")).to_have_text("A001")

    desk.page.goto("/can-bo/phong-cho/")
    with desk.page.expect_navigation():
        desk.page.locator("button", has_text="Quầy 3").click()
    press_key(desk, "n")
    desk.look("window")

    expect(wall.page.locator(".mc-wall__new")).to_contain_text("A001", timeout=SOON)
    expect(citizen.page.locator(".mc-turn")).to_contain_text("quầy 3", timeout=SOON)
    wall.look("display")
    for key in ("b", "x"):
        press_key(desk, key)
    expect(citizen.page.locator(".mc-turn")).to_contain_text("Đã xong", timeout=SOON)
    desk.page.goto("/can-bo/phong-cho/thoi-gian/")
    desk.look("waiting-times")

    assert [*desk.faults, *citizen.faults, *wall.faults] == []


def test_a_time_is_booked_on_a_telephone(visit, product, always_open, signed_in):
    desk = visit(DESKTOP)
    desk.sign_in_as_officer(LOGIN, PASSWORD, product.code_of)
    desk.page.goto("/can-bo/phong-cho/cai-dat/")
    if desk.page.locator("#new-window").count() == 0:
        open_the_room(desk)
    citizen = visit(storage_state=signed_in)

    citizen.page.goto("/hen-gio/")
    citizen.press("Ủy ban nhân dân phường Bến Thành Cổ")
    citizen.press("Nộp hồ sơ")
    # The first day that has times left stands open; how many it has left depends on the hour.
    citizen.page.locator("details[open] .govuk-radios__input").first.check()
    citizen.look("book")
    citizen.press("Hẹn giờ này")
    citizen.look("booking")
    citizen.page.goto("/hen-gio/")
    citizen.look("bookings")

    assert citizen.faults == []


@pytest.fixture
def wall(visit, product, always_open):
    """Return the browser of a display, and the address that it shows."""
    desk = visit(DESKTOP)
    desk.sign_in_as_officer(LOGIN, PASSWORD, product.code_of)
    desk.page.goto("/can-bo/phong-cho/cai-dat/")
    if desk.page.locator("#new-window").count() == 0:
        open_the_room(desk)
    links = desk.page.locator(".govuk-summary-list a")
    address = links.nth(1).get_attribute("href").replace("http://127.0.0.1:8000", "")
    return visit(DESKTOP), address


def asks(wall):
    """Return the wait for the next question of what is new, which is the page's script at work."""
    return wall.page.expect_response(lambda answer: "da-xem=" in answer.url, timeout=2 * SOON)


def test_a_display_that_lost_the_server_says_so_and_finds_it_again(wall):
    wall, address = wall
    with asks(wall):
        wall.page.goto(address)

    wall.context.set_offline(True)
    expect(wall.page.locator("[data-live-note]")).to_contain_text("đang nối lại", timeout=SOON)
    wall.context.set_offline(False)

    expect(wall.page.locator("[data-live-note]")).to_have_text("", timeout=2 * SOON)


def test_a_display_whose_script_was_lost_on_the_way_fetches_it_again(wall):
    wall, address = wall
    losses = iter([True, True])

    def lose_twice(route):
        route.abort() if next(losses, False) else route.continue_()

    wall.context.route("**/part-live-*.js", lose_twice)

    with asks(wall):
        wall.page.goto(address)

    assert next(losses, None) is None
