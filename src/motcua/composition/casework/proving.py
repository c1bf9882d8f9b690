"""An applicant pays elsewhere than at the desk, and sends the document for it (Article 22.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.paying import BY_APPLICANT, PROOF, PROOF_TITLE, Bill, bill_of
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dues import actions as dues
from motcua.domain.dues.enums import Way
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Citizen


def look_own(reference: str, by: Citizen) -> tuple[Dossier, Bill]:
    """Return the applicant's own dossier with its bill. Two queries.

    Raises:
        DossierNotFound: if it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.PAY)
    return dossier, bill_of(dossier)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an applicant says of a payment made elsewhere than at the desk."""

    way: Way | None
    proof: str
    paid_on: date


@transaction.atomic
def send_proof(
    *, reference: str, said: Said, file: File | None, by: Citizen, at: datetime
) -> Dossier:
    """Send the desk the document for a payment; the desk looks whether the money came (Article 22.3).

    Raises:
        DossierNotFound: if it is another person's.
        NothingOwed: if nothing is owed.
        InvalidInput, FileRefused: if way or number are missing, or the file cannot be taken.
    """
    problems = _missing(said, at=at)
    if problems:
        raise InvalidInput(problems)
    assert said.way is not None
    dossier = dues.send_proof(
        reference=reference,
        proof=said.proof.strip(),
        words={"way": said.way.value, "paid_on": said.paid_on.isoformat()},
        by=by,
        at=at,
    )
    if file is not None:
        documents.add_file(
            owner=dossier.subject, paper_code=PROOF, title=PROOF_TITLE, filename=file.name,
            content=file.content, by=by.key, at=at,
        )  # fmt: skip
    return dossier


def _missing(said: Said, *, at: datetime) -> list[FieldProblem]:
    problems = []
    if said.way not in BY_APPLICANT:
        text = _("Chọn cách bạn đã nộp tiền.")
        problems.append(FieldProblem(field="way", text=text, code="empty"))
    if not said.proof.strip():
        text = _("Ghi số chứng từ, có trên biên lai hoặc tin báo của ngân hàng.")
        problems.append(FieldProblem(field="proof", text=text, code="empty"))
    if said.paid_on > clock.day_in_vietnam(at):
        text = _("Ngày này chưa đến.")
        problems.append(FieldProblem(field="paid_on", text=text, code="in-future"))
    return problems
