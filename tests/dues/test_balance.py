"""The account of a dossier is a sum: no order of lines, no cancelling twice makes or loses money."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dues.enums import LineKind, Standing
from motcua.domain.dues.rules import Balance, Entry, balance, moved
from motcua.foundation.kernel.money import Dong

AMOUNTS = st.integers(1, 10_000_000).map(Dong)
CHARGED, PAID, RETURNED = LineKind.CHARGE, LineKind.PAYMENT, LineKind.REFUND


@st.composite
def accounts(draw):
    """Return lines of an account, some of them cancelled by later ones."""
    kinds = draw(st.lists(st.sampled_from([CHARGED, PAID, RETURNED]), max_size=8))
    lines = [
        Entry(key=key, kind=kind, amount=draw(AMOUNTS)) for key, kind in enumerate(kinds, start=1)
    ]
    gone = draw(st.sets(st.sampled_from([line.key for line in lines]))) if lines else set()
    cancels = [
        Entry(key=100 + key, kind=LineKind.CANCEL, amount=Dong(0), cancels=key) for key in gone
    ]
    return [*lines, *cancels], [line for line in lines if line.key not in gone]


@given(accounts(), st.randoms())
def test_it_is_what_was_not_cancelled_in_whatever_order(drawn, dice):
    lines, live = drawn
    shuffled = list(lines)
    dice.shuffle(shuffled)

    found = balance(shuffled)

    assert found == balance(lines) == balance(live)
    assert found.asked == sum(line.amount for line in live if line.kind is CHARGED)
    assert found.kept + found.owed - found.to_return == found.asked


@given(accounts(), st.randoms())
def test_what_days_come_to_is_what_is_kept_however_the_lines_are_spread(drawn, dice):
    """Only payments are cancelled: no spreading over days makes or loses a đồng."""
    by_key = {line.key: line for line in drawn[0]}
    lines = [line for line in drawn[0] if line.cancels is None or by_key[line.cancels].kind is PAID]
    days = [[], [], []]
    for line in lines:
        dice.choice(days).append(moved(line, by_key.get(line.cancels)))

    assert sum(map(sum, days)) == balance(lines).kept


@given(accounts())
def test_never_is_something_owed_both_ways_and_the_standing_says_which(drawn):
    found = balance(drawn[0])

    assert not (found.owed and found.to_return)
    assert (found.standing is Standing.DUE) == bool(found.owed)
    assert (found.standing is Standing.TO_RETURN) == bool(found.to_return)


def test_how_an_account_stands():
    told = {
        Standing.NONE: Balance(),
        Standing.EXEMPT: Balance(is_charged=True),
        Standing.DUE: Balance(asked=Dong(8_000), paid=Dong(7_999)),
        Standing.PAID: Balance(asked=Dong(8_000), paid=Dong(8_000)),
        Standing.TO_RETURN: Balance(asked=Dong(8_000), paid=Dong(9_000)),
        Standing.RETURNED: Balance(paid=Dong(8_000), returned=Dong(8_000)),
    }

    assert {standing: account.standing for standing, account in told.items()} == {
        standing: standing for standing in Standing
    }
