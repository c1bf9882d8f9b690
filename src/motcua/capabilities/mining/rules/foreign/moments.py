"""Moments as other systems write them: ISO 8601, or day first as in Vietnam."""

import re
from datetime import datetime, timedelta
from typing import Final

from motcua.foundation.kernel.clock import VIETNAM

_FIRST_YEAR: Final = 2001
_LAST_YEAR: Final = 2048
"""In these years and those beside them calendars know the holidays; any other is a slip of the pen."""

_WHOLE_DAY: Final = timedelta(days=1) - timedelta(seconds=1)
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2})[:hg](\d{1,2})(?::(\d{1,2}))?(?:[.,]\d+)?)?",
    re.ASCII,
)
_YEAR_WITH_STROKES: Final = re.compile(r"\d{4}/\d{1,2}/\d{1,2}.*", re.ASCII)
_FRACTION: Final = re.compile(r"(\.\d{6})\d+", re.ASCII)


def read_moment(text: str) -> datetime | None:
    """Return the moment; in Vietnam where it names no zone; None if it cannot be read."""
    text = text.strip()
    found = _DAY_FIRST.fullmatch(text)
    try:
        moment = _day_first(found.groups()) if found else _iso(text)
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def read_due(text: str) -> datetime | None:
    """Return the moment until which something is in time: a day alone, or its midnight, lasts to its end."""
    moment = read_moment(text)
    return moment + _WHOLE_DAY if moment and _is_midnight(moment) else moment


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _day_first(parts: tuple[str | None, ...]) -> datetime:
    day, month, year, hour, minute, second = (int(part or 0) for part in parts)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone is set by the caller


def _iso(text: str) -> datetime:
    if _YEAR_WITH_STROKES.fullmatch(text):
        year, month, rest = text.split("/", 2)
        day, _blank, time = rest.partition(" ")
        text = f"{year}-{month:0>2}-{day:0>2} {time}".strip()
    # Some systems write nanoseconds.
    return datetime.fromisoformat(_FRACTION.sub(r"\1", text))
