"""What an officer sees of dossiers: the queue, the tasks, and one dossier with all that belongs to it.

Every function fetches and checks in one, and notes whose personal data the officer reads.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Section, localities
from motcua.capabilities.forms.queries.localities import Localities
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.errors import NoSuchTask
from motcua.capabilities.workflow.queries import Cut
from motcua.composition.casework import naming, results
from motcua.composition.casework.came import CameFrom, came_from
from motcua.composition.casework.representing import Representative, find_representative
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.queries import Asked, AtDesk, Clock, Flag, Happened, Wanted
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.domain.venues import queries as venues
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import audit, clock
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.worktime import Due as Promise
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.queries import PostRecord


QUEUE: Final = "queue"
HANDLING: Final = "handling"
READING: Final = "reading"
PAPER: Final = "paper"
SEARCH: Final = "search"

After = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the timeline with the name of who did it."""

    happened: Happened
    who: str
    """Name and title of the officer; empty for the applicant and the product itself."""
    to_agency: str
    """The agency the dossier was directed to, if it was."""
    venue: str
    """Where its papers were received away from the office, if they were."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A dossier as the officers of its agencies see it."""

    dossier: Dossier
    version: Version
    answers: Answers
    localities: Localities
    """Where the addresses lie today, as it was understood when they were declared."""
    came_from: CameFrom | None
    """The other system through which it was lodged."""
    representative: Representative | None
    """Who lodged it for the applicant."""
    sections: tuple[Section, ...]
    warnings: tuple[FieldProblem, ...]
    handed_in: tuple[Document, ...]
    issued: tuple[Document, ...]
    replaced: frozenset[int]
    """Which of those a corrected result stands in for (Article 21.1)."""
    requests: tuple[Asked, ...]
    timeline: tuple[Line, ...]
    tasks: tuple[Task, ...]
    """Every step the process has opened so far, oldest first."""
    promise: Promise | None
    """How the promised moment was counted; before acceptance, how it would be counted now."""
    clock: Clock
    """What the clock heard so far, and what it makes of it."""
    standing: Due
    flags: tuple[Flag, ...]
    """What in its log somebody should look at."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A task with the dossier it belongs to."""

    task: Task
    dossier: Dossier
    version: Version
    named: PostRecord | None
    """Who was named to do it, where the name holds."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a list of tasks goes on: behind which task, of one's own or of the role's."""

    due_at: datetime | None
    key: int
    is_own: bool = False


def list_queue(
    by: Officer, *, which: AtDesk = dossiers.ALL_AT_DESK, after: After | None = None,
    limit: int = dossiers.PAGE,
) -> list[tuple[Dossier, Version]]:  # fmt: skip
    """Return what waits at the officer's desk, longest first. One query for any number."""
    rows = dossiers.list_waiting(by.agency_id, which=which, after=after, limit=limit)
    _note(rows, by, purpose=QUEUE)
    return with_versions(rows)


def find_next_waiting(by: Officer) -> Dossier | None:
    """Return the dossier that waits longest at the officer's desk. One query."""
    return next(iter(dossiers.list_waiting(by.agency_id, limit=1)), None)


def list_chosen(references: Sequence[str], by: Officer) -> list[tuple[Dossier, Version]]:
    """Return those of these dossiers that wait at the officer's desk, in the order given. One query.

    The reading of each is noted.
    """
    found = {row.reference: row for row in dossiers.list_waiting_among(by.agency_id, references)}
    rows = [found[reference] for reference in references if reference in found]
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[row.subject for row in rows],
        purpose=QUEUE,
    )
    return with_versions(rows)


def list_work(
    by: Officer, *, roles: Collection[str] | None = None, cut: Cut = workflow.WHOLE,
    after: Place | None = None, limit: int = dossiers.PAGE, on: date,
) -> list[Work]:  # fmt: skip
    """Return the open tasks of the officer's agency that wait for the officer's roles, soonest first.

    Those for which the officer was named come first (Article 19.1). A signatory may look over the tasks
    of other roles of the agency. Three queries for any number, and one more where somebody is named.
    """
    tasks = _own_first(by, roles=roles, cut=cut, after=after, limit=limit)
    found = dossiers.list_by_references([task.subject_key for task in tasks])
    _note(list(found.values()), by, purpose=HANDLING)
    named = naming.list_named(tasks, on=on)
    return [
        Work(task=task, dossier=dossier, version=version, named=named.get(task.pk))
        for task in tasks
        for dossier, version in with_versions([found[task.subject_key]])
    ]


def _own_first(
    by: Officer, *, roles: Collection[str] | None, cut: Cut, after: Place | None, limit: int
) -> list[Task]:
    behind = (after.due_at, after.key) if after else None
    if roles is not None:
        looked = workflow.list_worklist(agency_id=by.agency_id, roles=roles, cut=cut, after=behind)
        return list(looked[:limit])
    own: list[Task] = []
    if after is None or after.is_own:
        named = workflow.list_named(
            post_id=by.seat_id, agency_id=by.agency_id, roles=by.roles, cut=cut, after=behind
        )
        own, behind = list(named[:limit]), None
    if len(own) == limit:
        return own
    others = workflow.list_worklist(
        agency_id=by.agency_id, roles=by.roles, cut=cut, after=behind, besides=by.seat_id
    )
    return [*own, *others[: limit - len(own)]]


def with_versions(rows: list[Dossier]) -> list[tuple[Dossier, Version]]:
    """Return dossiers with the versions they are pinned to. No query once the process knows them."""
    versions = procedures.get_versions(row.procedure_version_id for row in rows)
    return list(zip(rows, versions, strict=True))


