"""An officer sees the two machines that are signed in, and signs the other one out."""

from playwright.sync_api import expect


def test_the_other_machine_is_signed_out(officer):
    here, there = officer("hotich.songlam"), officer("hotich.songlam")
    page = here.page
    page.goto("/can-bo/viec/")
    page.get_by_role("link", name="Nơi đang đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nơi đang đăng nhập")
    here.look("browsers")

    page.get_by_role("button", name="Chấm dứt mọi nơi khác").click()
    expect(page.get_by_text("Bạn không đăng nhập ở nơi nào khác.")).to_be_visible()
    there.page.goto("/can-bo/viec/")
    expect(there.page.get_by_label("Mật khẩu")).to_be_visible()
    assert here.faults == []
