"""Papers go from hand to hand, and the register is read and closed: at a desk and on a phone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import connections
from django.test import override_settings
from playwright.sync_api import expect
from tests.casework import bringing
from tests.casework.province import find_people
from tests.processes.harness import pointed_at

from motcua.composition.casework import register
from motcua.foundation.kernel import clock

REGISTER = "/can-bo/so-theo-doi/"


def inside(product):
    """Return the product's own database and files, for what is not done at a page."""
    files = override_settings(FILES_DIR=product.folder / "files")
    return product.blocker.unblock(), pointed_at(product.database), files


def bring(product):
    """Let the desk take in what was brought; return the dossier."""
    unblocked, database, files = inside(product)
    with unblocked, database, files:
        return bringing.taken_in(find_people(), at=clock.now())


def close_the_year(product):
    """Let the chair close this year's register on the first working day after it."""
    unblocked, database, files = inside(product)
    year = clock.today().year
    with unblocked, database, files:
        people = find_people()
        at = datetime(year + 1, 1, 4, 9, tzinfo=clock.VIETNAM)

        def close():
            try:
                register.close(agency_id=people.agency_id, year=year, by=people.chair, at=at)
            finally:
                connections.close_all()

        # The browser's own loop runs in this thread, and signing brings one of its own.
        with ThreadPoolExecutor(1) as another:
            another.submit(close).result()


def turn_to(number, desk):
    """Turn the pages of the register until the one that has this dossier; others may fill pages before it."""
    main = desk.page.locator("main")
    while number not in main.inner_text():
        desk.press("Xem tiếp")
    expect(main).to_contain_text(number)


def test_papers_pass_and_the_register_is_read_and_closed(product, officer):
    dossier = bring(product)
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/giao-nhan/")
    desk.look("custody")
    desk.page.fill("#number", dossier.number)
    desk.press("Mở")
    desk.look("pack-to-give")
    desk.press("Ghi đã giao")
    # Others may have left papers at the desk; this dossier's are on their way.
    at_the_desk = desk.page.get_by_role("region", name="Chờ bạn giao cho nơi giải quyết")
    expect(at_the_desk).not_to_contain_text(dossier.number)

    registrar = officer("hotich.songlam")
    registrar.page.goto("/can-bo/giao-nhan/")
    registrar.look("custody-to-take")
    registrar.page.get_by_role("link", name=dossier.number).click()
    registrar.page.check("#f-missing-birth-notice")
    registrar.look("pack-to-take")
    registrar.press("Xác nhận đã nhận")
    registrar.page.goto(f"/can-bo/ho-so/{dossier.reference}/")
    expect(registrar.page.locator("main")).to_contain_text("Ở nơi giải quyết")
    registrar.look("dossier-with-papers")

    desk.page.goto(REGISTER)
    turn_to(dossier.number, desk)
    desk.look("register")
    chair = officer("chutich.songlam")
    chair.page.goto(f"{REGISTER}{find_people().agency_id}/{clock.today().year}/khoa/")
    chair.look("register-close")
    close_the_year(product)
    desk.page.goto(REGISTER)
    desk.press("Kiểm tra sổ với nhật ký và xem phần bổ sung")
    expect(desk.page.locator("main")).to_contain_text("khớp với nhật ký")
    desk.look("register-check")

    assert [desk.faults, registrar.faults, chair.faults] == [[], [], []]
