"""Days, sums of money and keys as they are sent, read alike on every surface."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.kernel.money import Dong

_DIGITS: Final = 12
"""Digits of a sum at the most; more is a slip of the hand."""
_KEY_DIGITS: Final = 18
"""Digits that a key has at the most: those of a bigint."""


def key_of(text: str) -> int | None:
    """Return the key that was posted, if the text is one at all."""
    is_key = text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS
    return int(text) if is_key else None


def day_of(text: str) -> date | None:
    """Return the day that was typed as day, month and year; None if it is none."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def require_day(text: str, *, field: str) -> date:
    """Return the day that was typed.

    :raises InvalidInput: if it is none, naming the field
    """
    day = day_of(text)
    if day is None:
        words = _("Ghi ngày có thật, theo ngày/tháng/năm.")
        raise InvalidInput([FieldProblem(field=field, text=words, code="no-day")])
    return day


def money_of(text: str) -> Dong | None:
    """Return whole đồng as people write them: 8.000, 8 000 đ, 8000; None if it is no sum."""
    bare = text.strip().removesuffix("đ").removesuffix("đồng")
    digits = "".join(one for one in bare if one not in " .,\u00a0")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS
    return Dong(int(digits)) if is_number else None
