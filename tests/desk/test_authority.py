"""The desk sees who is in charge by what was declared, and directs there by one choice."""

import re

import pytest
from tests.casework import people

pytestmark = pytest.mark.django_db
THERE = {"commune": "Phường Bến Thành Cổ", "province": "Tỉnh Lam Giang"}


def page_of(desk, dossier):
    return desk.get(f"/can-bo/tiep-nhan/{dossier.reference}/").text


def selected(page):
    return re.findall(r'<option value="(\d+)" selected>', page)


def test_a_dossier_of_this_commune_is_in_the_right_place(province, desk):
    page = page_of(desk, people.lodge(province))

    assert "Đúng thẩm quyền theo lời khai" in page
    assert "Xã Sông Lam, Tỉnh Lam Giang (Luật Hộ tịch 2014, Điều 13)" in page
    assert selected(page) == []


def test_a_dossier_of_another_commune_names_it_and_selects_it(province, desk):
    away = people.ANSWERS | {"mother_residence": THERE, "father_residence": THERE}

    page = page_of(desk, people.lodge(province, answers=away))

    assert "Theo lời khai, thẩm quyền thuộc cơ quan khác" in page
    assert "Phường Bến Thành Cổ, Tỉnh Lam Giang (Luật Hộ tịch 2014, Điều 13)" in page
    assert selected(page) == [str(province.other_agency_id)]


def test_one_parent_here_is_enough(province, desk):
    mixed = people.ANSWERS | {"father_residence": THERE}

    page = page_of(desk, people.lodge(province, answers=mixed))

    assert "Đúng thẩm quyền theo lời khai" in page
    assert "Ủy ban nhân dân phường Bến Thành Cổ" in page


def test_a_commune_that_was_divided_is_said_to_be_unclear(province, desk):
    old = {"commune": "Xã Sông Thượng", "province": "Tỉnh Lam Giang"}
    unclear = people.ANSWERS | {"mother_residence": old, "father_residence": old}

    page = page_of(desk, people.lodge(province, answers=unclear))

    assert "Thẩm quyền chưa rõ" in page


def test_a_place_that_nobody_knows_leaves_the_page_as_it_was(province, desk):
    nowhere = {"commune": "Xã Không Có", "province": "Tỉnh Lam Giang"}
    unknown = people.ANSWERS | {"mother_residence": nowhere, "father_residence": nowhere}

    page = page_of(desk, people.lodge(province, answers=unknown))

    assert 'id="in-charge"' not in page
    assert "Tiếp nhận hồ sơ" in page
