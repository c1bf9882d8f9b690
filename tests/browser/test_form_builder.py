"""An officer of procedure control builds a form in the browser, beside the form as a citizen sees it."""

import pytest
from playwright.sync_api import expect

CONTROLLER = "kiemsoat.lamgiang"
BIRTH = "1.001193"


@pytest.fixture
def control(officer):
    visitor = officer(CONTROLLER)
    visitor.page.goto(f"/can-bo/thu-tuc/{BIRTH}/")
    visitor.press("Soạn sửa đổi")
    return visitor


def test_a_question_is_written_seen_and_taken_back(control):
    page = control.page
    control.press("Biểu mẫu điện tử")
    control.look("bieu-mau")
    page.locator("section").first.get_by_role("link", name="Thêm câu hỏi").click()
    page.get_by_label("Có hoặc không").check()
    control.press("Viết câu hỏi")
    page.get_by_label("Câu hỏi, nhãn (tiếng Việt)").fill("Đương sự có mặt")
    page.get_by_label("Câu hỏi, nhãn (tiếng Anh)").fill("The applicant is present")

    look = page.locator("#look")
    expect(look).to_contain_text("là lời của cơ quan")
    expect(look.get_by_role("radio", name="Có")).to_be_visible()
    control.look("cau-hoi")
    page.get_by_role("button", name="Lưu câu hỏi").last.click()

    expect(page.locator("#q-duong_su_co_mat")).to_contain_text("Đương sự có mặt")
    preview = page.frame_locator("iframe")
    expect(preview.locator("body")).to_contain_text("Đương sự có mặt")
    preview.get_by_role("button", name="Lưu và đi tiếp").last.click()
    expect(preview.locator("body")).to_contain_text("Có chỗ cần sửa")
    control.press("Hoàn tác bước vừa rồi")
    expect(page.locator("#q-duong_su_co_mat")).to_have_count(0)
    assert control.faults == []
