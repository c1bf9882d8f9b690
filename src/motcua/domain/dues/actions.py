"""The verbs of dues, and the only writers of their tables. Each is an entry of the dossier's log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dues import permissions, queries
from motcua.domain.dues.enums import LineKind, Way
from motcua.domain.dues.errors import (
    AlreadyReturned,
    LineNotFound,
    MoreThanKept,
    MoreThanOwed,
    NothingOwed,
    OwnLine,
)
from motcua.domain.dues.models import Account, Line
from motcua.foundation.identity.actors import Actor, Citizen, Officer
from motcua.foundation.kernel import rows
from motcua.foundation.kernel.money import NO_MONEY, Dong, format_dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing to be paid for."""

    code: str
    name: str
    amount: Dong
    why: str = ""
    """Why it is less than usual or nothing, with its article."""


@dataclass(frozen=True, kw_only=True)
class Money:
    """Money that came or went."""

    amount: Dong
    way: Way
    paid_on: date
    proof: str = ""
    """Number of the document that proves it; of the decision, where money goes back."""
    payer: str = ""
    """Who paid, if not the applicant."""


def charge(*, dossier: Dossier, asked: Sequence[Asked], by: Actor, at: datetime) -> Account:
    """Ask for what the dossier costs (Article 22.1), in place of what was asked for before.

    The caller holds the dossier and passes it as it is: its log goes on with this entry.
    """
    before = queries.list_lines(dossier)
    account = before[0].account if before else Account(dossier=dossier)
    account.since = at
    told = [
        *(
            _line(account, LineKind.CANCEL, 0, by=by, at=at, cancels=line)
            for line in queries.list_live(before)
            if line.kind == LineKind.CHARGE
        ),
        *(
            _line(account, LineKind.CHARGE, one.amount, by=by, at=at, code=one.code, name=one.name)
            for one in asked
        ),
    ]
    _add(account, before, told, changed=("since",))
    payload = {
        "charges": [{"code": one.code, "name": one.name, "amount": one.amount} for one in asked],
        "total": account.asked,
    }
    words = _words(reason="\n".join(one.why for one in asked if one.why))
    dossiers.remark(dossier, Act.CHARGE, payload=payload, words=words, by=by, at=at)
    return account


@transaction.atomic
def pay(*, reference: str, money: Money, by: Officer, at: datetime) -> Line:
    """Take down that money came for the dossier (Article 22.1); return the line that says it.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotTheTill: if the officer does not serve the desk that received it.
        NothingOwed: if nothing is owed, as after somebody else took it down.
        MoreThanOwed: if more cash is taken than is owed.
    """
    dossier, account, before = _hold(reference, by)
    permissions.require_till(by, dossier)
    if account is None or not account.balance.owed:
        raise NothingOwed
    owed = account.balance.owed
    if money.way is Way.CASH and money.amount > owed:
        raise MoreThanOwed(field="amount", owed=format_dong(owed))
    line = _line_of(account, LineKind.PAYMENT, money, by=by, at=at)
    account.proof_sent_at = None
    _add(account, before, [line], changed=("proof_sent_at",))
    _note(dossier, Act.PAY, line, account, by=by, at=at, words=_words(payer=money.payer))
    return line


@transaction.atomic
def give_back(*, reference: str, money: Money, why: str, by: Officer, at: datetime) -> Line:
    """Give money back by a decision of who leads the competent agency; return the line that says it.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotTheHead: if the officer does not lead it.
        MoreThanKept: if that much never came, or went back already.
    """
    dossier, account, before = _hold(reference, by)
    permissions.require_head(by, dossier)
    kept = account.balance.kept if account else NO_MONEY
    if account is None or money.amount > kept:
        raise MoreThanKept(field="amount", kept=format_dong(kept))
    line = _line_of(account, LineKind.REFUND, money, by=by, at=at)
    _add(account, before, [line])
    _note(dossier, Act.PAY_BACK, line, account, by=by, at=at, words=_words(reason=why))
    return line


