"""What an applicant sees of their own dossiers: how far they are, and what waits for the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Section
from motcua.capabilities.registries.queries import BirthEntry
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, papers, paying, results
from motcua.composition.casework.came import CameFrom, came_from
from motcua.composition.casework.chain_parts import Row as Part
from motcua.composition.casework.chain_parts import list_about as list_parts
from motcua.composition.casework.paying import Bill
from motcua.domain.authorisations import queries as authorisations
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, Due, ResultWay, State
from motcua.domain.dossiers.queries import Asked, Clock, Happened
from motcua.domain.dues.errors import ResultWithheld
from motcua.domain.obligations import queries as obligations
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.domain.satisfaction import queries as satisfaction
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.money import NO_MONEY, Dong, format_dong
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier, Draft
    from motcua.domain.obligations.models import Obligation
    from motcua.foundation.organisations.models import Agency


AWAITING: Final = frozenset({State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT})
WITH_RESULT: Final = frozenset({State.DECIDED, State.HANDED_OVER})
CITIZEN: Final = "citizen:"
BIRTH: Final = "birth-registration"
LETTERS: Final = frozenset(
    {
        PaperKind.RECEIPT, PaperKind.SUPPLEMENT, PaperKind.REJECTION, PaperKind.APOLOGY,
        PaperKind.STOP_NOTICE, PaperKind.MONEY_RECEIPT,
    }
)  # fmt: skip
"""Papers that tell how a dossier goes; all else that an agency issues in it is its result."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the timeline as its applicant may read it."""

    happened: Happened
    officer: str
    """Name and title of the officer who did it; empty for others."""
    is_own: bool
    """Whether who reads did it, be it through another system."""
    person: str = ""
    """Who did it in the applicant's name, or the applicant, if that is not who reads."""


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A dossier as its applicant sees it, or who lodged it for the applicant."""

    dossier: Dossier
    acting: Acting
    version: Version
    came_from: CameFrom | None
    """The other system through which it was lodged."""
    timeline: tuple[Line, ...]
    wish: ResultWay
    """How the applicant wants the result."""
    clock: Clock
    """What the clock heard so far, and how the promised moment came about."""
    standing: Due
    request: Asked | None
    """What the applicant is asked to supply now."""
    directed_to: Agency | None
    """The agency in charge, to which the applicant was directed (Article 17.2.a)."""
    entry_task: Task | None
    """The draft entry that waits for the applicant's word."""
    sections: tuple[Section, ...]
    """What the applicant declared last."""
    handed_in: tuple[Document, ...]
    issued: tuple[Document, ...]
    replaced: frozenset[int]
    """Which of those a corrected result stands in for (Article 21.1)."""
    parts: tuple[Part, ...]
    """What each agency does, where several settle it together (Article 19.6, 19.7)."""
    obligation: Obligation | None
    """What the applicant owes the State by a notice, and for which the dossier waits."""
    bill: Bill
    """What it costs, and what was paid (Article 22)."""
    withheld: Dong
    """What has to be paid before the result that is there is given; nothing in most cases."""
    may_be_rated: bool
    may_be_withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Whether somebody reads in another's name, and what they may do; the applicant may do all."""

    for_whom: str = ""
    """The applicant's name; empty for the applicant."""
    number: str = ""
    """Of the authorisation."""
    by_whom: str = ""
    """Who lodged it for the applicant, as the applicant reads it."""
    scopes: frozenset[Scope] = frozenset(Scope)


@dataclass(frozen=True, kw_only=True)
class DraftEntry:
    """What will stand in the book: for a birth the entry, else what was declared."""

    dossier: Dossier
    version: Version
    task: Task
    birth: BirthEntry | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class Own:
    """Everything a person has begun: drafts, and dossiers with those that wait for the person."""

    drafts: tuple[tuple[Draft, Version], ...]
    dossiers: tuple[tuple[Dossier, Version], ...]
    waiting_for_word: frozenset[str]
    """References of the dossiers whose draft entry the person is asked to confirm."""
    for_others: tuple[tuple[Dossier, Version], ...]
    """Lodged for somebody else, who lets it be followed."""