def list_wanted(
    wanted: Wanted, by: Officer, *, now: datetime, after: After | None = None,
    limit: int = dossiers.PAGE,
) -> list[tuple[Dossier, Version]]:  # fmt: skip
    """Return the dossiers asked for to an officer who sees those of the agency. One query.

    Raises:
        DossierNotFound: if the agency is another, or the post sees no dossiers.
    """
    if wanted.agency_id != by.agency_id or by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise DossierNotFound
    rows = dossiers.list_wanted(wanted, now=now, after=after, limit=limit)
    _note(rows, by, purpose=READING)
    return with_versions(rows)


def find(typed: str, by: Officer) -> Dossier | None:
    """Return the dossier with this number or reference, in any layout, if this officer may see it."""
    dossier = dossiers.find_visible(by, typed)
    if dossier is not None:
        dossiers.note_reading(dossier, by, purpose=SEARCH)
    return dossier


def examine(reference: str, by: Officer, *, purpose: str, now: datetime) -> Examined:
    """Return everything about a dossier to an officer of its agencies, in at most eleven queries, one more where it was lodged for them.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=purpose)
    version = procedures.get_version(dossier.procedure_version_id)
    declared = dossiers.read_declaration(dossier)
    answers, lying = declared.answers, localities.from_json(declared.localities)
    kept = documents.list_documents(dossier.subject)
    happened = dossiers.timeline(dossier)
    sections: tuple[Section, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    if version.form_definition_id is not None:
        form = forms.get_definition(version.form_definition_id)
        sections = forms.summary(form, answers, lying)
        warnings = tuple(forms.list_warnings(form, answers, today=clock.day_in_vietnam(now)))
    ran = dossiers.run_clock(dossier, happened)
    return Examined(
        dossier=dossier,
        version=version,
        answers=answers,
        localities=lying,
        came_from=came_from(happened),
        representative=find_representative(dossier, on=clock.day_in_vietnam(now)),
        sections=sections,
        warnings=warnings,
        handed_in=tuple(document for document in kept if not document.is_issued),
        issued=tuple(document for document in kept if document.is_issued),
        replaced=dossiers.list_replaced_in(happened),
        requests=tuple(dossiers.list_supplement_requests(dossier)),
        timeline=_lines(happened, on=clock.day_in_vietnam(now)),
        tasks=tuple(workflow.list_tasks(dossier.subject)) if dossier.number else (),
        promise=ran.counted or dossiers.promise(dossier, since=now),
        clock=ran,
        standing=dossiers.standing(dossier, now=now),
        flags=tuple(dossiers.list_flags(dossier, happened, ran)),
    )


def examine_task(task_id: int, by: Officer, *, now: datetime) -> tuple[Task, Examined]:
    """Return a task with its dossier to an officer whose role may do it, done or not.

    Raises:
        NoSuchTask: if there is none, or it belongs to another agency or another role.
    """
    task = get_task(task_id, by)
    return task, examine(task.subject_key, by, purpose=HANDLING, now=now)


def get_task(task_id: int, by: Officer) -> Task:
    """Return a task of the officer's agency and roles. One query.

    Raises:
        NoSuchTask: if there is none, or it belongs to another agency or another role.
    """
    task = workflow.get_task(task_id)
    if task.agency_id != by.agency_id or task.role not in by.roles:
        raise NoSuchTask
    return task


def get_paper(reference: str, document_id: int, by: Officer) -> Document:
    """Return a paper of a dossier this officer may see, and note the reading.

    Raises:
        DossierNotFound, NotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PAPER)
    return documents.get_document(document_id, owner=dossier.subject)


def list_papers(reference: str, by: Officer) -> list[Document]:
    """Return the papers of a dossier this officer may see, handed in before issued; note the reading.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PAPER)
    return sorted(documents.list_documents(dossier.subject), key=lambda one: one.is_issued)


def get_receipt(reference: str, by: Officer) -> Document:
    """Return the receipt of an accepted dossier, issued now if the worker has not come to it.

    Raises:
        DossierNotFound: if there is none, none this officer may see, or it is not accepted.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PAPER)
    if dossier.number is None:
        raise DossierNotFound
    return results.issue_receipt(reference=dossier.reference)


def write_receipt_slip(reference: str, by: Officer, *, at: datetime) -> bytes:
    """Return the slip of 80 mm of an accepted dossier.

    Raises:
        DossierNotFound: if there is none, none this officer may see, or it is not accepted.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PAPER)
    if dossier.number is None:
        raise DossierNotFound
    return results.write_receipt_slip(dossier, at=at)


def _lines(happened: list[Happened], *, on: date) -> tuple[Line, ...]:
    posts = identity.list_posts_by_id(sorted({_post_id(entry) for entry in happened} - {0}))
    directed = any("to_agency_id" in entry.payload for entry in happened)
    names = (
        {agency.pk: agency.name for agency in organisations.list_agencies(on=on)}
        if directed
        else {}
    )
    venue_names = venues.list_names({entry.payload.get("venue", 0) for entry in happened} - {0})
    lines = []
    for entry in happened:
        post = posts.get(_post_id(entry))
        lines.append(
            Line(
                happened=entry,
                who=f"{post.name}, {post.title}" if post else "",
                to_agency=names.get(entry.payload.get("to_agency_id", 0), ""),
                venue=venue_names.get(entry.payload.get("venue", 0), ""),
            )
        )
    return tuple(lines)


def _post_id(entry: Happened) -> int:
    kind, _is, key = entry.by.partition(":")
    return int(key) if kind == "officer" else 0


def _note(rows: list[Dossier], by: Officer, *, purpose: str) -> None:
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[Subject(kind=dossiers.KIND, key=row.reference) for row in rows],
        purpose=purpose,
    )
