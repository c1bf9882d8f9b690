"""Two officers at open lists: what is lodged and taken in shows on both, and nothing moves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.test import override_settings
from playwright.sync_api import expect
from tests.casework import people
from tests.casework.province import find_people
from tests.processes.harness import pointed_at

from motcua.composition.casework import noting
from motcua.foundation.kernel import clock

BEFORE_IT_WOULD_BE_ASKED = 4_000
"""Milliseconds: less than after which a page that hears nothing asks."""


def do(product, act):
    """Let somebody act at the product, in a thread without the browser's loop."""
    files = override_settings(FILES_DIR=product.folder / "files")

    def told():
        try:
            return act(find_people())
        finally:
            connections.close_all()

    thread = ThreadPoolExecutor(1)
    with product.blocker.unblock(), pointed_at(product.database), files, thread as another:
        return another.submit(told).result()


def place_of(visitor):
    return visitor.page.locator("[data-rows] tbody tr").first.bounding_box()


def test_new_work_shows_on_both_screens_and_nothing_moves(product, officer):
    do(product, lambda cast: people.lodge(cast, at=clock.now() - timedelta(days=1)))
    desk, registrar = officer("motcua.songlam"), officer("hotich.songlam")
    for visitor, address in ((desk, "/can-bo/tiep-nhan/"), (registrar, "/can-bo/viec/")):
        with visitor.page.expect_request("**/can-bo/truc-tiep/"):
            visitor.page.goto(address)
        visitor.page.wait_for_timeout(700)  # what is asked at once when the line is open
    title, before = desk.page.title(), place_of(desk)
    now = clock.now() + timedelta(seconds=1)

    dossier = do(product, lambda cast: people.lodge(cast, at=now))

    line = desk.page.get_by_role("status").filter(has_text="Có 1 hồ sơ mới")
    expect(line).to_be_visible(timeout=BEFORE_IT_WOULD_BE_ASKED)
    assert desk.page.title() == f"(1) {title}"
    assert place_of(desk) == before
    desk.look("queue-with-new")

    do(product, lambda cast: people.accept(cast, dossier, at=now))
    step = registrar.page.get_by_role("status").filter(has_text="Có 1 hồ sơ mới")
    expect(step).to_be_visible(timeout=BEFORE_IT_WOULD_BE_ASKED)
    registrar.page.get_by_role("link", name="Hiện ra").click()
    expect(registrar.page.get_by_role("status").filter(has_text="hồ sơ mới")).to_have_count(0)
    assert not desk.faults + registrar.faults


def test_a_note_that_calls_shows_on_any_open_page_and_goes_when_it_is_read(product, officer):
    registrar = officer("hotich.songlam")
    with registrar.page.expect_request("**/can-bo/truc-tiep/"):
        registrar.page.goto("/can-bo/phim-tat/")
    registrar.page.wait_for_timeout(700)  # what is asked at once when the line is open
    mark = registrar.page.get_by_role("link", name="1 ghi chú nhắc bạn")
    expect(mark).to_have_count(0)

    def call(cast):
        at = clock.now()
        dossier = people.accept(cast, people.lodge(cast, at=at), at=at)
        noting.write(
            reference=dossier.reference, words="Xem lại nơi sinh.", by=cast.chair, at=at,
            post_ids=[cast.registrar.post_id],
        )  # fmt: skip

    do(product, call)

    expect(mark).to_be_visible(timeout=BEFORE_IT_WOULD_BE_ASKED)
    registrar.look("mark-of-notes")
    mark.click()
    registrar.press("Đã đọc ghi chú của hồ sơ " + registrar.page.locator("h2 a").inner_text())
    expect(mark).to_have_count(0)
    assert not registrar.faults
