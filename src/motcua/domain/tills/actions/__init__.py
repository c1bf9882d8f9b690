"""The verbs of tills, and the only writers of their tables."""

from motcua.domain.tills.actions.accounts import Named, confirm_account, enter_account
from motcua.domain.tills.actions.book import (
    Fee,
    bring_back,
    close_book,
    confirm_arrival,
    deposit,
    give_back,
    settle,
    take_fee,
)
from motcua.domain.tills.actions.shifts import Counted, count_drawer, open_shift, take_over

__all__ = [
    "Counted",
    "Fee",
    "Named",
    "bring_back",
    "close_book",
    "confirm_account",
    "confirm_arrival",
    "count_drawer",
    "deposit",
    "enter_account",
    "give_back",
    "open_shift",
    "settle",
    "take_fee",
    "take_over",
]
