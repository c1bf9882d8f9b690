"""What an applicant owes the State by another agency's notice: the dossier waits, and its clock with it.

Taxes on a transfer of land are the common case. The money never passes the desk; somebody only looks whether
it was paid. Only a procedure whose record names such an obligation may wait for one: the clock stops for nothing
that no law knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import Source
from motcua.capabilities.workflow import actions as workflow
from motcua.composition.casework.asked_files import File
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.permissions import require_post
from motcua.domain.obligations import actions, permissions, queries
from motcua.domain.obligations.actions import Item, Notice
from motcua.domain.obligations.errors import NotForeseen
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, list_problems
from motcua.foundation.kernel.money import Dong
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.obligations.models import Obligation
    from motcua.domain.procedures.queries import Obligation as Foreseen
    from motcua.foundation.identity.actors import Citizen, Officer


PURPOSE: Final = "obligations"
NOTICE: Final = "obligation-notice"
PROOF: Final = "obligation-proof"
"""Codes under which notice and proof are kept; no paper of a record has them."""
PROOF_TITLE: Final = "Chứng từ nộp nghĩa vụ tài chính"
LONGEST_NUMBER: Final = 64
LONGEST_LINE: Final = 200
LONGEST_WORDS: Final = 500
MOST_ITEMS: Final = 3
LARGEST: Final = Dong(1_000_000_000_000)
"""A slip of the hand, not a tax: more is refused before it is written."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A notice as an officer typed it."""

    items: tuple[tuple[str, Dong | None], ...]
    """What for, and how much; None where that is no sum of money."""
    number: str
    on: date
    pay_by: date | None
    pay_to: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the applicant says of the payment, and when."""

    proof: str
    paid_on: date
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The obligations of a dossier as an officer sees them."""

    dossier: Dossier
    foreseen: tuple[Foreseen, ...]
    """What the record names; nothing where the clock may stop for none."""
    awaited: Obligation | None
    before: tuple[Obligation, ...]
    """Those that were met, or asked for no more."""
    sent: Sent | None
    """What the applicant sent and nobody has confirmed."""
    may_ask: bool
    may_confirm: bool
    may_drop: bool


# --- officers -------------------------------------------------------------------------------------


def look(reference: str, by: Officer) -> Owed:
    """Return the obligations of a dossier to an officer of its agencies.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    foreseen = procedures.get_version(dossier.procedure_version_id).obligations
    found = queries.list_of(dossier)
    awaited = next((one for one in found if one.met_at is None and one.ended_at is None), None)
    return Owed(
        dossier=dossier,
        foreseen=foreseen,
        awaited=awaited,
        before=tuple(one for one in found if one is not awaited),
        sent=_sent(dossier) if awaited is not None and awaited.proof_sent_at else None,
        may_ask=bool(foreseen) and permissions.may_ask(by, dossier),
        may_confirm=permissions.may_confirm(by, dossier),
        may_drop=permissions.may_drop(by, dossier),
    )


def may_ask(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer may let the dossier wait for an obligation that its record names."""
    version = procedures.get_version(dossier.procedure_version_id)
    return bool(version.obligations) and permissions.may_ask(by, dossier)


def _sent(dossier: Dossier) -> Sent | None:
    entry = dossiers.find_last(dossier, Act.PROVE_OBLIGATION)
    if entry is None:
        return None
    return Sent(
        proof=str(entry.payload["proof"]),
        paid_on=date.fromisoformat(str(entry.words["paid_on"])),
        at=entry.at,
    )


@transaction.atomic
def ask(*, reference: str, typed: Typed, file: File | None, by: Officer, at: datetime) -> Dossier:
    """Tell the applicant of another agency's notice; the dossier waits, its promise stands still.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask, ActRefused: if it is not this officer's to handle now.
        NotForeseen: if its record names no obligation.
        InvalidInput, FileRefused: naming what is missing or cannot be.
    """
    dossier = dossier_actions.hold(reference=reference, by=by)
    require_post(by, dossier, Act.ASK_OBLIGATION)
    foreseen = procedures.get_version(dossier.procedure_version_id).obligations
    if not foreseen:
        raise NotForeseen
    problems = _problems(typed, at=at)
    if problems:
        raise InvalidInput(problems)
    document_id = None
    if file is not None:
        document_id = documents.add_file(
            owner=_owner(dossier), paper_code=NOTICE, title=foreseen[0].name, filename=file.name,
            content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
        ).pk  # fmt: skip
    notice = Notice(
        items=tuple(
            Item(name=name.strip(), amount=amount) for name, amount in typed.items if amount
        ),
        issuer=foreseen[0].payee, number=typed.number.strip(), on=typed.on, pay_by=typed.pay_by,
        pay_to=typed.pay_to.strip(), basis=foreseen[0].basis,
    )  # fmt: skip
    actions.ask(dossier, notice=notice, document_id=document_id, by=by, at=at)
    return dossier


