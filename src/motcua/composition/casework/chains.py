"""Dossiers that several agencies settle together (Article 19.6, 19.7 of Decree 61/2018): who does what.

One dossier for the citizen, one deadline for each agency. The process names kinds of agencies beside its
steps; which agency that is follows from where the agency in charge works. Where there is none of that kind in
this installation, the agency in charge does the step itself and records what the other one answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents.enums import Source
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import NoSuchTask
from motcua.capabilities.workflow.queries.designs import Node
from motcua.composition.casework import acting, naming
from motcua.composition.casework.telling import tell_officers
from motcua.domain.chains import actions, permissions
from motcua.domain.chains import queries as parts
from motcua.domain.chains.actions import Ended, Opened, Planned
from motcua.domain.dossiers.errors import ReasonNeeded
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, stage
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date

    from motcua.capabilities.workflow.models import Task
    from motcua.composition.casework.asked_files import File
    from motcua.domain.chains.models import Part
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


PAPER_CODE: Final = "part"
NOTED_AT_ONCE: Final = 200
"""Late parts put on record by one run of the worker."""
NOBODY: Final[Mapping[str, int]] = {}


def send_to_all(
    dossier: Dossier, definition_id: int, *, limit_minutes: int | None, by: Actor, at: datetime
) -> Mapping[str, int]:
    """Send the dossier to all who take part, and return whose each shared step is (Article 19.6.b).

    No query where the agency in charge does everything itself; else one for the agencies and the writing.

    :param limit_minutes: the working minutes of the whole, of which shares are counted
    :return: agency ids by the steps' ids; steps for which no agency is found are left out
    """
    shared = _shared_steps(definition_id)
    if not shared or stage.is_set():
        return NOBODY
    agencies = _find_agencies({node.agency for node in shared}, dossier.agency, at)
    planned = [
        _planned(node, agencies[node.agency], node.share.minutes_of(limit_minutes))
        for node in shared
        if node.agency in agencies
    ]
    if planned:
        actions.plan(dossier=dossier, parts=planned, by=by, at=at)
    return {part.code: part.agency.pk for part in planned}


def follow(dossier: Dossier, opened: Iterable[Task], *, at: datetime) -> None:
    """Tell other agencies that it is their turn, where steps that opened are theirs.

    No query where none is.
    """
    for task in opened:
        if task.agency_id == dossier.agency_id:
            continue
        node = workflow_queries.get_process_by_id(task.instance.definition_id).model.nodes[
            task.code
        ]
        planned = _planned(node, organisations.get_agency(task.agency_id), task.share)
        actions.begin(
            dossier=dossier, at=at,
            opened=Opened(planned=planned, task_id=task.pk, due_at=task.due_at),
        )  # fmt: skip


@transaction.atomic
def finish(
    *, part_id: int, outcome: str, reason: str, paper_number: str, paper_on: date | None,
    file: File | None, by: Officer, at: datetime,
) -> Part:  # fmt: skip
    """Record how an agency did its part, and let the others go on (Articles 19.6.a, 19.6.b, 19.7.b); or do neither.

    Raises:
        PartNotFound, NotYourPart, PartNotOpen: if it is not this officer's to do now.
        NamedToAnother: if the agency gave it to somebody else by name.
        ReasonNeeded: if the outcome must be explained and was not.
        UnknownOutcome: if the step has no such outcome.
        FileRefused: if the file cannot be taken.
    """
    held = actions.hold(part_id)
    permissions.require_doing(by, held)
    task = workflow_queries.get_task(held.task_id) if held.task_id else None
    if task is not None:
        naming.require_free(task, by, on=clock.day_in_vietnam(at))
    choice = _choice(task, outcome)
    if choice.get("needs_reason") and not reason.strip():
        raise ReasonNeeded(field="reason")
    ended = Ended(
        outcome=outcome, label=str(choice.get("label", outcome)), reason=reason,
        paper_number=paper_number, paper_on=paper_on,
    )  # fmt: skip
    part = actions.finish(part=held, ended=ended, by=by, at=at)
    assert task is not None  # an open part has its task
    with acting.acting(by, {"reason": reason}):
        opened = workflow.complete(
            task_id=task.pk, outcome=outcome, by_post_id=by.post_id, by_name=by.name, at=at
        )
    follow(part.dossier, opened, at=at)
    if file is not None:
        documents.add_file(
            owner=part.subject, paper_code=PAPER_CODE, title=part.name, filename=file.name,
            content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
        )  # fmt: skip
    return part


def note_late(*, at: datetime) -> int:
    """Put on record whose time has passed, and tell who has to know; return how many.

    Each in a transaction of its own, once: a killed worker goes on where it was.
    """
    noted = 0
    for part_id in parts.list_to_note(now=at, limit=NOTED_AT_ONCE):
        with transaction.atomic():
            part = actions.note_late(part_id=part_id, at=at)
            if part is not None:
                noted += 1
                _tell_late(part, at=at)
    return noted


def require_none(dossier: Dossier, task: Task) -> None:
    """Refuse to end a step as the agency's own that is a part of the chain. At most one query.

    Raises:
        NoSuchTask: if it is one: parts end with ``finish``.
    """
    if any(part.task_id == task.pk for part in list_of_dossier(dossier)):
        raise NoSuchTask


def move_stranded(*, by: Actor, at: datetime, dossier: Dossier | None = None) -> int:
    """Give undone parts of agencies that have ended to who does them now; return how many moved.

    That is the agency of the same kind where the agency in charge works, else the agency in charge itself:
    nothing stays with nobody. While nobody has said who is in charge, the parts wait with the dossier.

    :param dossier: only this one's parts
    """
    on = clock.day_in_vietnam(at)
    moved = 0
    for part in parts.list_stranded(on=on, dossier=dossier):
        lead = part.dossier.agency
        if lead.valid_to is not None and lead.valid_to <= on:
            continue
        found = _find_agencies({part.kind}, lead, at).get(part.kind, lead)
        actions.pass_on(part_id=part.pk, to=found, by=by, at=at)
        workflow.hand_over_task(subject=part.dossier.subject, code=part.code, to_agency_id=found.pk)
        moved += 1
    return moved


def _shared_steps(definition_id: int) -> list[Node]:
    model = workflow_queries.get_process_by_id(definition_id).model
    return [node for node in model.of_kind(NodeKind.USER) if node.agency]


def _find_agencies(kinds: Iterable[str], lead: Agency, at: datetime) -> dict[str, Agency]:
    """Return the one agency of each kind that serves where the lead works (Article 19.7.a). One query.

    One of the commune goes before one of the whole province; where several serve, nobody is guessed.
    """
    existing = list(organisations.list_agencies(on=clock.day_in_vietnam(at)))
    found: dict[str, Agency] = {}
    for kind in kinds:
        wanted = procedures.find_competent_kind(kind)
        serving = [
            agency
            for agency in existing
            if (agency.level, agency.kind) == wanted
            and agency.province_code == lead.province_code
            and agency.commune_code in {"", lead.commune_code}
        ]
        if len(serving) == 1:
            found[kind] = serving[0]
    return found


def _planned(node: Node, agency: Agency, minutes: int | None) -> Planned:
    return Planned(
        agency=agency, code=node.code, name=node.name, name_en=node.name_en, kind=node.agency,
        role=node.role, minutes=minutes,
    )  # fmt: skip


def _choice(task: Task | None, outcome: str) -> Mapping[str, object]:
    """Return what the step says of an outcome; nothing of one that it does not have."""
    choices = task.choices if task else []
    return next((choice for choice in choices if choice["code"] == outcome), {})


def _tell_late(part: Part, *, at: datetime) -> None:
    """Tell who answers for the part, who waits for it, and the desk that promised the result."""
    on = clock.day_in_vietnam(at)
    dossier = part.dossier
    posts = [
        *identity.list_posts(part.agency_id, Role.LEADER, on=on),
        *identity.list_posts(dossier.agency_id, Role.LEADER, on=on),
        *identity.list_posts(dossier.receiving_agency_id, Role.DESK, on=on),
    ]
    values = {
        "number": str(dossier), "agency": part.agency.name, "part": part.name,
        "due_at": part.due_at, "path": f"/can-bo/lien-thong/{part.pk}/",
    }  # fmt: skip
    tell_officers(posts, Template.PART_OVERDUE, subject=dossier.subject, values=values, at=at)


def list_of_dossier(dossier: Dossier) -> list[Part]:
    """Return the parts of a dossier fetched with the right to it. One query.

    Dossiers of one agency have none: nothing is asked where the process shares no step.
    """
    version = procedures.get_version(dossier.procedure_version_id)
    if version.workflow_definition_id is None or not _shared_steps(version.workflow_definition_id):
        return []
    return parts.list_of_dossier(dossier)
