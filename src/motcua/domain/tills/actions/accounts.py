"""Where fees are paid into: entered by one, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.capabilities.payments.queries import BankAccount
from motcua.domain.tills import permissions
from motcua.domain.tills.errors import AccountNotFound, AlreadyConfirmed
from motcua.domain.tills.models import Confirmation, FeeAccount

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Named:
    """An account as the document that names it has it."""

    account: BankAccount
    bank_name: str
    holder: str
    valid_from: date
    basis: str


def enter_account(named: Named, *, by: Officer, at: datetime) -> FeeAccount:
    """Enter where the fees of the officer's agency are paid into; nobody is told before it is confirmed."""
    return FeeAccount.objects.create(
        agency_id=by.agency_id, bank=named.account.bank, bank_name=named.bank_name,
        number=named.account.number, holder=named.holder, valid_from=named.valid_from,
        basis=named.basis, entered_by=by.post_id, entered_at=at,
    )  # fmt: skip


@transaction.atomic
def confirm_account(*, account_id: int, by: Officer, at: datetime) -> FeeAccount:
    """Confirm an account that somebody else entered; from its day on people are told to pay into it.

    Raises:
        AccountNotFound: if there is none, or the officer does not lead its agency.
        OwnEntry: if the officer entered it.
        AlreadyConfirmed: if a colleague was faster.
    """
    account = FeeAccount.objects.filter(pk=account_id).first()
    if account is None:
        raise AccountNotFound
    permissions.require_confirmer(by, account)
    # Two heads at once find one outcome: an account is confirmed by one row.
    _found, is_new = Confirmation.objects.get_or_create(
        account=account,
        defaults={"entered_by": account.entered_by, "confirmed_by": by.post_id, "at": at},
    )
    if not is_new:
        raise AlreadyConfirmed
    return account
