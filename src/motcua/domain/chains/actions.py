"""Sending a dossier to those who settle it together, and what each of them does (Article 19.6, 19.7).

Every act holds the dossier first, so that of two that come at once one finds what the other did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.domain.chains import permissions, queries
from motcua.domain.chains.enums import PartState
from motcua.domain.chains.errors import PartNotFound, PartNotOpen
from motcua.domain.chains.models import LIVE, Part
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.foundation.identity.actors import Actor, Officer, System
from motcua.foundation.kernel import sealing

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


ITSELF: Final = System(name="chains")
NO_WORDS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What an agency is to do of a dossier."""

    agency: Agency
    code: str
    name: str
    name_en: str
    kind: str
    role: str
    minutes: int | None
    """Working minutes it has, of its own or of the whole."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A task of the process that has come to another agency."""

    planned: Planned
    task_id: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a part ends."""

    outcome: str
    label: str
    reason: str = ""
    paper_number: str = ""
    paper_on: date | None = None


@transaction.atomic(savepoint=False)
def plan(*, dossier: Dossier, parts: Sequence[Planned], by: Actor, at: datetime) -> list[Part]:
    """Send the dossier to all who take part, each with its work and its time (Article 19.6.b).

    :param dossier: held by the caller
    """
    if dossier.handling > 1:
        # What stood undone when the dossier ended was never begun in this handling.
        Part.objects.filter(dossier=dossier, done_at__isnull=True).delete()
    rows = Part.objects.bulk_create(_row(dossier, part, at=at) for part in parts)
    told = [
        {"part": part.code, "name": part.name, "agency_id": part.agency.pk,
         "agency": part.agency.name, "minutes": part.minutes}
        for part in parts
    ]  # fmt: skip
    payload = {"lead_agency_id": dossier.agency_id, "parts": told}
    _note(dossier, Act.SEND_TO_ALL, payload=payload, words=NO_WORDS, by=by, at=at)
    return rows


@transaction.atomic(savepoint=False)
def begin(*, dossier: Dossier, opened: Opened, at: datetime) -> Part:
    """Say that it is an agency's turn, with the moment by which its part is due (Article 19.6.a).

    A part that was done and comes again, because the lead agency sent the dossier back, is another one.

    :param dossier: held by the caller
    """
    planned = opened.planned
    part = Part.objects.filter(dossier=dossier, code=planned.code, done_at__isnull=True).first()
    if part is None:
        part = _row(dossier, planned, at=at)
    part.agency, part.dossier = planned.agency, dossier
    part.task_id, part.ready_at, part.due_at = opened.task_id, at, opened.due_at
    part.late_noted_at = None
    part.save()
    payload = _named(part) | {"due_at": opened.due_at.isoformat() if opened.due_at else None}
    _note(dossier, Act.HAND_PART, payload=payload, words=NO_WORDS, by=ITSELF, at=at)
    return part


@transaction.atomic(savepoint=False)
def finish(*, part: Part, ended: Ended, by: Officer, at: datetime) -> Part:
    """Record how an agency's part ended; the caller moves the process on in the same transaction.

    :param part: held by the caller
    :raises PartNotFound: if it belongs to another agency
    :raises NotYourPart: if it waits for another post
    :raises PartNotOpen: if it is not its turn, was done, or need not be done any more
    """
    permissions.require_doing(by, part)
    state = queries.part_state(part.moments, now=at)
    if state not in {PartState.WAITING, PartState.OVERDUE}:
        raise PartNotOpen(state=state.label)
    words = {
        "label": ended.label,
        "reason": ended.reason.strip(),
        "paper_number": ended.paper_number.strip(),
        "paper_on": ended.paper_on.isoformat() if ended.paper_on else "",
    }
    key = sealing.unwrap_key(part.dossier.wrapped_key, part.dossier.subject)
    part.done_at, part.done_by_post_id, part.outcome = at, by.post_id, ended.outcome
    part.sealed = sealing.seal(key, words, context=queries.WORDS)
    part.save(update_fields=["done_at", "done_by_post_id", "outcome", "sealed"])
    is_late = part.due_at is not None and at > part.due_at
    payload = _named(part) | {"outcome": ended.outcome, "is_late": is_late}
    _note(part.dossier, Act.FINISH_PART, payload=payload, words=words, by=by, at=at)
    return part


@transaction.atomic(savepoint=False)
def note_late(*, part_id: int, at: datetime) -> Part | None:
    """Put on record that a part's time has passed; return it, or None if it is so not.

    The caller tells who has to know, in the same transaction.
    """
    part = hold(part_id)
    is_over = part.due_at is not None and at > part.due_at
    is_open = part.done_at is None and part.dossier.state in LIVE
    if not (is_over and is_open) or part.late_noted_at is not None:
        return None
    part.late_noted_at = at
    part.save(update_fields=["late_noted_at"])
    _note(part.dossier, Act.NOTE_LATE_PART, payload=_named(part), words=NO_WORDS, by=ITSELF, at=at)
    return part


@transaction.atomic(savepoint=False)
def pass_on(*, part_id: int, to: Agency, by: Actor, at: datetime) -> Part:
    """Let another agency do the part, because the one that had it has ended.

    The caller moves the process's task in the same transaction.
    """
    part = hold(part_id)
    was, part.agency = part.agency, to
    part.save(update_fields=["agency"])
    payload = _named(part) | {"from_agency_id": was.pk, "from": was.name}
    _note(part.dossier, Act.PASS_PART_ON, payload=payload, words=NO_WORDS, by=by, at=at)
    return part


def hold(part_id: int) -> Part:
    """Return the part as it is once its dossier is held. Three queries.

    :raises PartNotFound: if there is none
    """
    known = Part.objects.filter(pk=part_id).values_list("dossier__reference").first()
    if known is None:
        raise PartNotFound
    dossiers.hold(reference=known[0], by=ITSELF)
    return queries.with_names().get(pk=part_id)


def _row(dossier: Dossier, planned: Planned, *, at: datetime) -> Part:
    return Part(
        dossier=dossier, agency=planned.agency, code=planned.code, name=planned.name,
        name_en=planned.name_en, kind=planned.kind, role=planned.role, minutes=planned.minutes,
        planned_at=at,
    )  # fmt: skip


def _named(part: Part) -> dict[str, object]:
    return {
        "part": part.code, "name": part.name, "agency_id": part.agency_id,
        "agency": part.agency.name,
    }  # fmt: skip


def _note(
    dossier: Dossier, act: Act, *, payload: Mapping[str, object], words: Mapping[str, str],
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    dossiers.note_heard(
        reference=dossier.reference, act=act, payload=payload, words=words, by=by, at=at
    )
