"""When the agency's time runs again: with the earliest of payment, proof and confirmation."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.casework.owing import ASKED

from motcua.domain.obligations import queries
from motcua.foundation.kernel import clock


@given(
    sent=st.none() | st.integers(0, 60 * 24 * 40), paid=st.integers(-20, 60),
    late=st.integers(0, 60 * 24 * 60),
)  # fmt: skip
def test_the_wait_ends_with_the_earliest_of_what_is_known_and_never_before_it_began(
    sent, paid, late
):
    at = ASKED + timedelta(minutes=late)
    sent_at = None if sent is None else min(at, ASKED + timedelta(minutes=sent))
    paid_on = ASKED.date() + timedelta(days=paid)

    found = queries.resumed_at(asked_at=ASKED, sent_at=sent_at, paid_on=paid_on, at=at)

    assert ASKED <= found <= at
    assert sent_at is None or found <= sent_at
    assert clock.day_in_vietnam(found) <= max(paid_on, ASKED.date())
