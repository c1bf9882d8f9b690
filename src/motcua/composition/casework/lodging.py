"""Lodging online (Article 16.3 of Decree 61/2018) and supplying what was missing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms.queries import localities
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import asked_files, chains, filling
from motcua.composition.casework.errors import AssuranceTooLow
from motcua.composition.casework.known import facts_for
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import State
from motcua.domain.obligations import actions as obligations
from motcua.domain.procedures import permissions
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier, Draft
    from motcua.domain.dossiers.queries import Filler


ASSURANCE_TO_LODGE = 2
SUPPLEMENT_TASK = "bo_sung"
SUPPLIED = "da_bo_sung"


@transaction.atomic
def lodge(*, draft_id: UUID, by: Citizen, at: datetime) -> Dossier:
    """Lodge the draft: dossier, documents and first event, or nothing. Lodging twice lodges once.

    Raises:
        InvalidInput: naming every wrong answer and missing paper.
        AssuranceTooLow: if the sign-in does not carry a verified identity.
    """
    # Held from here on: a second press waits, and finds the dossier instead of an emptied draft.
    return _lodge(dossiers.lock_draft(draft_id, by), by=by, at=at)


def _lodge(draft: Draft, *, by: Citizen, at: datetime) -> Dossier:
    if by.assurance < ASSURANCE_TO_LODGE:
        raise AssuranceTooLow
    if draft.lodged_as_id is not None:
        return dossiers.lodge_held(draft=draft, answers={}, by=by, at=at)[0]
    opened = filling.open_held(draft)
    today = clock.day_in_vietnam(at)
    if draft.was_ever_elsewhere:  # type: ignore[attr-defined]  # annotated by lock_draft
        permissions.require_executed_here(procedure_id=opened.version.procedure_id, on=today)
    filling.require_complete(opened, today=today)
    answers = opened.kept
    places = localities.to_json(localities.current(opened.form, answers, opened.localities))
    dossier, _ = dossiers.lodge_held(draft=draft, answers=answers, localities=places, by=by, at=at)
    asked_files.drop_unnamed(opened.form, answers, draft=draft)
    documents.rebind(from_owner=draft.subject, to_owner=dossier.subject)
    return dossier


@transaction.atomic
def hand_in(*, draft_id: UUID, by: Citizen, at: datetime) -> tuple[Dossier, bool]:
    """Lodge the draft or, if it supplements a dossier, supply what was missing; twice does it once.

    Return the dossier, and whether it was supplemented.

    Raises:
        InvalidInput: naming every wrong answer and missing paper.
        AssuranceTooLow: if the sign-in does not carry a verified identity.
    """
    draft = dossiers.lock_draft(draft_id, by)
    if draft.supplements_id is not None:
        return _supply(draft, by=by, at=at), True
    return _lodge(draft, by=by, at=at), False


@transaction.atomic
def open_supplement(*, reference: str, by: Citizen, at: datetime) -> Draft:
    """Return the draft in which the applicant supplies what was asked for."""
    seen = dossier_queries.get_for_citizen(reference, by, Scope.LODGE)
    return dossiers.open_supplement(reference=reference, facts=facts_for(seen), by=by, at=at)


@transaction.atomic
def supply(*, draft_id: UUID, by: Citizen, at: datetime) -> Dossier:
    """Hand in the supplement; if the dossier was being handled, its handler goes on with it."""
    return _supply(dossiers.lock_draft(draft_id, by), by=by, at=at)


def _supply(draft: Draft, *, by: Citizen, at: datetime) -> Dossier:
    if by.assurance < ASSURANCE_TO_LODGE:
        raise AssuranceTooLow
    opened = filling.open_held(draft)
    if not draft.is_finished:
        filling.require_complete(opened, today=clock.day_in_vietnam(at))
    answers = opened.kept
    places = localities.to_json(localities.current(opened.form, answers, opened.localities))
    dossier, is_new = dossiers.supplement(
        draft_id=draft.pk, answers=answers, localities=places, by=by, at=at
    )
    if not is_new:
        return dossier
    asked_files.drop_unnamed(opened.form, answers, draft=draft)
    documents.rebind(from_owner=draft.subject, to_owner=dossier.subject)
    go_on(dossier, by=by, at=at)
    return dossier


def go_on(dossier: Dossier, *, by: Filler, at: datetime) -> None:
    """Let the handler go on with a dossier that was supplemented after assessment (Article 19.4)."""
    if dossier.state != State.IN_PROGRESS:
        return
    task = workflow_queries.find_open_task(dossier.subject, SUPPLEMENT_TASK)
    if task is not None:
        post_id = by.post_id if isinstance(by, Officer) else None
        opened = workflow.complete(
            task_id=task.pk, outcome=SUPPLIED, by_post_id=post_id, by_name=by.name, at=at
        )
        chains.follow(dossier, opened, at=at)


@transaction.atomic
def withdraw(*, reference: str, reason: str, by: Citizen, at: datetime) -> Dossier:
    """Take a dossier back before there is a result; what was under way stops."""
    dossier = dossiers.withdraw(reference=reference, reason=reason, by=by, at=at)
    obligations.end(dossier, at=at)
    workflow.cancel(subject=dossier.subject, at=at)
    return dossier
