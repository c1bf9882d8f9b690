"""Numbers of receipts: how they are written, and which books would give one number twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

DIGITS: Final = 7
"""Digits of a receipt's number, with zeros before it."""
LARGEST: Final = 10**DIGITS - 1


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The numbers of a book, both ends in it."""

    first: int
    last: int

    @property
    def is_sound(self) -> bool:
        """Whether there is a number in it, and none is longer than receipts have."""
        return 0 < self.first <= self.last <= LARGEST


@dataclass(frozen=True, kw_only=True)
class Use:
    """What became of a book's numbers."""

    given: int
    void: int
    left: int


def write_number(series: str, number: int) -> str:
    """Return a number as receipts bear it: ``AA-26E 0000012``."""
    return f"{series} {number:0{DIGITS}d}"


def meet(numbers: Numbers, others: Iterable[Numbers]) -> bool:
    """Say whether some number lies in these and in one of the others."""
    return any(numbers.first <= one.last and one.first <= numbers.last for one in others)


def count_use(numbers: Numbers, *, upcoming: int, void: int) -> Use:
    """Return what became of the numbers of a book whose next receipt bears ``upcoming``.

    They are given in order and without a gap, so that given and left are all of them.
    """
    return Use(given=upcoming - numbers.first, void=void, left=numbers.last - upcoming + 1)
