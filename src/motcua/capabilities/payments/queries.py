"""What other contexts ask of payments."""

from motcua.capabilities.payments.rules import (
    BANKS,
    LONGEST_ACCOUNT,
    LONGEST_PURPOSE,
    BankAccount,
    is_account,
    is_bank,
    transfer_code,
)

__all__ = [
    "BANKS",
    "LONGEST_ACCOUNT",
    "LONGEST_PURPOSE",
    "BankAccount",
    "is_account",
    "is_bank",
    "transfer_code",
]
