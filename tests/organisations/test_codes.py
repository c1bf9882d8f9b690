"""Agency codes are read in every layout ever issued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.organisations.errors import CodeHasNoOldLayout, InvalidAgencyCode
from motcua.foundation.organisations.rules import codes

BOTH = [
    ("H56", "000.00.00.H56"),
    ("H56.06", "000.00.06.H56"),
    ("H56.06.12", "000.12.06.H56"),
    ("H56.06.12.001", "001.12.06.H56"),
    ("H99.101", "000.00.101.H99"),
    ("H99.04.101", "000.101.04.H99"),
]


@pytest.mark.parametrize(("new", "old"), BOTH)
def test_a_code_has_one_form_in_each_layout(new, old):
    assert codes.to_new(old) == new
    assert codes.to_old(new) == old
    assert codes.to_new(new) == new
    assert codes.to_old(old) == old


@pytest.mark.parametrize(("new", "old"), BOTH)
def test_the_layouts_can_be_told_apart(new, old):
    assert codes.is_old(old)
    assert not codes.is_old(new)


def test_people_type_as_they_like():
    assert codes.to_new("  h56.06 ") == "H56.06"


@pytest.mark.parametrize(
    "text",
    ["", "H5", "Z01.1", "56.H06", "H56.", "H56..06", "H56.0-6", "001.00.06.H56", "Hà Nội", "H" * 36,
     "H56." + "1" * 32],
)  # fmt: skip
def test_what_is_no_code_is_refused(text):
    with pytest.raises(InvalidAgencyCode):
        codes.to_new(text)


@pytest.mark.parametrize("text", ["H56.1", "H56.06.12.001.9", "H56.0612", "H56.06.12.1", "H56.00"])
def test_what_the_old_layout_cannot_say_is_refused(text):
    with pytest.raises(CodeHasNoOldLayout):
        codes.to_old(text)


@pytest.mark.parametrize(
    ("code", "parent"), [("H99.04.101", "H99.04"), ("000.00.06.H56", "H56"), ("H99", None)]
)
def test_the_parent_is_one_group_shorter(code, parent):
    assert codes.parent_of(code) == parent


groups = st.text("0123456789ABC", min_size=2, max_size=3).filter(lambda group: group.strip("0"))


@given(st.from_regex(r"[A-Y][0-9]{2}", fullmatch=True), st.lists(groups, max_size=2))
def test_there_and_back_again(top, lower):
    code = ".".join([top, *lower])

    assert codes.to_new(codes.to_old(code)) == code
