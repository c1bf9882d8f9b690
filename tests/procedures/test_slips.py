"""Slips of the keyboard and of the ear are seen through; what is right stays as it is."""

import pytest
from tests.procedures import shelf

from motcua.domain.procedures import queries
from motcua.domain.procedures.rules import slips, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuwngs", "chung"),
        ("thuwcj", "thuc"),
        ("duwngj", "dung"),
        ("ky1", "ky"),
        ("khaisinh", "khaisinh"),
        ("khai", "khai"),
        ("6t", "6t"),
    ],
)
def test_keys_that_stayed_in_a_syllable_are_taken_out(typed, meant):
    assert slips.typed_as(typed) == meant


@pytest.mark.parametrize(
    ("one", "other"), [("tru", "chu"), ("chin", "chinh"), ("luc", "lut"), ("xinh", "sinh")]
)
def test_what_sounds_alike_somewhere_has_one_key(one, other):
    assert slips.sound(one) == slips.sound(other)


def test_what_sounds_apart_has_two_keys():
    assert slips.sound("khai") != slips.sound("khoi")


@pytest.mark.parametrize(
    ("typed", "meant", "is_one"),
    [
        ("khia tu", "khai tu", True),
        ("doamh", "doanh", True),
        ("danh", "doanh", True),
        ("khai", "khai", False),
        ("khai", "sinh", False),
    ],
)
def test_one_slip_is_a_letter_more_less_other_or_two_exchanged(typed, meant, is_one):
    assert slips.is_one(typed, meant) is is_one


def test_an_entry_comes_back_from_its_vector():
    vector = words.vector({"A": ["Đăng ký khai sinh"], "B": ["khai sinh"], "C": [], "D": ["trẻ"]})

    assert words.lines(vector) == {
        "A": "dang ky khai sinh zzz",
        "B": "khai sinh zzz",
        "C": "",
        "D": "tre zzz",
    }


def test_each_answer_is_explained_by_the_parts_of_its_sum(six, django_assert_num_queries):
    page = queries.find("khai sinh cho con", on=shelf.TODAY)

    with django_assert_num_queries(1):
        explained = queries.explain("khai sinh cho con", on=shelf.TODAY)

    assert [one.relevance for one in explained] == [found.relevance for found in page.items]
    assert [one.entry.version_id for one in explained] == [found.version.id for found in page.items]
    assert all(one.reasons or one.saying for one in explained)
    assert explained[0].saying == "khai sinh cho con"
    assert explained[0].prior > 0
