"""Whom the head of an agency names for a step (Article 19.1 of Decree 61/2018).

A name holds as long as the post is held, has the step's role and belongs to its agency; it is asked
each time, so that a step whose post ended waits for the role again without anybody's doing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.capabilities.workflow.enums import APPLICANT
from motcua.capabilities.workflow.errors import NoSuchTask
from motcua.composition.casework.errors import NamedToAnother, NotOfThisStep
from motcua.composition.casework.telling import tell_officers
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import NotYourTask, ReasonNeeded
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.queries import PostRecord


PURPOSE: Final = "naming"


@dataclass(frozen=True, kw_only=True)
class Nameable:
    """A step, for whom it is now, and who could do it."""

    task: Task
    dossier: Dossier
    named: PostRecord | None
    candidates: tuple[PostRecord, ...]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What became of one of several steps: named, or why not."""

    task_id: int
    dossier: str = ""
    refusal: Refusal | None = None


def list_named(tasks: Iterable[Task], *, on: date) -> dict[int, PostRecord]:
    """Return by the tasks' ids whose name holds on the day. One query; none where nobody is named."""
    named = [task for task in tasks if task.named_post_id is not None]
    if not named:
        return {}
    posts = identity.list_posts_by_id(sorted({task.named_post_id or 0 for task in named}))
    found = {}
    for task in named:
        post = posts.get(task.named_post_id or 0)
        if post is not None and _holds(post, task, on=on):
            found[task.pk] = post
    return found


def _holds(post: PostRecord, task: Task, *, on: date) -> bool:
    return (
        post.valid_from <= on
        and (post.valid_to is None or on < post.valid_to)
        and post.agency_id == task.agency_id
        and task.role in post.roles
    )


def require_free(task: Task, by: Officer, *, on: date) -> None:
    """Refuse a step that is another's by name. One query, where another is named; else none.

    Raises:
        NamedToAnother: if the name holds on the day.
    """
    if task.named_post_id in {None, by.seat_id}:
        return
    named = list_named([task], on=on).get(task.pk)
    if named is not None:
        raise NamedToAnother(name=f"{named.name}, {named.title}")


def list_candidates(*, agency_id: int, role: str, unit_kind: str, on: date) -> list[PostRecord]:
    """Return who can be named: those with the role in that kind of unit of the agency. Two queries."""
    posts = identity.list_posts(agency_id, Role(role), on=on)
    if not unit_kind:
        return posts
    units = {unit.pk for unit in organisations.list_units(agency_id) if unit.kind == unit_kind}
    return [post for post in posts if post.unit_id in units]


def list_for_roles(by: Officer, roles: Iterable[str], *, on: date) -> list[PostRecord]:
    """Return who holds one of the roles in the agency of who assigns, by title. One query."""
    wanted = set(roles)
    return [post for post in identity.list_posts(by.agency_id, on=on) if post.roles & wanted]


def look(task_id: int, by: Officer, *, on: date) -> Nameable:
    """Return an open step to who may assign it.

    Raises:
        NoSuchTask, DossierNotFound: if there is none, or it is another agency's.
        NotYourTask: if the officer does not lead the agency.
        TaskAlreadyDone, TaskCancelled: if nobody has to do it any more.
    """
    task = _get(task_id, by)
    dossier = dossier_queries.get_for_officer(task.subject_key, by, purpose=PURPOSE)
    candidates = list_candidates(
        agency_id=task.agency_id, role=task.role, unit_kind=task.unit_kind, on=on
    )
    return Nameable(
        task=task,
        dossier=dossier,
        named=list_named([task], on=on).get(task.pk),
        candidates=tuple(candidates),
    )


@transaction.atomic
def name(*, task_id: int, post_id: int | None, reason: str, by: Officer, at: datetime) -> Dossier:
    """Name who does a step and what later comes of its role; None gives it back to the role (Article 19.1).

    Whoever takes a step from a person says why. Saying the same twice is said once.

    Raises:
        NoSuchTask, DossierNotFound: if there is none, or it is another agency's.
        NotYourTask: if the officer does not lead the agency.
        NotOfThisStep: if the post does not have the step's role in its agency today.
        ReasonNeeded: if somebody was named before and no reason is given.
        TaskAlreadyDone, TaskCancelled: if nobody has to do it any more.
    """
    on = clock.day_in_vietnam(at)
    task = _get(task_id, by)
    dossier = dossiers.hold(reference=task.subject_key, by=by)
    task = _get(task_id, by)  # as it is now that nobody else names anybody for it
    before = list_named([task], on=on).get(task.pk)
    chosen = None if post_id is None else _choose(post_id, task, on=on)
    if chosen == before:
        return dossier
    if before is not None and not reason.strip():
        raise ReasonNeeded(field="reason")
    workflow.name(task_id=task.pk, post_id=post_id)
    payload: dict[str, object] = {"task": task.code, "step": task.name, "role": task.role}
    payload |= {"post_id": post_id} if post_id else {}
    payload |= {"before_post_id": before.id} if before else {}
    words = {"named": f"{chosen.name}, {chosen.title}"} if chosen else {}
    words |= {"reason": reason.strip()} if reason.strip() else {}
    act = Act.NAME_HANDLER if chosen else Act.TAKE_BACK
    dossiers.remark(dossier, act, payload=payload, words=words, by=by, at=at)
    if chosen is not None and chosen.id != by.post_id:
        _tell(chosen, task, dossier, by=by, at=at)
    return dossier


def name_each(
    *, task_ids: Sequence[int], post_id: int | None, reason: str, by: Officer, at: datetime
) -> list[Answered]:
    """Name one person for several steps, each in a transaction of its own: none holds up another."""
    return [
        _name_one(task_id, post_id, reason=reason, by=by, at=at)
        for task_id in dict.fromkeys(task_ids)
    ]


def _name_one(
    task_id: int, post_id: int | None, *, reason: str, by: Officer, at: datetime
) -> Answered:
    try:
        dossier = name(task_id=task_id, post_id=post_id, reason=reason, by=by, at=at)
    except Refusal as refusal:
        return Answered(task_id=task_id, refusal=refusal)
    return Answered(task_id=task_id, dossier=str(dossier))


def _get(task_id: int, by: Officer) -> Task:
    task = workflow_queries.get_task(task_id)
    if task.agency_id != by.agency_id or task.role == APPLICANT:
        raise NoSuchTask
    if Role.LEADER not in by.roles:
        raise NotYourTask
    return task


def _choose(post_id: int, task: Task, *, on: date) -> PostRecord:
    candidates = list_candidates(
        agency_id=task.agency_id, role=task.role, unit_kind=task.unit_kind, on=on
    )
    chosen = next((post for post in candidates if post.id == post_id), None)
    if chosen is None:
        raise NotOfThisStep(field="post")
    return chosen


def _tell(post: PostRecord, task: Task, dossier: Dossier, *, by: Officer, at: datetime) -> None:
    values = {
        "number": str(dossier), "step": task.name, "by": f"{by.name}, {by.title}",
        "due_at": task.due_at, "path": f"/can-bo/viec/{task.pk}/",
    }  # fmt: skip
    tell_officers([post], Template.STEP_NAMED, subject=dossier.subject, values=values, at=at)
