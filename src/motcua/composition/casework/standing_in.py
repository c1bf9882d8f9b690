"""Who stands in for a signatory signs nothing that the same hand drafted (Article 19.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import previewing
from motcua.composition.casework.errors import SignsOwnDraft
from motcua.domain.dossiers import queries as dossiers

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.foundation.identity.actors import Officer


def is_own_draft(task: Task, before: Iterable[Task], by: Officer) -> bool:
    """Say whether a stand-in would sign after an earlier step by the same hand. No query."""
    return (
        by.in_place_of is not None
        and previewing.is_signed_here(task)
        and any(
            one.done_at is not None
            and one.role != task.role
            and by.answers_for(one.done_by_post_id)
            for one in before
        )
    )


def require_apart(task: Task, by: Officer) -> None:
    """Refuse a signature in another's place on what one drafted. No query unless standing in, else one.

    Raises:
        SignsOwnDraft: then.
    """
    if by.in_place_of is None or not previewing.is_signed_here(task):
        return
    before = workflow.list_tasks_of(dossiers.KIND, [task.subject_key])
    if is_own_draft(task, before.get(task.subject_key, []), by):
        raise SignsOwnDraft
