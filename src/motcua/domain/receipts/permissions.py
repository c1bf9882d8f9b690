"""Who makes a receipt void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.receipts.errors import OwnReceipt

if TYPE_CHECKING:
    from motcua.domain.receipts.models import Receipt
    from motcua.foundation.identity.actors import Officer


def may_void(by: Officer, receipt: Receipt) -> bool:
    """Say whether another person gave the receipt. That the officer takes the dossier's money is the caller's to ask."""
    return not receipt.is_void and not by.answers_for(receipt.given_by)


def require_other(by: Officer, receipt: Receipt) -> None:
    """Refuse who gave the receipt.

    Raises:
        OwnReceipt: then.
    """
    if by.answers_for(receipt.given_by):
        raise OwnReceipt
