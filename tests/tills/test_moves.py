"""Money between places: whatever happens in whatever order, no đồng is made and none is lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.tills.enums import Place
from motcua.domain.tills.rules import (
    NOTES,
    Due,
    Move,
    Quarter,
    balances,
    count_notes,
    hand_over,
    in_drawer,
    quarter_of,
)
from motcua.foundation.kernel.money import Dong

AMOUNTS = st.integers(1, 10_000_000).map(Dong)
SUMS = st.integers(0, 10_000_000).map(Dong)
PLACES = st.sampled_from(Place)
MOVES = st.builds(
    Move, source=PLACES, target=PLACES, amount=AMOUNTS
).filter(lambda move: move.source is not move.target)  # fmt: skip
DAYS = st.dates(date(2018, 1, 1), date(2100, 12, 31))


@given(st.lists(MOVES), st.data())
def test_all_places_together_come_to_nothing_however_the_book_is_cut(moves, data):
    cut = data.draw(st.integers(0, len(moves)))

    whole = balances(moves)
    in_two = balances(moves[cut:], balances(moves[:cut]))

    assert sum(whole.values()) == 0
    assert whole == in_two
    assert whole == balances(data.draw(st.permutations(moves)))


@given(SUMS, SUMS, SUMS)
def test_a_drawer_that_was_taken_over_is_empty_whatever_was_counted(opening, taken, counted):
    expected = Dong(opening + taken)
    shift = [
        Move(source=Place.FLOAT, target=Place.DRAWER, amount=opening),
        Move(source=Place.PAYER, target=Place.DRAWER, amount=taken),
    ]

    emptied = hand_over(opening=opening, expected=expected, counted=counted)

    lies = balances([*shift, *emptied])
    assert lies[Place.DRAWER] == 0
    assert lies[Place.DIFFERENCE] == expected - counted
    assert lies[Place.SAFE] - lies[Place.FLOAT] - opening == counted - 2 * min(opening, counted)
    assert all(move.amount > 0 for move in emptied)


def test_what_a_morning_leaves_in_the_drawer():
    moves = [
        Move(source=Place.FLOAT, target=Place.DRAWER, amount=Dong(200_000)),
        Move(source=Place.PAYER, target=Place.DRAWER, amount=Dong(8_000)),
        Move(source=Place.PAYER, target=Place.BANK, amount=Dong(50_000)),
        Move(source=Place.DRAWER, target=Place.PAYER, amount=Dong(8_000)),
        Move(source=Place.PAYER, target=Place.DRAWER, amount=Dong(20_000)),
    ]

    assert in_drawer(moves) == 220_000
    assert hand_over(opening=Dong(200_000), expected=Dong(220_000), counted=Dong(219_000)) == (
        Move(source=Place.DRAWER, target=Place.FLOAT, amount=Dong(200_000)),
        Move(source=Place.DRAWER, target=Place.SAFE, amount=Dong(19_000)),
        Move(source=Place.DRAWER, target=Place.DIFFERENCE, amount=Dong(1_000)),
    )


@given(st.dictionaries(st.sampled_from(NOTES), st.integers(0, 500)))
def test_notes_come_to_what_they_are_worth(notes):
    laid_out = [worth for worth, number in notes.items() for _note in range(number)]

    assert count_notes(notes) == sum(laid_out)


@given(DAYS)
def test_every_day_lies_in_one_quarter_and_quarters_follow_without_a_gap(day):
    quarter = quarter_of(day)

    assert quarter.begins <= day < quarter.following.begins
    assert quarter.following.preceding == quarter.preceding.following == quarter
    assert quarter_of(quarter.begins - timedelta(days=1)) == quarter.preceding
    assert quarter.preceding < quarter < quarter.following


def test_the_quarters_of_a_year():
    assert [quarter_of(date(2026, month, 1)).number for month in range(1, 13)] == [
        1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4,
    ]  # fmt: skip
    assert Quarter(year=2026, number=4).following == Quarter(year=2027, number=1)


@given(SUMS, SUMS, SUMS, SUMS)
def test_what_is_left_to_settle_is_what_came_less_what_went(before, taken, returned, handed):
    due = Due(before=before, taken=taken, returned=returned, handed=handed)

    assert due.left + handed + returned == before + taken
