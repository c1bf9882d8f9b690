"""What a dossier costs follows from the published rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures.enums import ChannelKind, FeeUnit
from motcua.domain.procedures.rules.fees import amount_of, charges
from motcua.domain.procedures.rules.record import Fixed, PerPage, from_plain

CERTIFICATION = PerPage(first_pages=2, first_amount=2000, further_amount=1000, ceiling=200_000)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 1, 12_000),
        (10, 3, 36_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_a_certified_copy_costs_by_the_page_up_to_a_ceiling(pages, copies, amount):
    assert amount_of(CERTIFICATION, pages=pages, copies=copies) == amount


@given(pages=st.integers(1, 2000), copies=st.integers(1, 50))
def test_more_pages_never_cost_less_and_no_copy_more_than_the_ceiling(pages, copies):
    amount = amount_of(CERTIFICATION, pages=pages, copies=copies)

    assert amount <= amount_of(CERTIFICATION, pages=pages + 1, copies=copies)
    assert amount == copies * amount_of(CERTIFICATION, pages=pages)
    assert amount <= copies * CERTIFICATION.ceiling


@given(copies=st.integers(1, 100), pages=st.integers(1, 100))
def test_a_fixed_amount_counts_copies_only_when_it_is_set_for_a_copy(copies, pages):
    per_copy = Fixed(amount=8000, unit=FeeUnit.COPY)
    per_dossier = Fixed(amount=8000, unit=FeeUnit.DOSSIER)

    assert amount_of(per_copy, copies=copies, pages=pages) == 8000 * copies
    assert amount_of(per_dossier, copies=copies, pages=pages) == 8000


@pytest.mark.parametrize("quantity", [{"copies": 0}, {"pages": 0}, {"pages": -1}])
def test_nothing_cannot_be_charged_for(quantity):
    with pytest.raises(ValueError, match="at least one"):
        amount_of(CERTIFICATION, **quantity)


def charged(code, kind, *cases, **quantities):
    record = from_plain(shelf.plain(code))
    channel = next(channel for channel in record.channels if channel.kind == kind)
    return [charge.amount for charge in charges(channel, cases=frozenset(cases), **quantities)]


def test_birth_registration_is_free_in_time_and_costs_when_late():
    """Article 11.1.b of the Civil Status Law."""
    assert charged("1.001193", ChannelKind.ONLINE) == []
    assert charged("1.001193", ChannelKind.ONLINE, "late") == [5_000]


def test_permanent_residence_costs_half_online():
    assert charged("1.004222", ChannelKind.ONLINE) == [10_000]
    assert charged("1.004222", ChannelKind.COUNTER) == [20_000]


def test_copies_of_an_extract_are_counted():
    assert charged("2.000635", ChannelKind.ONLINE, copies=3) == [24_000]


def test_certified_copies_are_counted_by_page():
    assert charged("2.000815", ChannelKind.COUNTER, copies=2, pages=4) == [12_000]
