"""Several papers signed in one sitting: each line seen, each step done on its own (Articles 19.1 and 19.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import examining, handling, naming, previewing, standing_in
from motcua.composition.casework.errors import NamedToAnother, NothingSignedHere, SignsOwnDraft
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.queries import PostRecord

MOST: Final = 50


@dataclass(frozen=True, kw_only=True)
class ToSign:
    """A step that ends with a signature: whose dossier, and what is signed."""

    task: Task
    dossier: Dossier
    version: Version
    is_refusal: bool
    """Whether the paper tells that the conditions are not met."""
    refusal: Refusal | None
    """Why it is not signed here, if so."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What became of one of the steps: signed, or why not."""

    task_id: int
    dossier: Dossier | None = None
    refusal: Refusal | None = None


def look(task_ids: Sequence[int], by: Officer, *, on: date) -> list[ToSign]:
    """Return those of these steps that wait for the officer's roles, in the order given.

    Four queries for any number; the reading of each dossier is noted.
    """
    found = {
        task.pk: task
        for task in workflow.list_open_among(task_ids)
        if task.agency_id == by.agency_id and task.role in by.roles
    }
    tasks = [found[task_id] for task_id in dict.fromkeys(task_ids) if task_id in found]
    rows = dossiers.list_by_references([task.subject_key for task in tasks])
    before = workflow.list_tasks_of(dossiers.KIND, rows)
    named = naming.list_named(tasks, on=on)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[dossier.subject for dossier in rows.values()],
        purpose=examining.HANDLING,
    )
    return [
        ToSign(
            task=task,
            dossier=dossier,
            version=version,
            is_refusal=_is_refusal(task, before[task.subject_key]),
            refusal=_barrier(task, named.get(task.pk), before[task.subject_key], by),
        )
        for task in tasks
        for dossier, version in examining.with_versions([rows[task.subject_key]])
    ]


def sign_each(*, task_ids: Sequence[int], by: Officer, at: datetime) -> list[Signed]:
    """Sign what each step ends with, each in a transaction of its own: none holds up another.

    The signatory has seen each line and could read each paper before; who may not sign one alone
    may not sign it among others.
    """
    return [_sign_one(task_id, by=by, at=at) for task_id in dict.fromkeys(task_ids)]


def _sign_one(task_id: int, *, by: Officer, at: datetime) -> Signed:
    try:
        if not previewing.is_signed_here(workflow.get_task(task_id)):
            raise NothingSignedHere
        dossier = handling.complete_task(
            task_id=task_id, outcome=previewing.SIGN, reason="", by=by, at=at
        )
    except Refusal as refusal:
        return Signed(task_id=task_id, refusal=refusal)
    return Signed(task_id=task_id, dossier=dossier)


def _barrier(
    task: Task, named: PostRecord | None, before: Sequence[Task], by: Officer
) -> Refusal | None:
    if not previewing.is_signed_here(task):
        return NothingSignedHere()
    if named is not None and named.id != by.seat_id:
        return NamedToAnother(name=f"{named.name}, {named.title}")
    if standing_in.is_own_draft(task, before, by):
        return SignsOwnDraft()
    return None


def _is_refusal(task: Task, tasks: Sequence[Task]) -> bool:
    outcomes = [one.outcome for one in tasks if one.done_at is not None]
    return task.code == previewing.SIGN_REFUSAL or outcomes[-1:] == [previewing.NOT_ELIGIBLE]