def _problems(typed: Typed, *, at: datetime) -> list[FieldProblem]:
    today = clock.day_in_vietnam(at)
    wrong = {
        "number": (not typed.number.strip(), _("Ghi số thông báo.")),
        "on": (typed.on > today, _("Ngày ghi trên thông báo không thể sau hôm nay.")),
        "pay_by": (
            typed.pay_by is not None and typed.pay_by < typed.on,
            _("Hạn nộp không thể trước ngày ra thông báo."),
        ),
        "pay_to": (
            not typed.pay_to.strip(),
            _("Ghi nơi nộp, số tài khoản như trong thông báo, để người dân nộp đúng chỗ."),
        ),
    }
    problems = list_problems(wrong)
    for number, (name, amount) in enumerate(typed.items, start=1):
        if amount is None or not 0 < amount <= LARGEST:
            words = _("Ghi số tiền bằng đồng, lớn hơn 0, như 12.500.000.")
            problems.append(FieldProblem(field=f"amount-{number}", text=words, code="no-amount"))
        if not name.strip():
            words = _("Ghi nộp khoản gì.")
            problems.append(FieldProblem(field=f"name-{number}", text=words, code="empty"))
    return problems


@transaction.atomic
def confirm(*, reference: str, proof: str, paid_on: date, by: Officer, at: datetime) -> Dossier:
    """Confirm that it was paid, by which document and on which day; work goes on where it stood.

    Raises:
        DossierNotFound, NotYourTask: if it is not this officer's to confirm.
        NotAwaited: if it waits for no obligation.
        InvalidInput: if the document or the day is missing or cannot be.
    """
    awaited = _awaited(reference, by)
    problems = _problems_of_payment(proof, paid_on, at=at)
    if problems:
        raise InvalidInput(problems)
    dossier = actions.meet(reference=reference, proof=proof, paid_on=paid_on, by=by, at=at)
    resumed_at = queries.resumed_at(
        asked_at=awaited.asked_at, sent_at=awaited.proof_sent_at, paid_on=paid_on, at=at
    )
    workflow.put_off(subject=dossier.subject, since=awaited.asked_at, until=resumed_at)
    return dossier


@transaction.atomic
def drop(*, reference: str, why: str, by: Officer, at: datetime) -> Dossier:
    """Ask for the obligation no more, with a reason; work goes on where it stood.

    Raises:
        DossierNotFound, NotYourTask: if it is not this officer's to handle.
        NotAwaited: if it waits for no obligation.
        ReasonNeeded: if no reason is given.
    """
    awaited = _awaited(reference, by)
    dossier = actions.drop(reference=reference, why=why, by=by, at=at)
    workflow.put_off(subject=dossier.subject, since=awaited.asked_at, until=at)
    return dossier


def _awaited(reference: str, by: Officer) -> Obligation:
    """Return what the dossier waits for; it is held from here on."""
    dossier = dossier_actions.hold(reference=reference, by=by)
    return queries.require_awaited(dossier)


def get_notice(reference: str, document_id: int, by: Officer) -> Document:
    """Return the notice that an obligation rests on; the reading is noted.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    return document_queries.get_document(document_id, owner=_owner(dossier))


# --- the applicant --------------------------------------------------------------------------------


def look_own(reference: str, by: Citizen) -> tuple[Dossier, Obligation | None]:
    """Return the applicant's own dossier with the obligation for which it waits. At most two queries.

    Raises:
        DossierNotFound: if it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.PAY)
    return dossier, queries.find_awaited(dossier)


def get_own_notice(reference: str, document_id: int, by: Citizen) -> Document:
    """Return the notice to the applicant whom it concerns.

    Raises:
        DossierNotFound: if there is none, or it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.FOLLOW)
    return document_queries.get_document(document_id, owner=_owner(dossier))


@transaction.atomic
def send_proof(
    *, reference: str, proof: str, paid_on: date, file: File | None, by: Citizen, at: datetime
) -> Dossier:
    """Send the document for the payment; from now on the agency's clock is the one that counts.

    Raises:
        DossierNotFound: if it is another person's.
        NotAwaited: if it waits for no obligation.
        InvalidInput, FileRefused: if the number or the day is missing, or the file cannot be taken.
    """
    problems = _problems_of_payment(proof, paid_on, at=at)
    if problems:
        raise InvalidInput(problems)
    dossier = actions.send_proof(
        reference=reference,
        proof=proof.strip(),
        words={"paid_on": paid_on.isoformat()},
        by=by,
        at=at,
    )
    if file is not None:
        documents.add_file(
            owner=dossier.subject, paper_code=PROOF, title=PROOF_TITLE, filename=file.name,
            content=file.content, by=by.key, at=at,
        )  # fmt: skip
    return dossier


def _problems_of_payment(proof: str, paid_on: date, *, at: datetime) -> list[FieldProblem]:
    problems = []
    if not proof.strip():
        words = _("Ghi số chứng từ: giấy nộp tiền vào ngân sách, biên lai hoặc mã giao dịch.")
        problems.append(FieldProblem(field="proof", text=words, code="empty"))
    if paid_on > clock.day_in_vietnam(at):
        words = _("Ngày này chưa đến.")
        problems.append(FieldProblem(field="paid_on", text=words, code="in-future"))
    return problems


def _owner(dossier: Dossier) -> Subject:
    """Return whose the notices are: not among the papers that the applicant handed in."""
    return Subject(kind=PURPOSE, key=dossier.reference)
