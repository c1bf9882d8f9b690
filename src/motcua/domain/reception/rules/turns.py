"""Whose turn it is: those who go first, and those who must not wait for ever behind them.

No article of Decree 61/2018 orders a waiting room. Laws give the elderly and persons with disabilities
care and help (Law 39/2009/QH12, Law 51/2010/QH12; which of their articles bind a one-stop desk is to be
verified), so each agency says which groups it puts first and on what ground.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

BACK_AFTER: Final = 3
"""How many others are called before somebody who was absent is called again."""
PAUSE: Final = timedelta(minutes=2)
"""How long somebody who was absent has at least to come back."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A ticket that waits, as far as its turn depends on it."""

    key: int
    since: datetime
    """Its place: who waits since earlier is earlier."""
    is_first: bool = False
    """Whether its holder is of a group that goes first."""
    booked_for: datetime | None = None
    """The time that its holder booked, who goes first from then on."""
    ready_at: datetime | None = None
    """Until then its holder, who was absent, is given time to come back."""

    def goes_first(self, now: datetime) -> bool:
        """Say whether it stands in the first row now."""
        return self.is_first or (self.booked_for is not None and self.booked_for <= now)

    def is_ready(self, now: datetime) -> bool:
        """Say whether it may be called now."""
        return self.ready_at is None or self.ready_at <= now


def order(
    waiting: Sequence[Waiting], *, firsts_in_a_row: int, share: int, now: datetime
) -> list[Waiting]:
    """Return the tickets in the order in which one window would call them if nobody else came.

    The first row goes first, but after ``share`` calls from it one of the others is called: nobody is passed
    by for ever. Within a row whoever waits longer is earlier. Those who are not back yet come last.
    """
    ready = [one for one in waiting if one.is_ready(now)]
    away = [one for one in waiting if not one.is_ready(now)]
    first = sorted((one for one in ready if one.goes_first(now)), key=_place)
    others = sorted((one for one in ready if not one.goes_first(now)), key=_place)
    called: list[Waiting] = []
    run = firsts_in_a_row
    while first or others:
        takes_first = bool(first) and (run < share or not others)
        called.append(first.pop(0) if takes_first else others.pop(0))
        run = run + 1 if takes_first else 0
    return called + sorted(away, key=_place)


def choose(
    waiting: Sequence[Waiting], *, firsts_in_a_row: int, share: int, now: datetime
) -> Waiting | None:
    """Return whom to call next; nobody if nobody is ready."""
    ordered = order(waiting, firsts_in_a_row=firsts_in_a_row, share=share, now=now)
    return ordered[0] if ordered and ordered[0].is_ready(now) else None


def count_in_a_row(called: Waiting, *, firsts_in_a_row: int, now: datetime) -> int:
    """Return how many of the first row a window has then called one after the other."""
    return firsts_in_a_row + 1 if called.goes_first(now) else 0


def place_of_absent(others: Sequence[Waiting], *, now: datetime) -> datetime:
    """Return the place of somebody who was absent: behind some of those who wait, else at the end."""
    ordered = sorted(one.since for one in others)
    if len(ordered) < BACK_AFTER:
        return now
    return ordered[BACK_AFTER - 1] + timedelta(microseconds=1)


def _place(one: Waiting) -> tuple[datetime, int]:
    return one.since, one.key
