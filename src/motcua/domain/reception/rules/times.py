"""How long people wait: shares of what happened, and what to expect, said only where enough is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final

ENOUGH: Final = 8
"""Tickets served before the product says how long one takes."""
ROUND: Final = 5
"""Minutes to which what is expected is rounded up: more would promise what nobody knows."""


def share_of(durations: Sequence[timedelta], percent: int) -> timedelta | None:
    """Return the smallest duration that so many per cent did not exceed; none of nothing."""
    if not durations:
        return None
    ordered = sorted(durations)
    rank = max(1, ceil(len(ordered) * percent / 100))
    return ordered[rank - 1]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a holder can expect, in minutes."""

    least: int
    most: int


def expect(*, ahead: int, windows: int, paces: Sequence[timedelta]) -> Expected | None:
    """Return how long somebody with so many ahead waits at windows of such a pace; none if too little is known.

    ``paces`` are times from one call to the end of serving. Between the median and the pace that nine of ten
    kept lies what is told: one number would be false most of the time.
    """
    median, slow = share_of(paces, 50), share_of(paces, 90)
    if len(paces) < ENOUGH or windows < 1 or median is None or slow is None:
        return None
    rounds = ceil(ahead / windows)
    return Expected(least=_up(median * rounds), most=_up(slow * rounds))


def _up(length: timedelta) -> int:
    minutes = ceil(length.total_seconds() / 60)
    return ceil(minutes / ROUND) * ROUND
