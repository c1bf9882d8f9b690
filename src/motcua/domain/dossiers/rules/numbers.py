"""Numbers and references of dossiers (Articles 17.3 and 26; Article 19 of Circular 01/2018/TT-VPCP)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, kw_only=True)
class NumberLayout:
    """How a dossier number is written from a day on."""

    valid_from: date
    template: str
    largest: int
    source: str
    is_verified: bool


NUMBER_LAYOUTS: Final = (
    NumberLayout(
        valid_from=date(2018, 6, 21),
        template="{old_code}-{on:%y%m%d}-{counter:04d}",
        largest=9_999,
        source="Điều 19 Thông tư 01/2018/TT-VPCP",
        is_verified=True,
    ),
    NumberLayout(
        valid_from=date(2025, 9, 15),
        template="{code}-{on:%Y%m%d}-{counter:07d}",
        largest=9_999_999,
        source="Thông tư 03/2025/TT-VPCP (chưa đọc được nguyên văn; theo số đã thấy lưu hành)",
        is_verified=False,
    ),
)


class CounterExhausted(ValueError):
    """The day's counter no longer fits the layout: a defect of configuration, not of a citizen."""


def format_number(*, code: str, old_code: str, on: date, counter: int) -> str:
    """Return the statutory number of the counter-th dossier the agency received on the day.

    The date is the day of receipt. Layouts change by law; a number once issued never does.
    """
    layout = max(
        (layout for layout in NUMBER_LAYOUTS if layout.valid_from <= on),
        key=lambda layout: layout.valid_from,
    )
    if not 0 < counter <= layout.largest:
        raise CounterExhausted(counter)
    return layout.template.format(code=code, old_code=old_code, on=on, counter=counter)


def lookup_key(typed: str) -> str:
    """Return the key under which a number or reference is found, however it was typed.

    Dots, dashes, spaces and case do not matter; people read numbers over the telephone.
    """
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[:64]


# Letters and digits that cannot be mistaken for one another (Crockford's base 32).
REFERENCE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH: Final = 10


def format_reference(random_value: int) -> str:
    """Return a lodging reference such as ``NT-7K3M9-QXD2V`` for a random number of 50 bits."""
    digits = []
    for _ in range(REFERENCE_LENGTH):
        random_value, digit = divmod(random_value, len(REFERENCE_ALPHABET))
        digits.append(REFERENCE_ALPHABET[digit])
    text = "".join(digits)
    return f"NT-{text[:5]}-{text[5:]}"
