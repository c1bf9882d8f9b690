"""A fee is asked for, proved on a phone, taken down at the desk; the desk takes in what it has checked."""

from playwright.sync_api import expect
from tests.browser.test_register_and_custody import inside
from tests.casework import people
from tests.casework.province import find_people

from motcua.foundation.kernel import clock

LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}


def lodge_late(product, *, is_accepted):
    """Let Hạnh lodge a registration that is late, so that it costs a fee."""
    unblocked, database, files = inside(product)
    with unblocked, database, files:
        cast, now = find_people(), clock.now()
        dossier = people.lodge(cast, answers=LATE, at=now)
        return people.accept(cast, dossier, at=now) if is_accepted else dossier


def test_the_fee_is_proved_on_a_phone_and_taken_down_at_the_desk(product, visit, officer):
    dossier = lodge_late(product, is_accepted=True)
    hanh = visit()
    hanh.page.goto("/dang-nhap/tiep-tuc/")
    hanh.choose_at_the_provider("Nguyễn Thị Hạnh")
    hanh.page.goto(f"/ho-so/{dossier.reference}/")
    hanh.look("dossier-with-fee")
    hanh.page.get_by_role("link", name="Xem cách nộp, gửi chứng từ").click()
    hanh.look("pay")
    hanh.press("Gửi chứng từ")
    hanh.look("pay-wrong")
    hanh.page.check("#way-transfer")
    hanh.page.fill("#proof", "FT26075123456")
    hanh.press("Gửi chứng từ")
    expect(hanh.page.locator("main")).to_contain_text("Bộ phận Một cửa đang kiểm tra")

    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/thu-phi/")
    desk.look("dues")
    desk.page.get_by_role("link", name=dossier.number).click()
    desk.page.fill("#f-amount", "")
    desk.press("Ghi đã thu")
    desk.look("account-wrong")
    desk.page.fill("#f-amount", "5.000")
    desk.press("Ghi đã thu")
    expect(desk.page.locator("main")).to_contain_text("Đã nộp đủ")
    desk.look("account-paid")
    assert [*hanh.faults, *desk.faults] == []


def test_what_was_checked_is_taken_in_at_once(product, officer):
    dossiers = [lodge_late(product, is_accepted=False) for _one in range(2)]
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/tiep-nhan/")
    desk.look("queue-to-choose-from")
    for dossier in dossiers:
        desk.page.get_by_label(f"Chọn hồ sơ {dossier.reference}").check()
    desk.press("Tiếp nhận các hồ sơ đã chọn")
    desk.press("Tiếp nhận các hồ sơ này")
    desk.look("bulk-wrong")
    desk.page.check("#checked")
    desk.press("Tiếp nhận các hồ sơ này")
    desk.look("bulk-done")
    for dossier in dossiers:
        expect(desk.page.locator("main")).to_contain_text(dossier.reference)
    expect(desk.page.locator("main")).not_to_contain_text("Chưa tiếp nhận")
    assert desk.faults == []
