"""How long what is open will still take: the product-limit estimator of Kaplan and Meier (1958).

Every past dossier of a group is one course: how long it took from a point of its life to its result.
One that never got there from that point (it is open still, was withdrawn, stopped, or went back to the
applicant) is known to have taken longer than so long, and counts for that much: leaving it out
would make the agency look faster than it is. Times are working seconds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import neg
from typing import Final

FEWEST_FINISHED: Final = 20
"""Finished dossiers below which nothing is said: with 20, a share may still be off by 22 points."""
EARLY: Final = 0.25
LATE: Final = 0.75
"""Half of the dossiers like it are finished between these two shares."""
ROUNDING: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Course:
    """How long one dossier took, or, without a result, how long at least."""

    seconds: float
    is_finished: bool


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What the past says of a dossier that has been at this point for so long."""

    risk: float
    """Estimated probability that it takes longer than the time left, from 0 to 1."""
    early: float | None
    """Working seconds from now within which a quarter of the dossiers like it are finished."""
    late: float | None
    """The same for three quarters; either is None if fewer were ever seen to finish."""
    finished: int
    """How many finished dossiers it rests on."""
    longer: int
    """How many dossiers like it took longer than the time that is left."""
    known: int
    """Of how many it is known whether they did."""


class Curve:
    """The courses of one group, ready to be asked. Built in n log n, asked in log n."""

    def __init__(self, courses: Iterable[Course]) -> None:
        """Keep the courses in order and estimate how many last longer than each time."""
        kept = sorted((course.seconds, not course.is_finished) for course in courses)
        self._all = [seconds for seconds, _is_open in kept]
        self._finished = [seconds for seconds, is_open in kept if not is_open]
        self._steps: list[float] = []
        self._shares: list[float] = []
        share = 1.0
        for place, (seconds, is_open) in enumerate(kept):
            if not is_open:
                # One at a time gives for equal times what all of them at once give.
                share *= 1 - 1 / (len(kept) - place)
                self._steps.append(seconds)
                self._shares.append(share)

    def look(self, *, spent: float, left: float) -> Outlook | None:
        """Return the outlook of what has been there for ``spent`` and is due in ``left``.

        Only dossiers that were there for longer than that are like it. None if too few of them finished.
        """
        finished = len(self._finished) - bisect_right(self._finished, spent)
        if finished < FEWEST_FINISHED:
            return None
        until = spent + max(left, 0.0)
        longer = len(self._all) - bisect_right(self._all, until)
        in_time = finished - (len(self._finished) - bisect_right(self._finished, until))
        still = self._longer_than(spent)
        return Outlook(
            risk=self._longer_than(until) / still if left > 0 else 1.0,
            early=self._reached(still * (1 - EARLY), since=spent),
            late=self._reached(still * (1 - LATE), since=spent),
            finished=finished,
            longer=longer,
            known=longer + in_time,
        )

    def _longer_than(self, seconds: float) -> float:
        """Return the estimated share of courses that last longer than that."""
        place = bisect_right(self._steps, seconds)
        return self._shares[place - 1] if place else 1.0

    def _reached(self, share: float, *, since: float) -> float | None:
        """Return how long it takes from then until no more than this share is left, if it ever is."""
        # Shares fall; a hair's breadth makes up for the rounding of their products.
        place = bisect_left(self._shares, -share - ROUNDING, key=neg)
        return self._steps[place] - since if place < len(self._steps) else None


def bucket(risk: float) -> int:
    """Return the tenth a risk lies in, from 0 to 9, by which forecasts are judged afterwards."""
    return min(int(risk * 10), 9)
