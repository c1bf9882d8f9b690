"""What the agencies of a chain see of a dossier: each its own part, and of the rest what it needs for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Section, localities
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import chains
from motcua.domain.authorisations.enums import Scope
from motcua.domain.chains import permissions, queries
from motcua.domain.chains.enums import PartState
from motcua.domain.chains.errors import PartNotFound
from motcua.domain.chains.queries import PAGE, PART, Done, Measure
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.chains.models import Part
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Citizen, Officer


PURPOSE: Final = "chain"
REGISTRATION: Final = "registration"
"""Among what a part needs: the entry in the book and the number that the person got with it."""
OPEN: Final = frozenset({PartState.WAITING, PartState.OVERDUE})

After = tuple[datetime | None, int]


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What an agency in a chain may know of the entry in the civil-status book."""

    book: str
    entry: str
    pin: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A part in a list."""

    part: Part
    version: Version
    state: PartState
    done: Done | None
    file: Document | None = None
    """The paper that came of it, where the list shows papers."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A part as an officer of its agency, or of the dossier's, sees it."""

    part: Part
    version: Version
    state: PartState
    note: str
    """What the process says of the work."""
    sections: tuple[Section, ...]
    papers: tuple[Document, ...]
    registered: Registered | None
    done: Done | None
    doer: str
    file: Document | None
    choices: Sequence[dict[str, Any]]
    is_doing: bool
    is_lead: bool
    may_do: bool


def look(part_id: int, by: Officer, *, now: datetime) -> Seen:
    """Return a part with what is needed for it; the reading is noted.

    Raises:
        PartNotFound: if there is none, or this officer is on neither side.
    """
    seen = queries.get_part(part_id, by, purpose=PURPOSE)
    part = seen.part
    version = procedures.get_version(part.dossier.procedure_version_id)
    assert version.workflow_definition_id is not None  # a process named the part
    model = workflow.get_process_by_id(version.workflow_definition_id).model
    node = model.nodes[part.code]
    state = queries.part_state(part.moments, now=now)
    may_do = permissions.may_do(by, part) and state in OPEN
    post = identity.list_posts_by_id([part.done_by_post_id] if part.done_by_post_id else [])
    return Seen(
        part=part,
        version=version,
        state=state,
        note=node.note,
        sections=_list_needed(part.dossier, version, node.needs),
        papers=_list_shared(part.dossier, node.needs),
        registered=_find_registered(part.dossier) if REGISTRATION in node.needs else None,
        done=queries.read_done(part),
        doer=next((f"{one.name}, {one.title}" for one in post.values()), ""),
        file=next(iter(documents.list_documents(part.subject)), None),
        choices=workflow.get_task(part.task_id).choices if may_do and part.task_id else (),
        is_doing=seen.is_doing,
        is_lead=seen.is_lead,
        may_do=may_do,
    )


def list_to_do(
    by: Officer, *, now: datetime, after: After | None = None, limit: int = PAGE
) -> list[Row]:
    """Return what waits for the officer's agency. One query for any number; the readings are noted."""
    if by.roles.isdisjoint(queries.DOING):
        return []
    return _noted(queries.list_to_do(by, after=after, limit=limit), by, now)


def list_ahead(by: Officer, *, now: datetime) -> list[Row]:
    """Return what will come to the officer's agency. One query; the readings are noted."""
    if by.roles.isdisjoint(queries.DOING):
        return []
    return _noted(queries.list_ahead(by), by, now)


def measure(by: Officer, *, now: datetime) -> list[Measure]:
    """Return how the officer's agency does its parts, by who sends them. One query."""
    return queries.measure(by.agency_id, now=now)


