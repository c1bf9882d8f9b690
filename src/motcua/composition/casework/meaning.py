"""What somebody may mean who types into the one box: a number, a person, a day, a procedure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from motcua.foundation.kernel.vietnamese import fold

REFERENCE_PREFIX: Final = "NT"
_CENTURY: Final = 2000
_DAY: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?", re.ASCII)
_WORDS_BEFORE: Final = re.compile(r"^(?:ngay|hen tra|hen|han|nop|tiep nhan)\s+")
_SAID_DAYS: Final = {"hom nay": 0, "hom qua": -1, "ngay mai": 1}


def may_be_number(typed: str) -> bool:
    """Say whether it may be the number of a dossier: it has a digit, or is one word as references are."""
    words = typed.split()
    return any(one.isdecimal() for one in typed) or (
        len(words) == 1 and words[0].upper().startswith(REFERENCE_PREFIX)
    )


def read_day(typed: str, *, today: date) -> date | None:
    """Return the day that is meant: ``23/11``, ``23-11-2026``, ``2026-11-23``, ``hôm qua``; None if none is.

    A day without a year is the nearest one.
    """
    text = fold(typed)
    while (shorter := _WORDS_BEFORE.sub("", text)) != text and text not in _SAID_DAYS:
        text = shorter
    if text in _SAID_DAYS:
        return date.fromordinal(today.toordinal() + _SAID_DAYS[text])
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = _DAY.fullmatch(text)
    if said is None:
        return None
    day, month = int(said[1]), int(said[2])
    if said[3]:
        year = int(said[3]) + (_CENTURY if len(said[3]) == len("26") else 0)
        return _date(year, month, day)
    near = [_date(today.year + away, month, day) for away in (-1, 0, 1)]
    days = [one for one in near if one is not None]
    return min(days, key=lambda one: abs((one - today).days), default=None)


def is_words(typed: str) -> bool:
    """Say whether it may name a procedure: words, or a code with points and no blanks."""
    return any(one.isalpha() for one in typed) or "." in typed.strip(". ")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
