"""Amounts of money: whole đồng, never fractions."""

from typing import Final, NewType

Dong = NewType("Dong", int)
"""An amount in Vietnamese đồng."""

NO_MONEY: Final = Dong(0)


def format_dong(amount: Dong) -> str:
    """Return the amount as it stands on a receipt: ``8.000 đ``."""
    return f"{amount:,} đ".replace(",", ".")
