"""Making amends for what was lost or spoilt: papers while a dossier was handled, a result in the post.

Articles 21.2 and 21.3 of Decree 61/2018. Who signs for the agency says who is at fault, what is done, and who
pays for having it issued again; the signed and sealed letter goes to the applicant. A result is handed over again
by the desk, and a cost counts as paid when somebody puts on record by whom, when, and what shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import handing_over, letters, papers
from motcua.composition.casework.issuing import issue, next_number
from motcua.domain.custody import actions as custody
from motcua.domain.custody import permissions, queries
from motcua.domain.custody.actions import Paid
from motcua.domain.custody.enums import Blame, Harm
from motcua.domain.custody.errors import LossNotFound
from motcua.domain.custody.queries import RESULT, Amends, Debt
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import audit, clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal, list_problems, require_right

if TYPE_CHECKING:
    from motcua.composition.casework.handing_over import Taken
    from motcua.domain.custody.models import Loss, Pack
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.dossiers.queries import Happened
    from motcua.foundation.identity.actors import Officer


PURPOSE: Final = "amends"
SERIES: Final = "XL"
LETTER: Final = "result"


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What was lost or spoilt, what is still owed for it, and what keeps this officer from each."""

    loss: Loss
    missing: Mapping[str, str]
    """What is missing, by code."""
    damaged: Mapping[str, str]
    owed: frozenset[Debt]
    barriers: Mapping[Debt, Refusal | None]

    @property
    def is_result(self) -> bool:
        """Whether it is a result that the post was to bring."""
        return self.loss.pack_id is None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A result that was handed over, and what keeps this officer from saying that it was lost."""

    dossier: Dossier
    barrier: Refusal | None
    going_on: Loss | None
    """What is on record already, and not made good."""


def list_owed(by: Officer) -> list[Lost]:
    """Return for what this officer may do what is owed next, longest first. One query."""
    losses = queries.list_open_losses(by)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[loss.dossier.subject for loss in losses],
    )  # fmt: skip
    shown = [_show(loss, by) for loss in losses]
    return [lost for lost in shown if any(lost.barriers[debt] is None for debt in lost.owed)]


def list_of_pack(pack: Pack) -> list[Loss]:
    """Return what was lost of a pack that the officer has fetched. One query."""
    return queries.list_losses(pack)


def look(loss_id: int, by: Officer) -> Lost:
    """Return what was lost, to an officer of its agencies.

    Raises:
        LossNotFound: if it is none of theirs.
    """
    loss = queries.find_loss_for(by, loss_id)
    if loss is None or by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise LossNotFound
    dossiers.note_reading(loss.dossier, by, purpose=PURPOSE)
    return _show(loss, by)


def look_at_result(reference: str, by: Officer) -> Sent:
    """Return the dossier, and whether this officer may say that its result was lost by the post.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    going_on = queries.find_lost_result(dossier)
    try:
        permissions.require_reportable(by, dossier)
    except Refusal as refusal:
        return Sent(dossier=dossier, barrier=refusal, going_on=going_on)
    return Sent(dossier=dossier, barrier=None, going_on=None)


@transaction.atomic
def report_result(
    *, reference: str, harm: Harm | None, account: str, by: Officer, at: datetime
) -> Loss:
    """Put on record that a result sent by post never arrived, or arrived spoilt (Article 21.3).

    Raises:
        DossierNotFound, NotYourTask: if the officer does not serve the desk that sent it.
        NotSentByPost, LossOpen: if it was not sent by post, or is being made good.
        InvalidInput: naming what is not said.
    """
    problems = list_problems(
        {
            "harm": (harm is None, _("Chọn kết quả không đến nơi hay đến nơi nhưng hư hỏng.")),
            "account": (not account.strip(), _("Ghi ai báo, và bưu chính trả lời thế nào.")),
        }
    )
    if harm is None or problems:
        raise InvalidInput(problems)
    return custody.report_result(reference=reference, harm=harm, account=account, by=by, at=at)


@transaction.atomic
def answer(*, loss_id: int, amends: Amends, by: Officer, at: datetime) -> Loss:
    """Sign the letter, and put on record who is at fault, what is done and who pays, or do neither.

    It apologises for what was lost in the agency's care, and for a result whose loss is the agency's fault.

    Raises:
        LossNotFound, DossierNotFound, NotYourTask: if the officer does not sign for the agency.
        NothingOwed: if no answer is owed.
        NotTheApplicants: if the applicant is to bear what others lost.
        InvalidInput: naming each thing that is not said.
    """
    loss = custody.hold_loss(loss_id, by)
    permissions.require_settling(by, loss, Debt.ANSWER)
    _require_whole(amends)
    dossier, is_result = loss.dossier, loss.pack_id is None
    assert amends.blame is not None
    is_sorry = queries.owes_apology(amends.blame, is_result=is_result)
    names = list(_names(loss, loss.codes).values())
    number = next_number(dossier, SERIES, at)
    declared = papers.read_declared(dossier)
    title = letters.loss_title(is_result=is_result, is_sorry=is_sorry)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.loss_answer(
            dossier, declared, number=number, title=title, is_sorry=is_sorry, lost=names,
            amends=amends, signed=signed, at=at,
        )  # fmt: skip

    document_id = issue(
        dossier, kind=PaperKind.APOLOGY, template=LETTER, title=title, number=number, fill=fill,
        by=by, signatory=by, at=at,
    )  # fmt: skip
    return custody.make_amends(
        loss_id=loss_id, amends=amends, names=names, document_id=document_id, by=by, at=at
    )


