"""Numbers and references: written by dated layouts, found however they are typed."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import rules

NEW_LAYOUT = date(2025, 9, 15)
codes = st.tuples(st.sampled_from("ABGHK"), st.integers(1, 99), st.integers(1, 999)).map(
    lambda parts: f"{parts[0]}{parts[1]:02d}.{parts[2]:02d}"
)
days = st.dates(date(2018, 6, 21), date(2040, 12, 31))
counters = st.integers(1, 9_999)


def old_code(code):
    root, _dot, branch = code.partition(".")
    return f"000.00.{branch}.{root}"


def number_of(code, on, counter):
    return rules.format_number(code=code, old_code=old_code(code), on=on, counter=counter)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2018, 6, 21), "000.00.101.H99-180621-0007"),
        (date(2025, 9, 14), "000.00.101.H99-250914-0007"),
        (date(2025, 9, 15), "H99.101-20250915-0000007"),
        (date(2026, 3, 16), "H99.101-20260316-0000007"),
    ],
)
def test_a_number_is_written_as_the_law_of_its_day_says(on, number):
    assert number_of("H99.101", on, 7) == number


@pytest.mark.parametrize(
    ("on", "counter"),
    [
        (date(2025, 9, 14), 0),
        (date(2025, 9, 14), 10_000),
        (date(2026, 3, 16), -1),
        (date(2026, 3, 16), 10_000_000),
    ],
)
def test_a_counter_that_does_not_fit_is_never_cut(on, counter):
    with pytest.raises(rules.CounterExhausted):
        number_of("H99.101", on, counter)


def test_every_layout_tells_its_source_and_whether_it_was_read():
    assert [(layout.valid_from, layout.is_verified) for layout in rules.NUMBER_LAYOUTS] == [
        (date(2018, 6, 21), True),
        (NEW_LAYOUT, False),
    ]
    assert all(layout.source for layout in rules.NUMBER_LAYOUTS)


@st.composite
def retyped(draw, text):
    """Type a number as people do: other separators, other case, blanks around."""
    filler = st.text(" .-/_–\t", max_size=2)
    letters = [
        draw(filler) + draw(st.sampled_from((letter.upper(), letter.lower())))
        for letter in text
        if letter.isalnum()
    ]
    return "".join(letters) + draw(filler)


@given(st.data(), codes, days, counters)
def test_a_number_is_found_in_whatever_way_it_is_typed(data, code, on, counter):
    number = number_of(code, on, counter)

    typed = data.draw(retyped(number))

    assert rules.lookup_key(typed) == rules.lookup_key(number) != ""


@given(st.text(max_size=90))
def test_a_key_is_its_own_key(typed):
    key = rules.lookup_key(typed)

    assert rules.lookup_key(key) == key
    assert len(key) <= 64
    assert set(key) <= set(string.ascii_uppercase + string.digits)


issued = st.tuples(codes, days, counters)


@given(issued, issued)
def test_two_dossiers_never_share_a_number_or_its_key(one, other):
    if one != other:
        assert number_of(*one) != number_of(*other)
        assert rules.lookup_key(number_of(*one)) != rules.lookup_key(number_of(*other))


@given(issued, st.integers(0, 2**50 - 1))
def test_a_number_and_a_reference_never_share_a_key(dossier, value):
    number, reference = number_of(*dossier), rules.format_reference(value)

    assert rules.lookup_key(number) != rules.lookup_key(reference)


@given(st.integers(0, 2**50 - 1))
def test_a_reference_has_no_letter_that_is_mistaken_for_another(value):
    prefix, first, second = rules.format_reference(value).split("-")

    assert prefix == "NT"
    assert (len(first), len(second)) == (5, 5)
    assert set(first + second) <= set(rules.REFERENCE_ALPHABET)
    assert not set(rules.REFERENCE_ALPHABET) & set("ILOU")
    assert len(rules.REFERENCE_ALPHABET) == 32


@given(st.integers(0, 2**50 - 1), st.integers(0, 2**50 - 1))
def test_two_random_values_make_two_references(one, other):
    same = rules.format_reference(one) == rules.format_reference(other)

    assert same == (one == other)