def list_own(by: Citizen) -> Own:
    """Return the person's drafts and dossiers, and those lodged for others. Four queries for any number."""
    drafts = dossiers.list_drafts(by)
    for_others = dossiers.list_lodged_for_others(by)
    lodged = dossiers.list_of_citizen(by)
    running = [row.reference for row in lodged if row.state == State.IN_PROGRESS]
    return Own(
        drafts=tuple(
            (draft, procedures.get_version(draft.procedure_version_id)) for draft in drafts
        ),
        dossiers=tuple((row, procedures.get_version(row.procedure_version_id)) for row in lodged),
        waiting_for_word=workflow.list_waiting_keys(dossiers.KIND, running, handling.CONFIRM_TASK),
        for_others=tuple(
            (row, procedures.get_version(row.procedure_version_id)) for row in for_others
        ),
    )


def find_drafts_of(code: str, by: Citizen) -> list[Draft]:
    """Return the person's open drafts of a procedure, last saved first. One query."""
    return [
        draft
        for draft in dossiers.list_drafts(by)
        if draft.supplements_id is None
        and procedures.get_version(draft.procedure_version_id).code == code
    ]


def follow(reference: str, by: Citizen, *, now: datetime) -> Followed:
    """Return everything about a dossier to its applicant, in at most fourteen queries.

    Who lodged it for somebody else reads the same, as long as they may; of results only what they may receive.

    Raises:
        DossierNotFound: if there is none, or it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.FOLLOW)
    acting = _acting(dossier, by)
    happened = dossiers.timeline(dossier)
    kept = documents.list_documents(dossier.subject)
    declared = papers.read_declared(dossier)
    bill = paying.find_bill(dossier)
    withheld = bill.balance.owed if dossier.state == State.DECIDED else NO_MONEY
    void = _list_void(dossier, kept)
    return Followed(
        dossier=dossier,
        acting=acting,
        wish=results.wish_in(declared.answers),
        version=procedures.get_version(dossier.procedure_version_id),
        came_from=came_from(happened),
        timeline=_lines(happened, by),
        clock=dossiers.run_clock(dossier, happened),
        standing=dossiers.standing(dossier, now=now),
        request=_open_request(dossier),
        directed_to=_directed_to(happened),
        entry_task=_entry_task(dossier),
        sections=_sections(declared),
        handed_in=tuple(document for document in kept if not document.is_issued),
        issued=tuple(
            document
            for document in kept
            if document.is_issued
            and not (withheld and is_result(document))
            and (Scope.RECEIVE in acting.scopes or not is_result(document))
            and document.pk not in void
        ),
        replaced=dossiers.list_replaced_in(happened),
        parts=tuple(list_parts(dossier, now=now)),
        obligation=obligations.find_awaited(dossier),
        bill=bill,
        withheld=withheld,
        may_be_rated=not acting.for_whom and satisfaction.may_be_rated(dossier),
        may_be_withdrawn=Scope.LODGE in acting.scopes and permissions.may_still_withdraw(dossier),
    )


def _acting(dossier: Dossier, by: Citizen) -> Acting:
    """Return in whose name the dossier is read. No query for most, one where somebody lodged it for another."""
    under = dossier.acting_under
    if under is not None:
        return Acting(
            for_whom=dossier.applicant.full_name,
            number=under.number,
            scopes=dossiers.list_scopes(by, dossier),
        )
    if dossier.authorisation_id is None:
        return Acting()
    lodged = authorisations.get(dossier.authorisation_id)
    assert lodged.representative is not None  # what a dossier was lodged by is between two
    return Acting(number=lodged.number, by_whom=lodged.representative.full_name)


def _list_void(dossier: Dossier, kept: Sequence[Document]) -> set[int]:
    """Return which receipts for fees are void: another one stands in for each, or the payment never was.

    One query where there is such a receipt, else none.
    """
    receipts = {one.pk for one in kept if one.paper_code == PaperKind.MONEY_RECEIPT}
    return receipts & documents.list_revoked(dossier.subject) if receipts else set()


def get_own(reference: str, by: Citizen) -> tuple[Dossier, Version]:
    """Return the dossier with the version it is pinned to, to who may lodge and withdraw it. One query.

    Raises:
        DossierNotFound: if there is none, or it is another person's.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.LODGE)
    return dossier, procedures.get_version(dossier.procedure_version_id)