@transaction.atomic
def replace(*, loss_id: int, taken: Taken, by: Officer, at: datetime) -> Loss:
    """Record who took the result this time, or under which number the post has it now (Article 21.3).

    The signed result is printed and stamped again: number and content stay.

    Raises:
        LossNotFound, NotYourTask: if the officer does not serve the desk that sent it.
        NothingOwed: if it was handed over again, or the first one is there.
        InvalidInput: naming what is missing.
    """
    problems = list(handing_over.list_gaps(taken))
    if taken.way is None or problems:
        raise InvalidInput(problems)
    words = handing_over.words_of(taken)
    return custody.replace_result(loss_id=loss_id, way=taken.way, words=words, by=by, at=at)


@transaction.atomic
def record_payment(*, loss_id: int, paid: Paid, by: Officer, at: datetime) -> Loss:
    """Put on record that the promised cost was really paid, by whom, when, and what shows it.

    Raises:
        LossNotFound, NotYourTask: if the officer neither signs for the agency nor serves the desk.
        NothingOwed: if nothing is to be paid, or it was.
        InvalidInput: naming what is not said.
    """
    today = clock.day_in_vietnam(at)
    problems = list_problems(
        {
            "payer": (not paid.payer.strip(), _("Ghi ai đã trả tiền.")),
            "amount": (paid.amount <= 0, _("Ghi số tiền đã trả, bằng đồng, chỉ chữ số.")),
            "paid_on": (
                paid.paid_on is None or paid.paid_on > today,
                _("Ghi ngày đã trả tiền, không sau hôm nay."),
            ),
            "document": (not paid.document.strip(), _("Ghi số phiếu chi, biên nhận, ủy nhiệm chi.")),
        }
    )  # fmt: skip
    if problems:
        raise InvalidInput(problems)
    return custody.record_payment(loss_id=loss_id, paid=paid, by=by, at=at)


def find(*, loss_id: int, codes: Sequence[str], note: str, by: Officer, at: datetime) -> Loss:
    """Put on record that papers are there again, as ``custody.find_papers`` says.

    Raises:
        LossNotFound, NotInPack: if it is none of theirs, or was not missing.
    """
    known = look(loss_id, by).missing
    names = {code: known.get(code, code) for code in codes}
    return custody.find_papers(loss_id=loss_id, names=names, note=note, by=by, at=at)


def is_apology(answered: Happened) -> bool:
    """Say whether an answer in the log apologises."""
    is_result = answered.act is Act.ANSWER_FOR_RESULT
    return queries.owes_apology(Blame(answered.payload["blame"]), is_result=is_result)


def _show(loss: Loss, by: Officer) -> Lost:
    owed = queries.debts_of(loss)
    return Lost(
        loss=loss,
        missing=_names(loss, loss.missing),
        damaged=_names(loss, loss.damaged),
        owed=owed,
        barriers={debt: _barrier(loss, debt, by) for debt in Debt},
    )


def _barrier(loss: Loss, debt: Debt, by: Officer) -> Refusal | None:
    try:
        permissions.require_settling(by, loss, debt)
    except Refusal as refusal:
        return refusal
    return None


def _names(loss: Loss, codes: Sequence[str]) -> dict[str, str]:
    version = procedures.get_version(loss.dossier.procedure_version_id)
    known = {paper.code: paper.name for paper in version.papers}
    if loss.pack_id is None:
        known = {RESULT: version.result.name}
    return {code: known.get(code, code) for code in codes}


def _require_whole(amends: Amends) -> None:
    words = {
        "blame": _("Chọn bên đã làm mất, làm hư hỏng, hoặc chưa xác định được."),
        "who": _("Ghi cơ quan, đơn vị, người nào; chưa rõ thì ghi vì sao."),
        "remedy": _("Ghi cơ quan làm gì để giúp người dân có lại giấy tờ."),
        "cost": _("Ghi số tiền bằng đồng, chỉ chữ số; không mất tiền thì ghi 0."),
        "bearer": _("Chọn bên chi trả chi phí cấp lại."),
        "paid_on": _("Ghi ngày đã trả hoặc hẹn trả tiền."),
    }
    gaps = set(queries.find_gaps(amends))
    require_right({name: (name in gaps, text) for name, text in words.items()})
