"""The paper a signatory is about to sign, as it will look: typeset, without number, code or signature."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework import examining, letters, papers, result_papers
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import NotFound

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier


SIGN: Final = "ky"
"""The outcome by which a signatory signs, in every process of the catalogue."""
SIGN_REFUSAL: Final = "ky_tu_choi"
"""The step at which the refusal is signed."""
NOT_ELIGIBLE: Final = "khong_du_dieu_kien"


def is_signed_here(task: Task) -> bool:
    """Say whether the task ends with a signature under a paper."""
    return task.role == Role.LEADER and any(choice["code"] == SIGN for choice in task.choices)


def preview(task_id: int, by: Officer, *, at: datetime) -> bytes:
    """Return the paper that would be signed now as a PDF.

    Raises:
        NoSuchTask, DossierNotFound: if the task is not this officer's to do.
        NotFound: if nothing is signed at this step, or it is done.
    """
    task = examining.get_task(task_id, by)
    if not is_signed_here(task) or task.done_at is not None:
        raise NotFound
    dossier = dossiers.get_for_officer(task.subject_key, by, purpose=examining.PAPER)
    template, values = _fill(task, dossier, _unsigned(by), at)
    return documents.typeset(template, values, at=at)


def _fill(
    task: Task, dossier: Dossier, signed: dict[str, str], at: datetime
) -> tuple[str, dict[str, Any]]:
    pending = "(cấp khi ký)"
    if task.code == SIGN_REFUSAL or _was_found_ineligible(dossier):
        declared = papers.read_declared(dossier)
        return "result", letters.refusal_letter(
            dossier, declared, number=pending, reason=_reason(dossier), signed=signed, at=at
        )
    matter = result_papers.read(dossier)
    number = (
        pending if matter.registration is None else papers.certificate_number(matter.registration)
    )
    values = result_papers.fill(matter, number=number, signed=signed, at=at)
    return result_papers.template_of(matter), values


def _was_found_ineligible(dossier: Dossier) -> bool:
    """Say whether the step that led here found the conditions not met."""
    found = dossiers.find_last(dossier, Act.FINISH_STEP)
    return found is not None and found.payload.get("outcome") == NOT_ELIGIBLE


def _unsigned(by: Officer) -> dict[str, str]:
    """Return the signature's values of a paper that nobody has signed: the code verifies nothing."""
    return {
        "signatory_title": by.title,
        "signatory_name": by.name,
        "verification_url": papers.verification_url("ban-xem-truoc"),
        "verification_code": "BẢN XEM TRƯỚC, CHƯA KÝ",
    }


def _reason(dossier: Dossier) -> str:
    for happened in reversed(dossiers.timeline(dossier)):
        if happened.payload.get("outcome") == NOT_ELIGIBLE:
            return str(happened.words["reason"])
    raise LookupError(f"dossier {dossier.reference} was not assessed as ineligible")
