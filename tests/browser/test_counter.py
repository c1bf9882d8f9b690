"""An officer takes papers in at the counter with the keyboard and a card reader, and axe looks on."""

from playwright.sync_api import expect
from tests.casework.people import a_pdf
from tests.desk.counter import ANSWERS, HANDED

CARD = "099195000017||Cao Thị Mới|02021995|Nữ|Thôn Đoài, Xã Sông Lam|01012024"
SCANNED = [code for code, form in HANDED.items() if form != "shown"]


def write_down(desk):
    """Answer what is asked and tick every paper; what opens with an answer is asked the next time."""
    for _time in range(2):
        desk.fill({name: value for name, value in ANSWERS.items() if name != "result_channel"})
        for code in HANDED:
            desk.page.check(f"#handed-{code}")
        desk.press("Lưu")


def test_papers_that_are_brought_become_a_dossier_at_the_counter(officer, tmp_path):
    scan = tmp_path / "giay-chung-sinh.pdf"
    scan.write_bytes(a_pdf())
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/nhan-giay/")
    desk.look("counter")
    desk.press("Đăng ký khai sinh")

    desk.page.fill("#f-card", CARD)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.look("counter-who")
    desk.press("Đi tiếp")
    write_down(desk)
    for code in SCANNED:
        desk.page.set_input_files(f"#scan-{code}", scan)
    desk.page.fill("#child_full_name", "")
    desk.press("Tiếp nhận hồ sơ")
    expect(desk.page.locator(".govuk-error-summary")).to_contain_text("họ và tên của con")
    desk.look("counter-sheet")
    desk.page.fill("#child_full_name", "Cao Thị Bé")
    desk.press("Tiếp nhận hồ sơ")

    expect(desk.page.locator("main")).to_contain_text("Đã tiếp nhận hồ sơ")
    expect(desk.page.locator("main")).to_contain_text("Chuyển hồ sơ giấy")
    desk.look("counter-accepted")
    assert desk.faults == []
