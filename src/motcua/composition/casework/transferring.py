"""Where a dossier's fees are transferred to, with the code that every bank's application reads (Article 22.1.a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.capabilities.payments import queries as payments
from motcua.capabilities.payments.queries import BANKS, BankAccount
from motcua.domain.tills import actions, queries
from motcua.domain.tills.actions import Named
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import require_right
from motcua.foundation.kernel.money import Dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.tills.models import FeeAccount
    from motcua.foundation.identity.actors import Officer

LONGEST_LINE: Final = 200


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A transfer that pays what is owed."""

    bank: str
    """Name of the bank."""
    number: str
    holder: str
    amount: Dong
    purpose: str
    """What the payer writes, by which the desk finds the dossier again."""
    code: str
    """The VietQR payload that fills all of this in."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An account as an officer typed it."""

    bank: str
    number: str
    holder: str
    valid_from: date
    basis: str


def find_transfer(dossier: Dossier, owed: Dong) -> Transfer | None:
    """Return how to transfer what is owed; none where nothing is, or no account is known. One query.

    Into the account of the competent agency, else of the one whose desk received the dossier.
    """
    if not owed:
        return None
    agencies = list(dict.fromkeys([dossier.agency_id, dossier.receiving_agency_id]))
    account = queries.find_account(agencies, on=clock.today())
    if account is None:
        return None
    purpose = _purpose(dossier)
    code = payments.transfer_code(
        BankAccount(bank=account.bank, number=account.number), amount=owed, purpose=purpose
    )
    return Transfer(
        bank=account.bank_name, number=account.number, holder=account.holder, amount=owed,
        purpose=purpose, code=code,
    )  # fmt: skip


def _purpose(dossier: Dossier) -> str:
    """Return the dossier's number if a bank's field can hold it, else its reference, which is shorter."""
    name = dossier.number or dossier.reference
    return name if len(name) <= payments.LONGEST_PURPOSE else dossier.reference


def enter(typed: Typed, *, by: Officer, at: datetime) -> FeeAccount:
    """Enter a fee account of the officer's agency, for its head to confirm.

    Raises:
        InvalidInput: naming what is missing or no account.
    """
    number = "".join(typed.number.split()).upper()
    wrong = {
        "bank": (typed.bank not in BANKS, _("Chọn ngân hàng.")),
        "number": (
            not payments.is_account(number),
            _("Ghi số tài khoản: chữ không dấu và số, nhiều nhất 19 ký tự."),
        ),
        "holder": (not typed.holder.strip(), _("Ghi tên tài khoản như ngân hàng ghi.")),
        "basis": (not typed.basis.strip(), _("Ghi văn bản nêu tài khoản này.")),
    }
    require_right(wrong)
    named = Named(
        account=BankAccount(bank=typed.bank, number=number), bank_name=BANKS[typed.bank],
        holder=typed.holder.strip(), valid_from=typed.valid_from, basis=typed.basis.strip(),
    )  # fmt: skip
    return actions.enter_account(named, by=by, at=at)
