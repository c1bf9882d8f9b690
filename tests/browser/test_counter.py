"""An officer takes papers in at the counter with the keyboard and a card reader, and axe looks on."""

import re

from playwright.sync_api import expect
from tests.casework.people import a_pdf
from tests.desk.counter import ANSWERS, HANDED

CARD = "099195000017||Cao Thị Mới|02021995|Nữ|Thôn Đoài, Xã Sông Lam|01012024"
RETURNING = "099192000101||Nguyễn Thị Hạnh|14051992|Nữ|Thôn Đoài, Xã Sông Lam, Lam Giang|01012024"
MARITAL = "Cấp Giấy xác nhận tình trạng hôn nhân"
MARITAL_ANSWERS = {
    "requester_phone": "0912345678",
    "certified_person": "self",
    "person_ethnicity": "Kinh",
    "marital_status": "never_married",
    "lived_elsewhere": "no",
    "purpose": "other",
    "other_purpose": "Vay vốn ngân hàng",
    "is_renewal": "no",
    "result_channel": "counter",
}
MOST_CLICKS = 11
MOST_TYPED = 2
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
    with desk.page.expect_navigation():
        desk.page.locator("#procedures").locator("..").get_by_role(
            "link", name="Đăng ký khai sinh", exact=True
        ).click()

    desk.page.fill("#f-card", CARD)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.look("counter-who")
    desk.page.check("#f-_identified-card")
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


def test_a_scan_leads_to_the_receipt(officer):
    """What is counted here stands in docs/explanation/officers-day.md."""
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/nhan-giay/")
    expect(desk.page.locator("#f-card")).to_be_focused()
    clicks, typed = [], []

    def click(what, *, leads_on=True):
        clicks.append(what)
        button = desk.page.get_by_role("button", name=what, exact=True).first
        if not leads_on:
            desk.page.get_by_label(what).first.check()
            return
        with desk.page.expect_navigation():
            button.click()

    def answer(answers):
        for name, value in answers.items():
            box = desk.page.locator(f'[name="{name}"]')
            if box.count() and not is_answered(box, value):
                (clicks if box.first.get_attribute("type") == "radio" else typed).append(name)
                desk.fill({name: value})

    # A hand scanner is a keyboard that ends with Enter.
    desk.page.keyboard.insert_text(RETURNING)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.look("counter-person")
    click("Đã xem thẻ căn cước", leads_on=False)
    clicks.append("Mọi thủ tục")
    desk.page.get_by_text("Mọi thủ tục cơ quan tiếp nhận").click()
    click(MARITAL)
    answer(MARITAL_ANSWERS)
    click("Lưu")
    answer(MARITAL_ANSWERS)
    click("Đã nhận đủ mọi giấy tờ bắt buộc, theo hình thức ghi dưới đây", leads_on=False)
    desk.page.fill("#f-_unscanned_reason", "Máy quét hỏng")
    desk.look("counter-sheet-fast")
    click("Tiếp nhận và in giấy hẹn")

    expect(desk.page.locator("main")).to_contain_text("Đã tiếp nhận hồ sơ")
    receipt = desk.page.get_by_role("link", name=re.compile("In giấy tiếp nhận"))
    expect(receipt).to_be_focused()
    expect(receipt).to_have_attribute("href", re.compile("/giay-tiep-nhan/$"))
    assert len(clicks) <= MOST_CLICKS
    assert len(typed) <= MOST_TYPED
    assert desk.faults == []


def is_answered(box, value):
    """Say whether the sheet knew the answer, or the officer gave it before."""
    if box.first.get_attribute("type") == "radio":
        return box.evaluate_all("boxes => boxes.find(one => one.checked)?.value") == value
    return bool(box.first.input_value())
