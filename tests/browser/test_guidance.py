"""What a person on the telephone is told is written down, and found when the person comes."""

GUIDANCE = "/can-bo/huong-dan/"


def test_guidance_is_kept_and_found_again(officer):
    desk = officer("motcua.songlam")
    desk.page.goto(f"{GUIDANCE}thu-tuc/1.001193/")
    desk.look("guidance-give")
    desk.press("Lưu hướng dẫn")
    desk.look("guidance-give-refused")
    desk.page.select_option("#f-way", "telephone")
    desk.page.fill("#f-name", "Nguyễn Thị Hạnh")
    desk.page.fill("#f-contact", "0900 000 101")
    desk.page.get_by_label("Giấy chứng sinh", exact=True).check()
    desk.page.fill("#f-content", "Mang giấy chứng sinh; làm trước 60 ngày thì không mất tiền.")
    desk.press("Lưu hướng dẫn")
    desk.look("guidance")

    desk.page.goto(GUIDANCE)
    desk.page.fill("#f-contact", "+84 900 000 101")
    desk.press("Tìm hướng dẫn")
    desk.look("guidance-found")
    desk.page.get_by_role("link", name="Đăng ký khai sinh").click()
    assert "làm trước 60 ngày" in desk.page.inner_text("main")

    assert desk.faults == []
