"""Addresses that continue a list behind its last row: the moment and key of that row."""

from datetime import UTC, datetime
from typing import Final

SHAPE: Final = "%Y%m%dT%H%M%S%f"
NEVER: Final = "-"
"""Stands for the moment of a row that has none."""


def mark(moment: datetime | None, key: int) -> str:
    """Return a row's place as it is written into an address."""
    at = NEVER if moment is None else moment.astimezone(UTC).strftime(SHAPE)
    return f"{at}.{key}"


def read_mark(text: str) -> tuple[datetime | None, int] | None:
    """Return the place an address holds; None where there is none or it cannot be read."""
    at, _dot, key = text.partition(".")
    if not (key.isascii() and key.isdigit()) or len(key) > 18:  # noqa: PLR2004 - a bigint's digits
        return None
    if at == NEVER:
        return None, int(key)
    moment = read_moment(at)
    return None if moment is None else (moment, int(key))


def read_moment(text: str) -> datetime | None:
    """Return a moment as an address holds it, if it can be read."""
    try:
        return datetime.strptime(text, SHAPE).replace(tzinfo=UTC)
    except ValueError:
        return None


def write_moment(moment: datetime) -> str:
    """Return a moment as it is written into an address."""
    return moment.astimezone(UTC).strftime(SHAPE)


def read_dated_mark(text: str) -> tuple[datetime, int] | None:
    """Return the place in a list whose rows all have a moment."""
    place = read_mark(text)
    if place is None or place[0] is None:
        return None
    return place[0], place[1]
