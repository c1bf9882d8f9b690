"""A log as values: cases, and what happened in each, in the order in which it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from motcua.capabilities.mining.enums import Standing

BEGIN: Final = "(begin)"
END: Final = "(end)"
"""The two ends of every case in a graph; no activity is called so."""

NINE_IN_TEN: Final = 0.9
HALF: Final = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One finished piece of a case."""

    activity: str
    began_at: datetime
    done_at: datetime
    began: int
    """Working seconds from the beginning of the case."""
    done: int
    holder: str = ""
    """With whom it lay; empty for what takes no time."""
    outcome: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case, its happenings in the order in which they ended."""

    key: str
    standing: Standing
    happenings: tuple[Happening, ...]

    @property
    def sequence(self) -> tuple[str, ...]:
        """The activities in their order: what makes a variant."""
        return tuple(one.activity for one in self.happenings)

    @property
    def took(self) -> int:
        """Working seconds from its beginning to the end of its last happening."""
        return max((one.done for one in self.happenings), default=0)


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long something took, in working seconds, by rank: no value that did not happen."""

    count: int
    median: int
    """Half of them took no longer."""
    most: int
    """Nine in ten took no longer."""


def measure(seconds: Iterable[int]) -> Times:
    """Return the times of these durations; all zero for none."""
    ranked = sorted(seconds)
    return Times(count=len(ranked), median=_at(ranked, HALF), most=_at(ranked, NINE_IN_TEN))


def _at(ranked: Sequence[int], share: float) -> int:
    return ranked[ceil(share * len(ranked)) - 1] if ranked else 0
