"""Handling: each completed task is an entry of the dossier's log (Article 19 of Decree 61/2018)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.capabilities.workflow.errors import NoSuchTask
from motcua.composition.casework import acting, chains, naming, silences, standing_in
from motcua.composition.casework.errors import NotYourStep
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound, ReasonNeeded
from motcua.domain.obligations import permissions as obligations
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier


# Outcomes that mean the same in every process of the catalogue.
ASK: Final = "can_bo_sung"
SEND_BACK: Final = "tra_lai"
CONFIRM: Final = "dong_y"
CONTEST: Final = "yeu_cau_sua"

APPLICANT: Final = "applicant"
CONFIRM_TASK: Final = "xac_nhan"

_NOTED_AS: Final = {
    SEND_BACK: Act.SEND_BACK,
    CONFIRM: Act.CONFIRM_ENTRY,
    CONTEST: Act.CONTEST_ENTRY,
}


@transaction.atomic
def complete_task(
    *, task_id: int, outcome: str, reason: str, items: Sequence[Mapping[str, str]] = (),
    by: Officer, at: datetime,
) -> Dossier:  # fmt: skip
    """Complete an officer's task with an outcome, and all that it brings about (Articles 17.5, 19.1, 19.2, 19.3.a).

    Raises:
        NoSuchTask: if there is none, or it is another agency's: both are told the same.
        NotYourStep: if it waits for another role.
        NamedToAnother: if the head of the agency named somebody else for it.
        ReasonNeeded: if the outcome must be explained and was not.
        NotMetYet: if the dossier waits for what the applicant owes the State.
        TaskAlreadyDone: if a colleague was faster.
        SignsOwnDraft: if a stand-in of the signatory did an earlier step.
    """
    task = workflow_queries.get_task(task_id)
    if task.agency_id != by.agency_id:
        raise NoSuchTask
    if task.role not in by.roles:
        raise NotYourStep
    naming.require_free(task, by, on=clock.day_in_vietnam(at))
    standing_in.require_apart(task, by)
    return _complete(task, outcome, reason=reason, items=items, by=by, at=at)


@transaction.atomic
def answer_draft_entry(
    *, reference: str, outcome: str, reason: str, by: Citizen, at: datetime
) -> Dossier:
    """Take the declarant's word on the draft entry: agreed, or what to change.

    It stands for signing the book together (Civil Status Law, Article 16.2).
    """
    dossier = dossier_queries.get_for_citizen(reference, by, Scope.LODGE)
    task = workflow_queries.find_open_task(dossier.subject, CONFIRM_TASK)
    if task is None:
        raise DossierNotFound
    return _complete(task, outcome, reason=reason, items=(), by=by, at=at)


def _complete(
    task: Task, outcome: str, *, reason: str, items: Sequence[Mapping[str, str]],
    by: Officer | Citizen, at: datetime,
) -> Dossier:  # fmt: skip
    if _needs_reason(task, outcome) and not reason.strip():
        raise ReasonNeeded(field="reason")
    if isinstance(by, Officer):
        silences.settle(reference=task.subject_key, outcome=outcome, reason=reason, by=by, at=at)
    # The dossier's lock comes first, the process's second: everywhere, so that no two acts deadlock.
    dossier = _note(task, outcome, reason=reason, items=items, by=by, at=at)
    obligations.require_none_awaited(dossier)
    chains.require_none(dossier, task)
    with acting.acting(by, {"reason": reason}):
        opened = workflow.complete(
            task_id=task.pk,
            outcome=outcome,
            by_post_id=by.post_id if isinstance(by, Officer) else None,
            by_name=by.name,
            at=at,
        )
    chains.follow(dossier, opened, at=at)
    return dossier


def _note(
    task: Task, outcome: str, *, reason: str, items: Sequence[Mapping[str, str]],
    by: Officer | Citizen, at: datetime,
) -> Dossier:  # fmt: skip
    if outcome == ASK and isinstance(by, Officer):
        return dossiers.ask_after_assessment(
            reference=task.subject_key, items=items, reason=reason, by=by, at=at
        )
    words: dict[str, Any] = {"reason": reason.strip()} if reason.strip() else {}
    return dossiers.note(
        reference=task.subject_key,
        act=_NOTED_AS.get(outcome, Act.FINISH_STEP),
        payload={"task": task.code, "step": task.name, "outcome": outcome},
        words=words,
        by=by,
        at=at,
        scope=Scope.LODGE,
    )


def _needs_reason(task: Task, outcome: str) -> bool:
    return any(choice["code"] == outcome and choice.get("needs_reason") for choice in task.choices)
