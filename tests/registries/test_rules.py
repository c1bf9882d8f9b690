"""Personal identification numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.registries.enums import Sex
from motcua.capabilities.registries.rules import fits_pin, is_pin, pin_prefix


@pytest.mark.parametrize(
    ("sex", "year", "prefix"),
    [
        (Sex.MALE, 1987, "099087"),
        (Sex.FEMALE, 1987, "099187"),
        (Sex.MALE, 2026, "099226"),
        (Sex.FEMALE, 2005, "099305"),
        (Sex.MALE, 2100, "099400"),
        (Sex.FEMALE, 2399, "099999"),
    ],
)
def test_a_pin_begins_with_province_century_sex_and_year(sex, year, prefix):
    assert pin_prefix(province_code="99", sex=sex, born_on=date(year, 1, 1)) == prefix


@given(
    st.sampled_from(Sex), st.dates(date(1900, 1, 1), date(2399, 12, 31)), st.integers(0, 999_999)
)
def test_a_pin_fits_whom_it_was_made_for_and_no_other_sex(sex, born_on, number):
    pin = pin_prefix(province_code="99", sex=sex, born_on=born_on) + f"{number:06}"
    other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE

    assert is_pin(pin)
    assert fits_pin(pin, sex=sex, born_on=born_on)
    assert not fits_pin(pin, sex=other, born_on=born_on)


@pytest.mark.parametrize(
    ("province", "year"), [("9", 2026), ("099", 2026), ("ab", 2026), ("99", 1899)]
)
def test_there_is_no_pin_for_everything(province, year):
    with pytest.raises(ValueError, match="digit"):
        pin_prefix(province_code=province, sex=Sex.MALE, born_on=date(year, 1, 1))


@pytest.mark.parametrize(
    "text", ["", "09908700001", "0990870000123", "09908700001a", "٠٩٩٠٨٧٠٠٠٠١٢"]
)
def test_what_is_no_pin(text):
    assert not is_pin(text)
