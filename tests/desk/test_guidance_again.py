"""Guidance is begun from what the desk said about the procedure before (Article 15.2 of Decree 61/2018)."""

import re

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.domain.guidance import actions
from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.models import Guidance
from motcua.domain.guidance.queries import Said

pytestmark = pytest.mark.django_db
GIVE = f"/can-bo/huong-dan/thu-tuc/{people.BIRTH}/"


def test_one_press_fills_the_words_and_the_papers_and_keeps_nothing(province, desk):
    actions.give(
        procedure_code=people.BIRTH, way=Way.COUNTER, papers=["birth-notice"], by=province.desk, at=MONDAY,
        said=Said(name="Nguyễn Thị Hạnh", contact="0900000101", content="Mang giấy chứng sinh."),
    )  # fmt: skip
    (again,) = re.findall(r'href="(\?mau=[^"#]+)#content"', desk.get(GIVE).text)

    page = desk.get(f"{GIVE}{again}").text

    assert re.search(r"<textarea[^>]*>\s*Mang giấy chứng sinh\.", page)
    assert re.search(r'value="birth-notice"[^>]*checked', page)
    assert "Nguyễn Thị Hạnh" not in page
    assert "0900000101" not in page
    assert Guidance.objects.count() == 1


def test_what_was_typed_stays_where_something_is_wrong(province, desk):
    actions.give(
        procedure_code=people.BIRTH, way=Way.COUNTER, papers=[], by=province.desk, at=MONDAY,
        said=Said(content="Mang giấy chứng sinh."),
    )  # fmt: skip
    (again,) = re.findall(r'href="(\?mau=[^"#]+)#content"', desk.get(GIVE).text)

    page = desk.post(f"{GIVE}{again}", {"way": "", "content": "Lời tôi vừa gõ."})

    assert page.status_code == 422
    assert re.search(r"<textarea[^>]*>\s*Lời tôi vừa gõ\.", page.text)


def test_an_unknown_sample_is_no_harm(province, desk):
    assert desk.get(f"{GIVE}?mau=khong-co").status_code == 200
