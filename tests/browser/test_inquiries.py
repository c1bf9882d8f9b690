"""The police ask others and arrange a visit; the department answers: at a desk and on a phone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.test import override_settings
from playwright.sync_api import expect
from tests.browser.conftest import PASSWORD
from tests.processes.harness import pointed_at

from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo import consulted, world


def ask(product):
    """Let the demo's police ask two, of whom one answers."""
    at = clock.now()
    product.set_password(PASSWORD, consulted.POLICE, consulted.DEPARTMENT)
    files = override_settings(FILES_DIR=product.folder / "files")

    def tell():
        try:
            consulted.tell(world.find_cast(at=at), until=at)
        finally:
            connections.close_all()

    # The letters are sealed, which wants a thread without a loop: the browser's runs in this one.
    thread = ThreadPoolExecutor(1)
    with product.blocker.unblock(), pointed_at(product.database), files, thread as another:
        another.submit(tell).result()


def test_opinions_and_visits_are_asked_answered_and_arranged(product, officer):
    ask(product)
    department = officer(consulted.DEPARTMENT)
    department.page.goto("/can-bo/y-kien/")
    department.look("opinions-asked")
    department.page.locator("main th a").first.click()
    expect(department.page.locator("main")).to_contain_text(
        consulted.QUESTIONS[consulted.DEPARTMENT]
    )
    department.press("Gửi ý kiến")
    department.look("opinion-answer-wrong")
    department.fill({"stance": "agrees", "content": "Khớp với sổ hộ tịch."})
    department.press("Gửi ý kiến")
    department.look("opinion-answered")

    police = officer(consulted.POLICE)
    police.page.goto("/can-bo/y-kien/")
    police.look("opinions")
    police.page.goto("/can-bo/ho-so/?ma=1.004222")
    police.page.locator("main th a").first.click()
    police.look("dossier-with-opinions")
    police.press("Lấy ý kiến cơ quan, đơn vị khác")
    police.look("opinion-ask")
    police.page.go_back()
    police.press("Hẹn thẩm tra, xác minh")
    police.press("Hẹn và báo người nộp")
    police.look("visit-arrange-wrong")
    tomorrow = clock.today() + timedelta(days=1)
    police.fill(
        {"day": f"{tomorrow:%d/%m/%Y}", "time": "14:30", "place": "Số 88 đường Lũy Tre",
         "taking_part": "Cảnh sát khu vực, chủ hộ", "content": "Chỗ ở thực tế"}
    )  # fmt: skip
    police.press("Hẹn và báo người nộp")
    police.look("visit")
    police.page.goto("/can-bo/lich-xac-minh/")
    expect(police.page.locator("main")).to_contain_text("Số 88 đường Lũy Tre")
    police.look("visits")

    assert department.faults == []
    assert police.faults == []
