"""Money as movements between places: what lies where, what a shift has to hold, how it is handed over.

Double entry: each movement takes from one place what it brings to another, so that all places together always
come to nothing and no sequence of acts makes or loses a đồng.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.domain.tills.enums import Place
from motcua.foundation.kernel.money import NO_MONEY, Dong

NOTES: Final = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
"""Notes in circulation, in đồng."""
HELD: Final = (Place.DRAWER, Place.SAFE, Place.BANK, Place.POST, Place.OTHER)
"""Where the desk's fees lie until they are settled."""
PAID_FROM: Final = (Place.BANK, Place.SAFE)
"""From where fees are handed on to the agency they are for."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """Money that went from one place to another."""

    source: Place
    target: Place
    amount: Dong


def balances(moves: Iterable[Move], before: Mapping[Place, int] | None = None) -> dict[Place, int]:
    """Return what lies at each place after these movements, in đồng; below nothing, what it gave more than got."""
    found = dict.fromkeys(Place, 0) | dict(before or {})
    for move in moves:
        found[move.source] -= move.amount
        found[move.target] += move.amount
    return found


def in_drawer(moves: Iterable[Move]) -> Dong:
    """Return what the drawer has to hold by the movements of its shift."""
    return Dong(balances(moves)[Place.DRAWER])


def count_notes(notes: Mapping[int, int]) -> Dong:
    """Return what so many notes of each kind come to."""
    return Dong(sum(worth * number for worth, number in notes.items()))


def hand_over(*, opening: Dong, expected: Dong, counted: Dong) -> tuple[Move, ...]:
    """Return how a counted drawer is emptied: the change back to who lent it, the rest into the safe.

    What was counted less or more than it should hold goes to the differences, so that the drawer is empty.
    """
    float_back = Dong(min(opening, counted))
    difference = expected - counted
    found = (
        Move(source=Place.DRAWER, target=Place.FLOAT, amount=float_back),
        Move(source=Place.DRAWER, target=Place.SAFE, amount=Dong(counted - float_back)),
        Move(source=Place.DRAWER, target=Place.DIFFERENCE, amount=Dong(max(0, difference))),
        Move(source=Place.DIFFERENCE, target=Place.DRAWER, amount=Dong(max(0, -difference))),
    )
    return tuple(move for move in found if move.amount)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What a desk and an agency have to settle at the end of a quarter, in đồng (Article 12.9)."""

    before: Dong = NO_MONEY
    """Held from earlier quarters."""
    taken: Dong = NO_MONEY
    returned: Dong = NO_MONEY
    """Given back, or cancelled."""
    handed: Dong = NO_MONEY
    """Handed on in the quarter."""

    @property
    def left(self) -> Dong:
        """What is still to be handed on."""
        return Dong(self.before + self.taken - self.returned - self.handed)


NOTHING_DUE: Final = Due()


@dataclass(frozen=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def following(self) -> "Quarter":
        """The one after it."""
        if self.number == _LAST:
            return Quarter(year=self.year + 1, number=1)
        return Quarter(year=self.year, number=self.number + 1)

    @property
    def preceding(self) -> "Quarter":
        """The one before it."""
        if self.number == 1:
            return Quarter(year=self.year - 1, number=_LAST)
        return Quarter(year=self.year, number=self.number - 1)


_LAST: Final = 4


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which the day lies."""
    return Quarter(year=day.year, number=(day.month + 2) // 3)
