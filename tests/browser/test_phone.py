"""A phone becomes the camera of a sheet: two devices, one code between them, axe looking on."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from tests.browser.test_counter import CARD
from tests.browser.visiting import PHONE
from tests.casework.people import a_photo


def test_a_phone_sends_a_picture_to_the_sheet_by_the_code_on_it(officer, visit, tmp_path):
    desk = officer("motcua.songlam")
    desk.page.goto("/can-bo/nhan-giay/")
    desk.page.fill("#f-card", CARD)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.page.check("#f-_identified-card")
    desk.page.get_by_text("Mọi thủ tục cơ quan tiếp nhận").click()
    desk.press("Đăng ký khai sinh")
    desk.press("Chụp bằng điện thoại")
    desk.look("counter-phone-code")
    code = desk.page.locator(".mc-shots__code img").screenshot()
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(code)))

    phone = visit(PHONE)
    photo = tmp_path / "giay-chung-sinh.jpg"
    photo.write_bytes(a_photo())
    phone.page.goto(read.text.partition("/can-bo/")[1] + read.text.partition("/can-bo/")[2])
    phone.page.set_input_files("#file", photo)
    phone.look("phone")
    phone.press("Gửi ảnh")
    phone.look("phone-sent")

    expect(desk.page.locator("[data-phone]")).to_contain_text("1 ảnh chờ xếp", timeout=10_000)
    desk.press("Lưu và xem ảnh")
    expect(desk.page.locator(".mc-shots__pictures img")).to_have_js_property("naturalWidth", 320)
    desk.look("counter-phone-pictures")
    desk.page.get_by_label("Là giấy tờ").select_option("birth-notice")
    desk.press("Lưu")
    expect(desk.page.locator(".mc-shots__pictures")).to_have_count(0)
    assert desk.faults == []
    assert phone.faults == []
