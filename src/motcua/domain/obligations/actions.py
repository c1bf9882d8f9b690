"""The verbs of obligations, and the only writers of their table. Each is an entry of the dossier's log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.permissions import require_post
from motcua.domain.obligations import queries, rules
from motcua.domain.obligations.models import OPEN, Obligation
from motcua.foundation.kernel.money import Dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Citizen, Officer


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to be paid for."""

    name: str
    amount: Dong


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What another agency asks of the applicant, as its notice says."""

    items: tuple[Item, ...]
    issuer: str
    number: str
    on: date
    pay_by: date | None
    pay_to: str
    basis: str
    """The law by which the time does not count, as the record names it."""

    @property
    def total(self) -> Dong:
        """What it comes to."""
        return Dong(sum(item.amount for item in self.items))


def ask(
    dossier: Dossier, *, notice: Notice, document_id: int | None, by: Officer, at: datetime
) -> Obligation:
    """Tell the applicant of the notice; the dossier, which the caller holds, waits until it is met.

    Raises:
        NotYourTask: if the officer does not handle dossiers of the competent agency.
        ActRefused: if it is not being handled.
    """
    items = [{"name": item.name, "amount": item.amount} for item in notice.items]
    payload = {
        "notice": notice.number,
        "notice_on": notice.on.isoformat(),
        "issuer": notice.issuer,
        "items": items,
        "total": notice.total,
        "pay_by": notice.pay_by.isoformat() if notice.pay_by else None,
        "basis": notice.basis,
    }
    dossiers.ask_obligation(dossier, payload=payload, by=by, at=at)
    return Obligation.objects.create(
        dossier=dossier, items=items, total=notice.total, issuer=notice.issuer,
        notice=notice.number, notice_on=notice.on, pay_by=notice.pay_by, pay_to=notice.pay_to,
        document_id=document_id, asked_at=at,
    )  # fmt: skip


@transaction.atomic
def meet(*, reference: str, proof: str, paid_on: date, by: Officer, at: datetime) -> Dossier:
    """Confirm that the obligation was met; the clock goes on from the payment (``rules.resumed_at``).

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer neither handles it nor serves its desk.
        NotAwaited: if it waits for no obligation.
    """
    dossier = dossiers.hold(reference=reference, by=by)
    require_post(by, dossier, Act.MEET_OBLIGATION)
    awaited = queries.require_awaited(dossier)
    awaited.met_at = at
    awaited.save(update_fields=["met_at"])
    payload = {
        "notice": awaited.notice,
        "total": awaited.total,
        "proof": proof.strip(),
        "paid_on": paid_on.isoformat(),
    }
    return dossiers.go_on(
        dossier, Act.MEET_OBLIGATION, payload=payload, by=by, at=at,
        occurred_at=rules.resumed_at(
            asked_at=awaited.asked_at, sent_at=awaited.proof_sent_at, paid_on=paid_on, at=at
        ),
    )  # fmt: skip


@transaction.atomic
def drop(*, reference: str, why: str, by: Officer, at: datetime) -> Dossier:
    """Ask for the obligation no more, as when the notice was withdrawn or the debt is recorded.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not handle it.
        NotAwaited: if it waits for no obligation.
        ReasonNeeded: if no reason is given.
    """
    dossier = dossiers.hold(reference=reference, by=by)
    require_post(by, dossier, Act.DROP_OBLIGATION)
    awaited = queries.require_awaited(dossier)
    awaited.ended_at = at
    awaited.save(update_fields=["ended_at"])
    return dossiers.go_on(
        dossier, Act.DROP_OBLIGATION, payload={"notice": awaited.notice}, words={"reason": why.strip()},
        by=by, at=at, occurred_at=at,
    )  # fmt: skip


@transaction.atomic
def send_proof(
    *, reference: str, proof: str, words: Mapping[str, object], by: Citizen, at: datetime
) -> Dossier:
    """Take the applicant's document for the payment; an officer looks whether it was paid.

    Raises:
        DossierNotFound: if it is another person's.
        NotAwaited: if it waits for no obligation.
    """
    dossier = dossiers.hold(reference=reference, by=by, scope=Scope.PAY)
    awaited = queries.require_awaited(dossier)
    if awaited.proof_sent_at is None:
        awaited.proof_sent_at = at
        awaited.save(update_fields=["proof_sent_at"])
    payload = {"proof": proof, "owed": awaited.total, "notice": awaited.notice}
    dossiers.remark(dossier, Act.PROVE_OBLIGATION, payload=payload, words=words, by=by, at=at)
    return dossier


def end(dossier: Dossier, *, at: datetime) -> None:
    """Let what was asked for go with a dossier that was withdrawn or stopped. One statement."""
    Obligation.objects.filter(OPEN, dossier=dossier).update(ended_at=at)
