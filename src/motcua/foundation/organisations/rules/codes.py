"""Agency codes in both layouts ever issued.

New (Article 4 of Decision 20/2020): groups from the top level down, ``H56.06``, at most 35 characters.
Old (QCVN 102:2016, used by Article 19 of Circular 01/2018): four groups from the lowest level up,
``000.00.06.H56``, empty levels as zeros. Papers bearing old codes stay valid, so both are read for ever.
"""

import re
from typing import Final

from motcua.foundation.organisations.errors import CodeHasNoOldLayout, InvalidAgencyCode

MAX_LENGTH: Final = 35
NEW: Final = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*")
# Levels 2 and 3 have two places in the standard; communes placed right under a province since July
# 2025 need three.
OLD: Final = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2,3}\.[0-9A-Z]{2,3}\.[A-Y][0-9]{2}")
_WIDTHS: Final = ((2, 3), (2, 3), (3, 3))
"""Shortest and longest group for levels 2, 3 and 4 of the old layout."""


def to_new(text: str) -> str:
    """Return the code in the new layout, whichever layout it is written in.

    :raises InvalidAgencyCode: if the text is a code in neither
    """
    code = text.strip().upper()
    if len(code) <= MAX_LENGTH and NEW.fullmatch(code):
        return code
    if not OLD.fullmatch(code):
        raise InvalidAgencyCode(text=text)
    groups = code.split(".")[::-1]
    while _is_empty(groups[-1]):
        groups.pop()
    if any(_is_empty(group) for group in groups):
        raise InvalidAgencyCode(text=text)
    return ".".join(groups)


def to_old(text: str) -> str:
    """Return the code in the old layout, whichever layout it is written in.

    :raises InvalidAgencyCode: if the text is a code in neither
    :raises CodeHasNoOldLayout: if it has more levels or longer groups than the old layout holds
    """
    top, *lower = to_new(text).split(".")
    if len(lower) > len(_WIDTHS):
        raise CodeHasNoOldLayout(text=text)
    places = ["0" * shortest for shortest, _ in _WIDTHS]
    for level, group in enumerate(lower):
        shortest, longest = _WIDTHS[level]
        if not shortest <= len(group) <= longest or _is_empty(group):
            raise CodeHasNoOldLayout(text=text)
        places[level] = group
    return ".".join([*reversed(places), top])


def is_old(text: str) -> bool:
    """Whether the text is written in the old layout."""
    return OLD.fullmatch(text.strip().upper()) is not None


def parent_of(code: str) -> str | None:
    """Return the code one level up, or None at the top."""
    head, dot, _ = to_new(code).rpartition(".")
    return head if dot else None


def _is_empty(group: str) -> bool:
    return not group.strip("0")
