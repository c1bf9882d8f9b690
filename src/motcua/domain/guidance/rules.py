"""By what somebody is found again who was guided. Pure functions."""

import re
from typing import Final

LEAST_DIGITS: Final = 9
"""A telephone number has nine or more digits, a personal identification number twelve."""
_ABROAD: Final = re.compile(r"^(?:\+84|0084)")
_BETWEEN: Final = re.compile(r"[\s.\-()]")


def contact_key(typed: str) -> str:
    """Return a telephone or identification number as it is compared; empty if it is none."""
    digits = _BETWEEN.sub("", _ABROAD.sub("0", typed.strip()))
    is_number = digits.isascii() and digits.isdigit() and len(digits) >= LEAST_DIGITS
    return digits if is_number else ""
