"""Stretches of working time and numbers, in words: whole for reading, short for drawings."""

from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 8 * HOUR
"""A working day as people count one; offices may keep other hours."""


def say(seconds: int) -> str:
    """Return a stretch of working time: minutes, hours, or days of eight hours."""
    if seconds < HOUR:
        return _("{number} phút").format(number=_number(seconds, MINUTE))
    if seconds < DAY:
        return _("{number} giờ").format(number=_number(seconds, HOUR, 1))
    return _("{number} ngày làm việc").format(number=_number(seconds, DAY, 1))


def say_short(seconds: int) -> str:
    """Return the same for a drawing."""
    if seconds < HOUR:
        return _("{number} ph").format(number=_number(seconds, MINUTE))
    if seconds < DAY:
        return _("{number} giờ").format(number=_number(seconds, HOUR, 1))
    return _("{number} ngày").format(number=_number(seconds, DAY, 1))


def say_count(count: int) -> str:
    """Return a number as it is written in the reader's language."""
    return str(number_format(count, use_l10n=True, force_grouping=True))


def say_share(share: float) -> str:
    """Return a share in percent."""
    return f"{number_format(share * 100, decimal_pos=1, use_l10n=True)}%"


def _number(seconds: int, unit: int, places: int = 0) -> str:
    """Return how many units, the last place left out where it says nothing."""
    exact = round(seconds / unit, places)
    return str(
        number_format(exact, decimal_pos=0 if exact == int(exact) else places, use_l10n=True)
    )
