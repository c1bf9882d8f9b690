"""Answering for what was lost or spoilt (Articles 21.2 and 21.3), until nothing is owed for it any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.custody import permissions, queries, rules
from motcua.domain.custody.enums import Harm
from motcua.domain.custody.errors import LossNotFound, NotInPack, NotTheApplicants
from motcua.domain.custody.models import Loss, Pack
from motcua.domain.custody.rules import Amends, Debt
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act, ResultWay

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Paid:
    """That a cost was really paid: by whom, when, which document shows it."""

    payer: str
    amount: int
    paid_on: date | None
    document: str


def begin_loss(
    dossier: Dossier, *, pack: Pack | None, missing: Sequence[str], damaged: Sequence[str],
    at: datetime,
) -> Loss:  # fmt: skip
    """Keep that something is owed for what was just put on record. Runs in the caller's transaction."""
    return Loss.objects.create(
        dossier=dossier, pack=pack, missing=list(missing), damaged=list(damaged), noted_at=at
    )


@transaction.atomic
def report_result(*, reference: str, harm: Harm, account: str, by: Officer, at: datetime) -> Loss:
    """Put on record that a result sent by post never arrived, or arrived spoilt (Article 21.3).

    :param account: who says so, and what the post answered
    :raises DossierNotFound, NotYourTask: if the officer does not serve the desk that sent it
    :raises NotSentByPost: if it was not sent by post
    :raises LossOpen: if it is on record, and the agency is at it
    """
    dossier = dossiers.hold(reference=reference, by=by)
    permissions.require_reportable(by, dossier)
    dossiers.note(
        reference=reference, act=Act.LOSE_RESULT, payload={"harm": harm.value},
        words={"account": account.strip()}, by=by, at=at,
    )  # fmt: skip
    codes = [rules.RESULT]
    missing, damaged = (codes, []) if harm is Harm.MISSING else ([], codes)
    return begin_loss(dossier, pack=None, missing=missing, damaged=damaged, at=at)


@transaction.atomic
def find_papers(
    *, loss_id: int, names: Mapping[str, str], note: str, by: Officer, at: datetime
) -> Loss:
    """Put on record that papers which were missing are there again (Article 21.2).

    :param names: what the papers are called, by their codes
    :raises LossNotFound: if the officer's agency has nothing to do with it
    :raises NotInPack: if one of them was not missing, or none is named
    """
    loss = hold_loss(loss_id, by)
    if not names or not set(names) <= set(loss.missing):
        raise NotInPack(field="codes")
    loss.missing = [code for code in loss.missing if code not in names]
    pack = loss.pack
    if pack is not None:
        pack.missing = [code for code in pack.missing if code not in names]
        pack.save(update_fields=["missing"])
    _note(
        loss, Act.FIND_PAPERS, {"codes": sorted(names), "names": list(names.values())},
        {"note": note.strip()} if note.strip() else {}, by=by, at=at,
    )  # fmt: skip
    return _keep(loss, "missing")


@transaction.atomic
def make_amends(
    *, loss_id: int, amends: Amends, names: Sequence[str], document_id: int, by: Officer,
    at: datetime,
) -> Loss:  # fmt: skip
    """Put on record who answers for a loss, what is done and who pays (Articles 21.2 and 21.3).

    The caller issues the signed letter, in the same transaction.

    :raises LossNotFound, DossierNotFound, NotYourTask: if the officer does not sign for the agency
    :raises NothingOwed: if no answer is owed
    :raises NotTheApplicants: if the applicant is to bear what others lost
    """
    loss = hold_loss(loss_id, by)
    permissions.require_settling(by, loss, Debt.ANSWER)
    assert amends.blame is not None
    is_result = loss.pack_id is None
    if rules.burdens_unduly(amends, is_result=is_result):
        raise NotTheApplicants(field="blame" if amends.cost <= 0 else "bearer")
    loss.answered_at = at
    loss.cost = amends.cost
    loss.bearer = amends.bearer.value if amends.bearer and amends.cost else ""
    payload = {
        "codes": loss.codes,
        "names": list(names),
        "document_id": document_id,
        "blame": amends.blame.value,
        "cost": amends.cost,
        "bearer": loss.bearer,
        "paid_on": amends.paid_on.isoformat() if amends.paid_on and amends.cost else "",
    }
    act = Act.ANSWER_FOR_RESULT if is_result else Act.MAKE_AMENDS
    _note(loss, act, payload, {"who": amends.who, "remedy": amends.remedy}, by=by, at=at)
    return _keep(loss, "answered_at", "cost", "bearer")


@transaction.atomic
def replace_result(
    *, loss_id: int, way: ResultWay, words: Mapping[str, str], by: Officer, at: datetime
) -> Loss:
    """Record that the applicant got the result again, or that it was sent again (Article 21.3).

    :param words: who took it with which paper, or the parcel's number: kept sealed
    :raises LossNotFound, NotYourTask: if the officer does not serve the desk that sent it
    :raises NothingOwed: if it was, or the first one is there again
    """
    loss = hold_loss(loss_id, by)
    permissions.require_settling(by, loss, Debt.REPLACEMENT)
    loss.replaced_at = at
    _note(loss, Act.REPLACE_RESULT, {"way": way.value}, words, by=by, at=at)
    return _keep(loss, "replaced_at")


@transaction.atomic
def record_payment(*, loss_id: int, paid: Paid, by: Officer, at: datetime) -> Loss:
    """Put on record that the promised cost was really paid (Article 21.2).

    :raises LossNotFound, NotYourTask: if the officer neither signs for the agency nor serves the desk
    :raises NothingOwed: if nothing is to be paid, or it was
    """
    loss = hold_loss(loss_id, by)
    permissions.require_settling(by, loss, Debt.PAYMENT)
    assert paid.paid_on is not None
    loss.paid_at = at
    payload = {"amount": paid.amount, "bearer": loss.bearer, "paid_on": paid.paid_on.isoformat()}
    words = {"payer": paid.payer.strip(), "document": paid.document.strip()}
    _note(loss, Act.PAY_COST, payload, words, by=by, at=at)
    return _keep(loss, "paid_at")


def hold_loss(loss_id: int, by: Officer) -> Loss:
    """Return the loss as it is now, its dossier held until the caller's transaction ends.

    :raises LossNotFound: if the officer's agency has nothing to do with it
    """
    found = queries.find_loss_for(by, loss_id)
    if found is None:
        raise LossNotFound
    dossiers.hold(reference=found.dossier.reference, by=by)
    loss = queries.find_loss_for(by, loss_id)
    assert loss is not None
    return loss


def _keep(loss: Loss, *changed: str) -> Loss:
    """Save what changed; a loss for which nothing is owed any more is closed."""
    loss.is_open = bool(queries.debts_of(loss))
    loss.save(update_fields=[*changed, "is_open"])
    return loss


def _note(
    loss: Loss, act: Act, payload: Mapping[str, object], words: Mapping[str, str], *, by: Officer,
    at: datetime,
) -> None:  # fmt: skip
    dossiers.note(
        reference=loss.dossier.reference, act=act,
        payload={"loss": loss.pk, "pack": loss.pack_id, **payload}, words=words, by=by, at=at,
    )  # fmt: skip