def get_paper(reference: str, document_id: int, by: Citizen) -> Document:
    """Return a paper of the applicant's own dossier, handed in or issued.

    Raises:
        DossierNotFound, NotFound: if there is none, or it is another person's.
        ResultWithheld: if it is a result for which something is still owed (Article 22.1).
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.FOLLOW)
    document = documents.get_document(document_id, owner=dossier.subject)
    if is_result(document) and Scope.RECEIVE not in _acting(dossier, by).scopes:
        raise NotFound
    if is_result(document) and (owed := paying.owed_for_result(dossier)):
        raise ResultWithheld(owed=format_dong(owed))
    return document


def is_result(document: Document) -> bool:
    """Say whether the document is what the applicant asked for, and no letter on the way to it."""
    return document.is_issued and document.paper_code not in LETTERS


def get_draft_entry(reference: str, by: Citizen) -> DraftEntry:
    """Return the draft entry that waits for its declarant (Civil Status Law, Article 16.2).

    Raises:
        DossierNotFound, NotFound: if there is none, or it waits for nobody, or for somebody else.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.LODGE)
    task = _entry_task(dossier)
    if task is None:
        raise NotFound
    declared = papers.read_declared(dossier)
    is_birth = declared.version.workflow_key == BIRTH
    return DraftEntry(
        dossier=dossier,
        version=declared.version,
        task=task,
        birth=papers.birth_entry(declared, dossier.agency) if is_birth else None,
        sections=_sections(declared),
    )


def _sections(declared: papers.Declared) -> tuple[Section, ...]:
    assert declared.version.form_definition_id is not None
    form = forms.get_definition(declared.version.form_definition_id)
    return forms.summary(form, declared.answers, declared.localities)


def _lines(happened: list[Happened], by: Citizen) -> tuple[Line, ...]:
    names = _names(happened, by)
    post_ids = [_post_id(entry) for entry in happened]
    posts = identity.list_posts_by_id(sorted({post_id for post_id in post_ids if post_id}))
    lines = []
    for entry, post_id in zip(happened, post_ids, strict=True):
        post = posts.get(post_id)
        lines.append(
            Line(
                happened=entry,
                officer=f"{post.name}, {post.title}" if post else "",
                is_own=entry.by not in names and (entry.by == by.key or entry.act is Act.LODGE),
                person=names.get(entry.by, ""),
            )
        )
    return tuple(lines)


def _names(happened: list[Happened], by: Citizen) -> dict[str, str]:
    """Return the names of people in the log who are not who reads. No query where there are none."""
    others = {entry.by for entry in happened if entry.by.startswith(CITIZEN)} - {by.key}
    if not others:
        return {}
    people = identity.list_names({int(key.removeprefix(CITIZEN)) for key in others})
    return {f"{CITIZEN}{key}": name for key, name in people.items()}


def _post_id(entry: Happened) -> int:
    kind, _is, key = entry.by.partition(":")
    return int(key) if kind == "officer" else 0


def _open_request(dossier: Dossier) -> Asked | None:
    if dossier.state not in AWAITING:
        return None
    requests = dossiers.list_supplement_requests(dossier)
    return next((asked for asked in reversed(requests) if asked.answered_at is None), None)


def _directed_to(happened: list[Happened]) -> Agency | None:
    for entry in happened:
        if entry.act is Act.DIRECT:
            return organisations.get_agency(entry.payload["to_agency_id"])
    return None


def _entry_task(dossier: Dossier) -> Task | None:
    if dossier.state != State.IN_PROGRESS:
        return None
    return workflow.find_open_task(dossier.subject, handling.CONFIRM_TASK)


def list_held_results(citizen: Citizen) -> dict[str, str]:
    """Return the references of the citizen's own dossiers with a result, by the codes of what came out.

    People read what is their own here, so there is nothing to note in the log of readings.
    """
    finished = [one for one in dossiers.list_of_citizen(citizen) if one.state in WITH_RESULT]
    versions = procedures.get_versions([one.procedure_version_id for one in finished])
    return {
        code: dossier.reference
        for dossier, version in zip(finished, versions, strict=True)
        for code in (version.code, *(member.code for member in version.members))
    }
