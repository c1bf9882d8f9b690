"""Somebody with a passport alone stands at the counter, and axe looks on."""

from tests.casework import people


def test_a_foreigner_begins_a_sheet_without_a_number(officer):
    desk = officer("motcua.songlam")
    desk.page.goto(f"/can-bo/nhan-giay/thu-tuc/{people.BIRTH}/")
    desk.page.get_by_text("Không có hoặc không biết số định danh").click()
    desk.fill({"full_name": "Sukarno", "born_on": "02/02/1995"})
    desk.look("without-number")
    desk.press("Đi tiếp")
    desk.look("without-number-refused")
    desk.page.select_option("[name=other_kind]", "passport")
    desk.fill({"other_number": "C1234567", "other_place": "Indonesia"})
    desk.page.locator("input[name=_identified]").last.check()
    desk.press("Đi tiếp")
    desk.look("without-number-sheet")
    assert desk.page.locator("h1").get_by_text("Sukarno").count() == 1
    assert desk.faults == []
