"""A head sees who has how much, and opens just the steps that a number counts."""

from playwright.sync_api import expect
from tests.browser.test_live import do
from tests.casework import people

from motcua.foundation.kernel import clock


def handled(cast):
    at = clock.now()
    for _one in range(2):
        people.accept(cast, people.lodge(cast, at=at), at=at)


def test_a_number_of_the_table_opens_its_steps(product, officer):
    do(product, handled)
    head = officer("chutich.songlam")
    page = head.page
    page.goto("/can-bo/bang/")
    page.get_by_role("link", name="Ai đang giữ bao nhiêu việc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ai đang giữ bao nhiêu việc")
    head.look("workloads")

    page.get_by_role("link", name="Tất cả, Chưa phân công").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc đang chờ: Chưa phân công")
    head.look("work-of-nobody")
