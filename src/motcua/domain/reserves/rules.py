"""What may be reserved, when a second person is needed, and how the sum of a block closes.

Article 17.1 of Decree 61/2018/NĐ-CP: what is brought is written down at once. Where the line or the
power is gone, a number of the day is given out all the same, and the true time with its proof follows.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from motcua.domain.reserves.enums import BlockKind, FateKind
from motcua.domain.reserves.errors import BeforeReserved, DayRefused, OtherDay, SizeRefused
from motcua.foundation.kernel.clock import day_in_vietnam

MOST: Final = 50
"""Numbers that one counter holds at a time; ours."""
DAYS_BACK: Final = timedelta(days=30)
"""As long ago as papers may be written down late."""
DAYS_AHEAD: Final = timedelta(days=7)
SURE_WITHIN: Final = timedelta(minutes=2)
"""A device's clock that went further astray between two looks at ours proves no time by itself; ours."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The numbers of a block by where they stand."""

    used: int
    cancelled: int
    returned: int
    held: int
    """On a slip that is no dossier yet."""
    free: int

    @property
    def is_closed(self) -> bool:
        """Whether every number has come to its end."""
        return not self.held and not self.free

    @property
    def total(self) -> int:
        """All of them."""
        return self.used + self.cancelled + self.returned + self.held + self.free


def require_size(count: int) -> None:
    """Refuse none, and more than one counter may hold."""
    if not 0 < count <= MOST:
        raise SizeRefused(field="count", most=MOST)


def require_day(on: date, *, today: date) -> None:
    """Refuse numbers for a day too long ago or too far ahead."""
    first, last = today - DAYS_BACK, today + DAYS_AHEAD
    if not first <= on <= last:
        raise DayRefused(field="on", first=first, last=last)


def require_moment(came_at: datetime, *, on: date, kind: BlockKind, taken_at: datetime) -> None:
    """Refuse a time of receipt at which the number cannot have been given out."""
    if day_in_vietnam(came_at) != on:
        raise OtherDay(field="came_at", on=on)
    if kind is BlockKind.DEVICE and came_at < taken_at - SURE_WITHIN:
        raise BeforeReserved(field="came_at", taken_at=taken_at)


def needs_second(
    *, kind: BlockKind, came_at: datetime, recorded_at: datetime, drift: timedelta | None
) -> bool:
    """Say whether a second person has to confirm the time before it counts.

    A device whose clock was compared with ours, sent in on the same day, tells the time by itself.
    What was written by hand, or sent on a later day, or by a clock that moved, does not.
    """
    if kind is BlockKind.PAD or drift is None or abs(drift) > SURE_WITHIN:
        return True
    return day_in_vietnam(came_at) < day_in_vietnam(recorded_at)


def sum_up(
    counters: Collection[int], *, fates: Mapping[int, FateKind], held: Collection[int]
) -> Sum:
    """Return where the numbers stand: each is counted once."""
    ended = [fates[one] for one in counters if one in fates]
    waiting = sum(1 for one in counters if one in held and one not in fates)
    return Sum(
        used=ended.count(FateKind.USED),
        cancelled=ended.count(FateKind.CANCELLED),
        returned=ended.count(FateKind.RETURNED),
        held=waiting,
        free=len(counters) - len(ended) - waiting,
    )


def list_free(
    counters: Collection[int], *, fates: Mapping[int, FateKind], held: Collection[int]
) -> list[int]:
    """Return the numbers that nobody was given, in order."""
    return sorted(one for one in counters if one not in fates and one not in held)