def list_about(dossier: Dossier, *, now: datetime) -> list[Row]:
    """Return the parts of a dossier fetched with the right to it, with the papers that came of them.

    No query for a dossier of one agency; else two for any number of parts.
    """
    parts = chains.list_of_dossier(dossier)
    files = {
        document.owner_key: document
        for document in documents.list_unnamed_of(
            PART, [str(part.pk) for part in parts if part.done_at is not None]
        )
    }
    return [replace(row, file=files.get(str(row.part.pk))) for row in _rows(parts, now)]


def name_of(part: Part) -> str:
    """Return what is to be done, in the language of the request."""
    is_english = (get_language() or "").startswith("en")
    return part.name_en if is_english and part.name_en else part.name


def find_of_task(task_id: int, by: Officer) -> Part | None:
    """Return the part that a task is, to an officer of its agency. One query."""
    part = queries.find_of_task(task_id)
    return part if part is not None and part.agency_id == by.agency_id else None


def find_part(dossier: Dossier, task: Task) -> Part | None:
    """Return the part that a step of the dossier is. No query for a dossier of one agency."""
    parts = chains.list_of_dossier(dossier)
    return next((part for part in parts if part.task_id == task.pk), None)


def get_paper(part_id: int, document_id: int, by: Officer) -> Document:
    """Return a paper that the part needs, or the one that came of it; the reading is noted.

    Raises:
        PartNotFound, NotFound: if the officer is on neither side, or the part does not need the paper.
    """
    seen = queries.get_part(part_id, by, purpose=PURPOSE)
    part = seen.part
    version = procedures.get_version(part.dossier.procedure_version_id)
    assert version.workflow_definition_id is not None
    node = workflow.get_process_by_id(version.workflow_definition_id).model.nodes[part.code]
    shared = {paper.pk for paper in _list_shared(part.dossier, node.needs)}
    owner = part.dossier.subject if document_id in shared else part.subject
    return documents.get_document(document_id, owner=owner)


def get_paper_for_citizen(reference: str, part_id: int, document_id: int, by: Citizen) -> Document:
    """Return the paper that came of a part of the citizen's own dossier.

    Raises:
        DossierNotFound, PartNotFound, NotFound: if there is none, or it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.RECEIVE)
    part = next((one for one in queries.list_of_dossier(dossier) if one.pk == part_id), None)
    if part is None:
        raise PartNotFound
    return documents.get_document(document_id, owner=part.subject)


def _list_needed(dossier: Dossier, version: Version, needs: Collection[str]) -> tuple[Section, ...]:
    """Return the topics and the single questions that the process names, and no others. One query."""
    assert version.form_definition_id is not None
    form = forms.get_definition(version.form_definition_id)
    declared = dossiers.read_declaration(dossier)
    sections = forms.summary(form, declared.answers, localities.from_json(declared.localities))
    named = (
        section
        if section.page_key in needs
        else replace(section, rows=tuple(row for row in section.rows if row.field in needs))
        for section in sections
    )
    return tuple(section for section in named if section.rows)


def _list_shared(dossier: Dossier, needs: Collection[str]) -> tuple[Document, ...]:
    kept = documents.list_documents(dossier.subject)
    return tuple(one for one in kept if one.paper_code in needs and not one.is_issued)


def _find_registered(dossier: Dossier) -> Registered | None:
    for entry in reversed(dossiers.timeline(dossier)):
        if entry.act is Act.RECORD_ENTRY:
            return Registered(
                book=str(entry.payload.get("book", "")),
                entry=str(entry.payload.get("entry", "")),
                pin=str(entry.words.get("pin", "")),
            )
    return None


def _noted(parts: Sequence[Part], by: Officer, now: datetime) -> list[Row]:
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[part.dossier.subject for part in parts],
    )  # fmt: skip
    return _rows(parts, now)


def _rows(parts: Iterable[Part], now: datetime) -> list[Row]:
    return [
        Row(
            part=part,
            version=procedures.get_version(part.dossier.procedure_version_id),
            state=queries.part_state(part.moments, now=now),
            done=queries.read_done(part),
        )
        for part in parts
    ]
