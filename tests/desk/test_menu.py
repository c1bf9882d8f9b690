"""The menu of the desk: what a role uses most on one line, the others behind one word."""

import re

import pytest
from django.urls import get_resolver

from motcua.surfaces.desk.templatetags.navigation import MENU as ENTRIES

pytestmark = pytest.mark.django_db
MENU = re.compile(r'id="navigation">(.*?)</nav>', re.DOTALL)
NAMES = re.compile(r'navigation__link" href="[^"]*" [^>]*>(?:<strong>)?([^<]+)')


def menu_of(page):
    """Return the names on the line and those behind the word."""
    line, _details, behind = MENU.search(page.text)[1].partition("<details")
    return NAMES.findall(line), NAMES.findall(behind)


def test_a_desk_officer_has_the_five_of_the_counter_on_the_line(desk):
    line, behind = menu_of(desk.get("/can-bo/tiep-nhan/"))

    assert line == ["Chờ tiếp nhận", "Gọi số", "Nhận hồ sơ giấy", "Kết quả chờ trả", "Thu phí"]
    assert behind == [
        "Hồ sơ của cơ quan", "Lấy ý kiến", "Ghi chú nhắc tôi", "Giao nhận giấy", "Cần gọi",
        "Phản ánh, kiến nghị", "Sổ theo dõi", "Giấy ủy quyền",
    ]  # fmt: skip


def test_a_page_behind_the_word_is_named_by_it(desk):
    page = desk.get("/can-bo/so-theo-doi/").text

    assert "Mục khác: <strong>Sổ theo dõi</strong>" in page
    assert "Mục khác: " not in desk.get("/can-bo/tiep-nhan/").text


def test_who_needs_few_pages_has_them_all_on_the_line(controller):
    line, behind = menu_of(controller.get("/can-bo/thu-tuc/"))

    assert "Danh mục thủ tục" in line
    assert behind == []


def test_whatever_the_menu_names_is_a_page_of_the_desk():
    _prefix, desk = get_resolver().namespace_dict["desk"]
    pages = {name for name in desk.reverse_dict if isinstance(name, str)}
    named = {page for entry in ENTRIES for page in (entry.page, *entry.leads_to.split())}

    assert named <= pages
    assert len({entry.page for entry in ENTRIES}) == len(ENTRIES)
