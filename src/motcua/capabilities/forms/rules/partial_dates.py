"""Dates of which only the year or the month may be known, as with births of long ago.

An answer is "1948", "1948-03" or "1948-03-15" (ISO 8601 with reduced precision). What cannot be read
stays as it was typed, day, month and year with a stroke between them.
"""

import calendar
import re
from datetime import date
from typing import Final

KNOWN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_TYPED: Final = re.compile(r"([0-9]{0,2})[/. -]+([0-9]{0,2})[/. -]+([0-9]{4})")
_MONTH: Final = re.compile(r"([0-9]{1,2})[/. -]+([0-9]{4})")
_RUN: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})/*")


def read(typed: str) -> str | None:
    """Return the date as precisely as it was typed (in one line), else what was typed."""
    if not typed.strip("/"):
        return None
    year, month, day = _split(typed)
    if not year:
        return typed
    if day and not month:
        return f"{day}//{year}"
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return f"{day}/{month}/{year}"
    return "-".join(
        part for part in (year, month and f"{int(month):02}", day and f"{int(day):02}") if part
    )


def boxes(answer: str) -> tuple[str, str, str] | None:
    """Return day, month and year as they stand in their boxes; None for what could not be read."""
    known = KNOWN.fullmatch(answer)
    if known is None:
        return None
    year, month, day = known.groups()
    return str(int(day)) if day else "", str(int(month)) if month else "", year


def span(answer: str) -> tuple[date, date] | None:
    """Return the first and the last day that the answer can mean."""
    known = KNOWN.fullmatch(answer)
    if known is None:
        return None
    year, month, day = (int(part) if part else None for part in known.groups())
    assert year is not None  # the expression demands it
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last = calendar.monthrange(year, month or 12)[1]
    return first, date(year, month or 12, last)


def spoken(answer: str) -> str:
    """Return the date as papers write it: "15/03/1948", "03/1948" or "1948"."""
    return "/".join(reversed(answer.split("-"))) if KNOWN.fullmatch(answer) else answer


def _split(typed: str) -> tuple[str, str, str]:
    """Return year, month and day; no year when the text cannot be read."""
    if iso := _ISO.fullmatch(typed):
        return iso[1], iso[2] or "", iso[3] or ""
    if written := _TYPED.fullmatch(typed) or _RUN.fullmatch(typed):
        return written[3], written[2], written[1]
    if month := _MONTH.fullmatch(typed):
        return month[2], month[1], ""
    if year := _YEAR_FIRST.fullmatch(typed):
        return year[1], "", ""
    return "", "", ""
