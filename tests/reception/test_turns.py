"""Whose turn it is: nobody is passed by for ever, nobody is lost, nobody is called twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reception.rules import turns
from motcua.domain.reception.rules.turns import Waiting

NOW = datetime(2026, 3, 16, 2, tzinfo=UTC)
SHARES = st.integers(1, 5)
RUNS = st.integers(0, 5)


@st.composite
def rows(draw):
    """People who wait, some in the first row, some with a booked time, some not back yet."""
    minutes = draw(st.lists(st.integers(1, 240), max_size=25))
    around = st.one_of(st.none(), st.integers(-60, 60).map(lambda m: NOW + timedelta(minutes=m)))
    return [
        Waiting(
            key=key,
            since=NOW - timedelta(minutes=since),
            is_first=draw(st.booleans()),
            booked_for=draw(around),
            ready_at=draw(around),
        )
        for key, since in enumerate(minutes)
    ]


@given(rows(), RUNS, SHARES)
def test_everybody_stands_in_the_order_once(waiting, run, share):
    ordered = turns.order(waiting, firsts_in_a_row=run, share=share, now=NOW)

    assert sorted(one.key for one in ordered) == sorted(one.key for one in waiting)


@given(rows(), RUNS, SHARES)
def test_nobody_is_passed_by_more_often_than_the_share_allows(waiting, run, share):
    ordered = [
        one
        for one in turns.order(waiting, firsts_in_a_row=run, share=share, now=NOW)
        if one.is_ready(NOW)
    ]
    others = [place for place, one in enumerate(ordered) if not one.goes_first(NOW)]

    for rank, place in enumerate(others):
        # Before the n-th of the others at most n + 1 stretches of the first row are called.
        assert place <= rank + (rank + 1) * share


@given(rows(), RUNS, SHARES)
def test_within_a_row_who_waits_longer_is_called_earlier(waiting, run, share):
    ordered = turns.order(waiting, firsts_in_a_row=run, share=share, now=NOW)

    for is_first in (True, False):
        places = [
            one.since
            for one in ordered
            if one.is_ready(NOW) and one.goes_first(NOW) is is_first
        ]  # fmt: skip
        assert places == sorted(places)


@given(rows(), RUNS, SHARES)
def test_the_first_row_goes_first_until_its_share_is_used(waiting, run, share):
    called = turns.choose(waiting, firsts_in_a_row=run, share=share, now=NOW)
    ready = [one for one in waiting if one.is_ready(NOW)]
    kinds = {one.goes_first(NOW) for one in ready}

    if not ready:
        assert called is None
    elif kinds == {True, False}:
        assert called.goes_first(NOW) is (run < share)
    else:
        assert {called.goes_first(NOW)} == kinds


@given(rows(), SHARES)
def test_calling_until_nobody_waits_calls_everybody_who_is_ready(waiting, share):
    left, run, called = list(waiting), 0, []
    while one := turns.choose(left, firsts_in_a_row=run, share=share, now=NOW):
        run = turns.count_in_a_row(one, firsts_in_a_row=run, now=NOW)
        left.remove(one)
        called.append(one.key)

    assert sorted(called) == sorted(one.key for one in waiting if one.is_ready(NOW))


@given(rows())
def test_who_was_absent_comes_back_behind_three_others_or_at_the_end(others):
    place = turns.place_of_absent(others, now=NOW)

    earlier = [one for one in others if one.since <= place]
    assert len(earlier) >= min(turns.BACK_AFTER, len(others))
    if len(others) >= turns.BACK_AFTER:
        third = place - timedelta(microseconds=1)
        assert sum(one.since < third for one in others) < turns.BACK_AFTER
