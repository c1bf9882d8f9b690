"""The clock of the product: read at the edge, set only by tests, rehearsal and the demo loader."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """Return the present moment, aware, in Vietnam's time."""
    fixed = _set_to.get()
    if fixed is not None:
        return fixed
    return datetime.now(UTC).astimezone(VIETNAM)  # noqa: TID251 - this is the edge


def day_in_vietnam(at: datetime) -> date:
    """Return the calendar day on which the moment falls in Vietnam.

    00:30 in Hà Nội is still yesterday in UTC, so ``at.date()`` would be a day short.
    """
    return at.astimezone(VIETNAM).date()


def today() -> date:
    """Return today's date in Vietnam."""
    return day_in_vietnam(now())


@contextmanager
def fixed_at(at: datetime) -> Iterator[None]:
    """Make ``now`` answer the given aware moment inside the block."""
    if at.tzinfo is None:
        raise ValueError("the clock is set to an aware moment")
    token = _set_to.set(at.astimezone(VIETNAM))
    try:
        yield
    finally:
        _set_to.reset(token)
