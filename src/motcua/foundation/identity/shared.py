"""How long a session lasts on a screen that strangers share. No table is read.

WCAG 2.2, 2.2.1: whoever needs longer is warned and gets more time by one simple act, ten times at
least; a session that nobody touches ends all the same, and so does one that was prolonged ten times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

TIMES: Final = 10
"""How often more time is given: WCAG 2.2, 2.2.1 asks for ten."""
SESSION_KEY: Final = "shared_screen"
"""Session key of when a session on a shared screen ends."""
WISH_KEY: Final = "shared_screen_wished"
"""Session key of a sign-in under way whose person said that others use the machine too."""
COOKIE: Final = "motcua_shared"
"""Names the agency that made this device a shared one; survives the end of every session on it."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long a session lasts untouched, how long in all, and how much more is given at a time."""

    idle: timedelta
    whole: timedelta
    more: timedelta


@dataclass(frozen=True, kw_only=True)
class SharedSession:
    """When a session on a shared screen ends: untouched, and in all."""

    idle_end: datetime
    whole_end: datetime
    given: int = 0
    """How often more time was given."""

    @classmethod
    def begun(cls, at: datetime, limits: Limits) -> Self:
        """Return a session that begins now."""
        return cls(idle_end=at + limits.idle, whole_end=at + limits.whole)

    @classmethod
    def read(cls, kept: list[float]) -> Self:
        """Return the session as it was kept."""
        idle, whole, given = kept
        return cls(
            idle_end=datetime.fromtimestamp(idle, tz=UTC),
            whole_end=datetime.fromtimestamp(whole, tz=UTC),
            given=int(given),
        )

    @property
    def kept(self) -> list[float]:
        """The session as the store of sessions keeps it."""
        return [self.idle_end.timestamp(), self.whole_end.timestamp(), self.given]

    @property
    def ends_at(self) -> datetime:
        """When it ends if nobody touches it any more."""
        return min(self.idle_end, self.whole_end)

    @property
    def may_have_more(self) -> bool:
        """Whether more time is given when it is asked for."""
        return self.given < TIMES

    def is_over(self, at: datetime) -> bool:
        """Return whether it has ended by then."""
        return at >= self.ends_at

    def touched(self, at: datetime, limits: Limits) -> Self:
        """Return the session after somebody did something: the whole of it grows no longer."""
        return replace(self, idle_end=max(self.idle_end, at + limits.idle))

    def prolonged(self, at: datetime, limits: Limits) -> Self:
        """Return the session after more time was asked for and given: that much from now, at least."""
        wanted = at + limits.more
        return replace(
            self,
            idle_end=max(self.idle_end, wanted),
            whole_end=max(self.whole_end, wanted),
            given=self.given + 1,
        )
