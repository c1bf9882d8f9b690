"""Lodging online (Article 16.3 of Decree 61/2018) and supplying what was missing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import filling
from motcua.composition.casework.errors import AssuranceTooLow
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import State
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier, Draft


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
    if by.assurance < ASSURANCE_TO_LODGE:
        raise AssuranceTooLow
    # Held from here on: a second press waits, and finds the dossier instead of an emptied draft.
    dossiers.lock_draft(draft_id, by)
    opened = filling.open_filling(draft_id, by)
    if opened.draft.lodged_as is not None:
        return opened.draft.lodged_as
    _require_complete(opened, at=at)
    answers = forms.kept(opened.form, opened.answers, opened.known)
    dossier, is_new = dossiers.lodge(draft_id=draft_id, answers=answers, by=by, at=at)
    if is_new:
        documents.rebind(from_owner=opened.draft.subject, to_owner=dossier.subject)
    return dossier


def hand_in(*, draft_id: UUID, by: Citizen, at: datetime) -> Dossier:
    """Lodge the draft or, if it supplements a dossier, supply what was missing; twice does it once.

    Raises:
        InvalidInput: naming every wrong answer and missing paper.
        AssuranceTooLow: if the sign-in does not carry a verified identity.
    """
    opened = filling.open_filling(draft_id, by)
    if opened.is_supplement:
        return supply(draft_id=draft_id, by=by, at=at)
    return lodge(draft_id=draft_id, by=by, at=at)


@transaction.atomic
def open_supplement(*, reference: str, by: Citizen, at: datetime) -> Draft:
    """Return the draft in which the applicant supplies what was asked for."""
    return dossiers.open_supplement(reference=reference, by=by, at=at)


@transaction.atomic
def supply(*, draft_id: UUID, by: Citizen, at: datetime) -> Dossier:
    """Hand in the supplement; if the dossier was being handled, its handler goes on with it."""
    dossiers.lock_draft(draft_id, by)
    opened = filling.open_filling(draft_id, by)
    if not opened.draft.is_finished:
        _require_complete(opened, at=at)
    answers = forms.kept(opened.form, opened.answers, opened.known)
    dossier, is_new = dossiers.supplement(draft_id=draft_id, answers=answers, by=by, at=at)
    if not is_new:
        return dossier
    documents.rebind(from_owner=opened.draft.subject, to_owner=dossier.subject)
    if dossier.state == State.IN_PROGRESS:
        task = workflow_queries.find_open_task(dossier.subject, SUPPLEMENT_TASK)
        if task is not None:
            workflow.complete(
                task_id=task.pk, outcome=SUPPLIED, by_post_id=None, by_name=by.name, at=at
            )
    return dossier


@transaction.atomic
def withdraw(*, reference: str, reason: str, by: Citizen, at: datetime) -> Dossier:
    """Take a dossier back before there is a result; what was under way stops."""
    dossier = dossiers.withdraw(reference=reference, reason=reason, by=by, at=at)
    workflow.cancel(subject=dossier.subject, at=at)
    return dossier


def _require_complete(opened: filling.Filling, *, at: datetime) -> None:
    today = clock.day_in_vietnam(at)
    papers = filling.list_asked_papers(opened, today=today)
    problems = filling.find_problems(opened, papers, today=today)
    if problems:
        raise InvalidInput(problems)
