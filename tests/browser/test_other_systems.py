"""A mother and the desk see what came from other systems, on a phone and at a desk."""

from playwright.sync_api import expect
from tests.processes.harness import pointed_at

from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo import elsewhere, world

LODGED_THERE = "000.00.00.G22-DEMO-0001"
HANDLED_THERE = "BCA-DEMO-0001"


def send(product):
    """Let the other systems send, once for the installation."""
    at = clock.now()
    with product.blocker.unblock(), pointed_at(product.database):
        elsewhere.tell(world.find_cast(at=at), until=at)


def test_what_came_from_elsewhere_is_seen_by_those_it_concerns(product, visit, officer, signed_in):
    send(product)
    mother = visit(storage_state=signed_in)
    mother.page.goto("/ho-so/")
    mother.look("own-with-other-systems")
    mother.page.get_by_text(HANDLED_THERE).locator("xpath=ancestor::li[h3]").get_by_role(
        "link"
    ).click()
    expect(mother.page.get_by_role("heading", level=1)).to_contain_text(HANDLED_THERE)
    mother.look("mirror")
    mother.page.goto(f"/tra-cuu/?so={HANDLED_THERE}")
    mother.look("track-other-system")
    mother.page.goto(f"/tra-cuu/?so={LODGED_THERE}")
    expect(mother.page.locator("main")).not_to_contain_text("Không tìm thấy hồ sơ")

    desk = officer("motcua.songlam")
    desk.page.goto(f"/can-bo/tim/?q={LODGED_THERE}")
    expect(desk.page.locator("main")).to_contain_text(LODGED_THERE)
    desk.look("desk-arrived")

    assert mother.faults == []
    assert desk.faults == []
