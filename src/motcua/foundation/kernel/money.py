"""Amounts of money: whole đồng, never fractions."""

from typing import NewType

Dong = NewType("Dong", int)
"""An amount in Vietnamese đồng."""


def format_dong(amount: Dong) -> str:
    """Return the amount as it stands on a receipt: ``8.000 đ``."""
    return f"{amount:,} đ".replace(",", ".")