@transaction.atomic
def cancel(*, reference: str, line_id: int, why: str, by: Officer, at: datetime) -> Line:
    """Cancel a payment that was written down wrongly; another officer than its writer does.

    Returns the line that cancels it, which names the payment.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotTheTill: if the officer does not serve the desk that received it.
        LineNotFound: if there is no such payment, or it was cancelled.
        OwnLine: if the officer wrote it.
        AlreadyReturned: if the money went back.
    """
    dossier, account, before = _hold(reference, by)
    permissions.require_till(by, dossier)
    payments = (one for one in queries.list_live(before) if one.kind == LineKind.PAYMENT)
    found = next((one for one in payments if one.pk == line_id), None)
    if account is None or found is None:
        raise LineNotFound
    if by.answers_for(found.post_id):
        raise OwnLine
    if account.returned > account.paid - found.amount:
        raise AlreadyReturned
    line = _line(account, LineKind.CANCEL, 0, by=by, at=at, cancels=found)
    _add(account, before, [line])
    _note(dossier, Act.CANCEL_PAYMENT, found, account, by=by, at=at, words=_words(reason=why))
    return line


@transaction.atomic
def send_proof(
    *, reference: str, proof: str, words: Mapping[str, object], by: Citizen, at: datetime
) -> Dossier:
    """Take the applicant's document for a payment: the desk looks whether the money came (Article 22.3).

    Raises:
        DossierNotFound: if it is another person's.
        NothingOwed: if nothing is owed.
    """
    dossier, account, _lines = _hold(reference, by, scope=Scope.PAY)
    if account is None or not account.balance.owed:
        raise NothingOwed
    account.proof_sent_at = at
    rows.update(account, ("proof_sent_at",))
    payload = {"proof": proof, "owed": account.balance.owed}
    dossiers.remark(dossier, Act.SEND_PROOF, payload=payload, words=words, by=by, at=at)
    return dossier


def _hold(
    reference: str, by: Officer | Citizen, *, scope: Scope | None = None
) -> tuple[Dossier, Account | None, list[Line]]:
    """Return dossier, account and its lines, held until the transaction ends: two hands find one outcome."""
    dossier = dossiers.hold(reference=reference, by=by, scope=scope)
    lines = queries.list_lines(dossier)
    account = lines[0].account if lines else None
    if account is not None:
        account.dossier = dossier
    return dossier, account, lines


def _add(
    account: Account, before: Sequence[Line], told: Sequence[Line], *, changed: tuple[str, ...] = ()
) -> None:
    """Add lines and write beside the account what all its lines come to. Two statements."""
    sums = queries.recount([*before, *told])
    account.asked, account.paid, account.returned = sums.asked, sums.paid, sums.returned
    if before:
        rows.update(account, ("asked", "paid", "returned", *changed))
    else:
        rows.insert([account])
    rows.insert(told)


def _line_of(account: Account, kind: LineKind, money: Money, *, by: Officer, at: datetime) -> Line:
    return _line(
        account, kind, money.amount, by=by, at=at, way=money.way, proof=money.proof.strip(),
        paid_on=money.paid_on,
    )  # fmt: skip


def _line(
    account: Account, kind: LineKind, amount: int, *, by: Actor, at: datetime, **rest: Any
) -> Line:
    post_id = by.post_id if isinstance(by, Officer) else None
    return Line(account=account, kind=kind, amount=amount, post_id=post_id, at=at, **rest)


def _note(
    dossier: Dossier, act: Act, line: Line, account: Account, *, by: Officer, at: datetime,
    words: Mapping[str, object],
) -> None:  # fmt: skip
    payload = {
        "line": line.pk,
        "amount": line.amount,
        "way": line.way,
        "proof": line.proof,
        "owed": account.balance.owed,
    }
    dossiers.remark(dossier, act, payload=payload, words=words, by=by, at=at)


def _words(**said: str) -> dict[str, object]:
    return {name: text.strip() for name, text in said.items() if text.strip()}
