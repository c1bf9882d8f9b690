"""What is owed to the State is read and proved on a phone and confirmed at a desk; a fee is paid by its code."""

from playwright.sync_api import expect
from tests.browser.test_fees import lodge_late
from tests.browser.test_register_and_custody import inside

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import Wanted
from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo import accounts, owing, world


def let_it_wait(product):
    """Let the demo's sale of land wait for its buyer; return it."""
    unblocked, database, files = inside(product)
    with unblocked, database, files:
        now = clock.now()
        cast = world.find_cast(at=now)
        owing.tell(cast, until=now)
        wanted = Wanted(
            agency_id=cast.officers[owing.SPECIALIST].agency_id,
            states=frozenset({State.AWAITING_OBLIGATION}),
        )
        return dossiers.list_wanted(wanted, now=now)[0]


def name_accounts(product):
    """Let the demo's agencies say where their fees are paid into."""
    unblocked, database, files = inside(product)
    with unblocked, database, files:
        now = clock.now()
        accounts.load(world.find_cast(at=now), at=now)


def test_taxes_on_land_are_proved_on_a_phone_and_confirmed_by_the_handler(product, visit, officer):
    dossier = let_it_wait(product)
    buyer = visit()
    buyer.page.goto("/dang-nhap/tiep-tuc/")
    buyer.choose_at_the_provider("Đỗ Quang Ước")
    buyer.page.goto(f"/ho-so/{dossier.reference}/")
    buyer.look("dossier-that-waits-for-taxes")
    buyer.page.get_by_role("link", name="Đã nộp? Gửi số chứng từ").click()
    buyer.press("Gửi chứng từ")
    buyer.look("obligation-wrong")
    buyer.page.fill("#proof", "0012345")
    buyer.press("Gửi chứng từ")
    expect(buyer.page.locator("main")).to_contain_text("Cơ quan đang kiểm tra")

    handler = officer(owing.SPECIALIST)
    handler.page.goto(f"/can-bo/ho-so/{dossier.reference}/")
    handler.look("desk-dossier-that-waits")
    handler.page.get_by_role("link", name="Xem, xác nhận đã nộp").click()
    handler.look("desk-obligation")
    handler.press("Xác nhận, giải quyết tiếp")
    expect(handler.page.locator("main")).to_contain_text("Đã xác nhận nộp")
    handler.page.get_by_role("link", name="Gửi thông báo nghĩa vụ tài chính").click()
    handler.press("Gửi thông báo, tạm dừng tính thời hạn")
    handler.look("desk-obligation-wrong")
    assert [*buyer.faults, *handler.faults] == []


def test_the_code_to_pay_by_stands_on_the_page_of_who_owes(product, visit, officer):
    name_accounts(product)
    dossier = lodge_late(product, is_accepted=True)
    hanh = visit()
    hanh.page.goto("/dang-nhap/tiep-tuc/")
    hanh.choose_at_the_provider("Nguyễn Thị Hạnh")
    hanh.page.goto(f"/ho-so/{dossier.reference}/nop-phi/")
    expect(hanh.page.get_by_role("img", name="Mã VietQR: chuyển 5.000 đ")).to_be_visible()
    hanh.look("pay-by-code")

    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/tai-khoan-thu/")
    desk.look("fee-accounts")
    desk.press("Ghi, chờ lãnh đạo xác nhận")
    desk.look("fee-account-wrong")
    assert [*hanh.faults, *desk.faults] == []
