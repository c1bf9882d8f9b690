"""Opinions of other agencies (Article 19.5 of Decree 61/2018): asked, answered, missed, gone on without.

An agency asked sees the question and the papers shared with it, and nothing else of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind, Source
from motcua.composition.casework import letters
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.issuing import Paper, issue_paper, next_number
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.inquiries import actions, permissions, queries
from motcua.domain.inquiries.actions import Asked
from motcua.domain.inquiries.enums import OpinionState
from motcua.domain.inquiries.queries import Answered, Measure
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit, clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.inquiries.models import Opinion


PURPOSE: Final = "consulting"
PAPER_CODE: Final = "opinion"
SERIES: Final = "YK"
LETTER: Final = "result"
AGENCY, UNIT = "a", "u"
"""First letters of the keys by which a form names whom to ask."""


After = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an officer wants to know of whom, as it was typed."""

    asked: str
    """The key of an agency, or of a unit of the own one."""
    question: str
    paper_ids: tuple[int, ...]
    until: date


@dataclass(frozen=True, kw_only=True)
class Askable:
    """Somebody who can be asked."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A dossier about which somebody may be asked."""

    dossier: Dossier
    barrier: Refusal | None
    askable: tuple[Askable, ...]
    papers: tuple[Document, ...]
    proposed: date | None
    """A day by which to answer that leaves the asker time; none if nobody can be asked now."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question in a list."""

    opinion: Opinion
    version: Version
    asked: str
    state: OpinionState


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """A question with its answer, as an officer of either side sees it."""

    opinion: Opinion
    version: Version
    asked: str
    asker: str
    """Name and title of who asked."""
    question: str
    papers: tuple[Document, ...]
    answer: Answered | None
    answerer: str
    letter: Document | None
    """The letter by which it was put; none if it was before letters were typeset."""
    file: Document | None
    """What came with the answer."""
    state: OpinionState
    is_asking: bool
    may_answer: bool
    may_withdraw: bool
    may_pass_over: bool


def look(reference: str, by: Officer, *, at: datetime) -> Asking:
    """Return the dossier, whom to ask and until when, and what keeps this officer from it, if anything.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    try:
        permissions.require_inquiring(by, dossier)
    except NotFound:
        raise
    except Refusal as refusal:
        return Asking(dossier=dossier, barrier=refusal, askable=(), papers=(), proposed=None)
    on = clock.day_in_vietnam(at)
    return Asking(
        dossier=dossier,
        barrier=None,
        askable=tuple(_list_askable(by, on)),
        papers=tuple(documents.list_documents(dossier.subject)),
        proposed=queries.propose_day(
            on=on,
            promised_on=clock.day_in_vietnam(dossier.due_at) if dossier.due_at else None,
            calendar=organisations.get_calendar(dossier.agency_id),
        ),
    )


@transaction.atomic
def ask(*, reference: str, wanted: Wanted, by: Officer, at: datetime) -> Opinion:
    """Put the question by a letter, with papers of this dossier and of no other, or do neither.

    The letter bears the agency's seal, and the signature of who asks where that officer signs for the agency.

    Raises:
        DossierNotFound, NotYourTask, NotBeingHandled: if this officer may not ask about it.
        InvalidInput: if nothing is asked, or of nobody, or with papers that are not there.
        NotToOneself, AskedAlready, AnswerDayPast, AnswerDayNotWorked, AnswerDayAfterPromise: as named.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    permissions.require_inquiring(by, dossier)
    kept = {document.pk: document for document in documents.list_documents(dossier.subject)}
    if not kept.keys() >= set(wanted.paper_ids):
        raise _problem("papers", _("Chỉ chia sẻ được giấy tờ của chính hồ sơ này."))
    opinion = actions.ask(
        reference=reference,
        asked=_read_asked(wanted.asked, by, clock.day_in_vietnam(at)),
        question=wanted.question,
        paper_ids=wanted.paper_ids,
        until=wanted.until,
        by=by,
        at=at,
    )
    _issue_letter(opinion, [kept[key].title for key in opinion.paper_ids], by=by, at=at)
    return opinion


def _issue_letter(opinion: Opinion, shared: Sequence[str], *, by: Officer, at: datetime) -> None:
    """Keep the letter beside the question, not among the applicant's papers."""
    dossier = opinion.dossier
    number = next_number(dossier, SERIES, at)
    paper = Paper(
        owner=opinion.subject, agency=dossier.agency, kind=PaperKind.OPINION_REQUEST,
        template=LETTER, title=letters.OPINION_TITLE, number=number,
    )  # fmt: skip

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.opinion_request(
            dossier, asked=name_of(opinion), asker=f"{by.name}, {by.title}",
            question=queries.read_question(opinion), shared=shared, due_at=opinion.due_at,
            number=number, signed=signed, at=at,
        )  # fmt: skip

    signatory = by if Role.LEADER in by.roles else None
    issue_paper(paper, fill=fill, by=by, signatory=signatory, at=at)


def consult(opinion_id: int, by: Officer, *, now: datetime) -> Consulted:
    """Return a question with its answer to an officer of either side; the reading is noted.

    Raises:
        OpinionNotFound: if there is none, or this officer is on neither side.
    """
    seen = queries.get_opinion(opinion_id, by, purpose=PURPOSE)
    opinion = seen.opinion
    shared = set(opinion.paper_ids)
    papers = documents.list_documents(opinion.dossier.subject) if shared else []
    posts = identity.list_posts_by_id(
        [post for post in (opinion.asked_by_post_id, opinion.answered_by_post_id) if post]
    )
    beside = documents.list_documents(opinion.subject)
    state = _state(opinion, now)
    is_live = opinion.dossier.state in queries.LIVE
    is_open = state in {OpinionState.WAITING, OpinionState.OVERDUE}
    is_handler = seen.is_asking and permissions.may_conclude(by, opinion.dossier)
    return Consulted(
        opinion=opinion,
        version=procedures.get_version(opinion.dossier.procedure_version_id),
        asked=name_of(opinion),
        asker=_who(posts, opinion.asked_by_post_id),
        question=queries.read_question(opinion),
        papers=tuple(paper for paper in papers if paper.pk in shared),
        answer=queries.read_answer(opinion),
        answerer=_who(posts, opinion.answered_by_post_id),
        letter=next((one for one in beside if one.is_issued), None),
        file=next((one for one in beside if not one.is_issued), None),
        state=state,
        is_asking=seen.is_asking,
        may_answer=seen.is_asked and is_live and (is_open or state is OpinionState.PASSED_OVER),
        may_withdraw=is_handler and is_live and is_open,
        may_pass_over=is_handler and is_live and state is OpinionState.OVERDUE,
    )


@transaction.atomic
def answer(
    *, opinion_id: int, answered: Answered, file: File | None, by: Officer, at: datetime
) -> Opinion:
    """Answer the question and keep the file that comes with it, or neither.

    Raises:
        OpinionNotFound: if this officer was not asked.
        AnsweredAlready, QuestionWithdrawn, NotBeingHandled: if no answer is wanted any more.
        InvalidInput, FileRefused: if nothing is said, or the file cannot be taken.
    """
    opinion = actions.answer(opinion_id=opinion_id, answered=answered, by=by, at=at)
    if file is not None:
        document_actions.add_file(
            owner=opinion.subject, paper_code=PAPER_CODE, title=_("Văn bản trả lời ý kiến"),
            filename=file.name, content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
        )  # fmt: skip
    return opinion


def get_paper(opinion_id: int, document_id: int, by: Officer) -> Document:
    """Return a paper that the question shares, its letter, or the file of its answer; the reading is noted.

    Raises:
        OpinionNotFound, NotFound: if the officer is on neither side, or the paper is not shared.
    """
    opinion = queries.get_opinion(opinion_id, by, purpose=PURPOSE).opinion
    is_shared = document_id in opinion.paper_ids
    owner = opinion.dossier.subject if is_shared else opinion.subject
    return documents.get_document(document_id, owner=owner)


def list_to_answer(
    by: Officer, *, now: datetime, after: After | None = None, limit: int = queries.PAGE
) -> list[Row]:
    """Return what waits for the officer's answer. One query for any number; the readings are noted."""
    if by.roles.isdisjoint(queries.ANSWERING):
        return []
    return _rows(queries.list_to_answer(by, after=after, limit=limit), by, now)


def list_asked(by: Officer, *, now: datetime, limit: int = queries.PAGE) -> list[Row]:
    """Return what the officer's agency still waits for, those overdue first. One query for any number."""
    return _rows(queries.list_asked(by, limit=limit), by, now)


def measure(by: Officer) -> list[Measure]:
    """Return how the officer's agency answers, by who asked. One query."""
    return queries.measure(by.agency_id)


def list_about(dossier: Dossier, *, now: datetime) -> list[Row]:
    """Return what was asked about a dossier fetched with the right to it. One query."""
    return [_row(opinion, now) for opinion in queries.list_of_dossier(dossier)]


def _list_askable(by: Officer, on: date) -> Iterable[Askable]:
    """Yield the other units of the own agency, then the other agencies. Two queries."""
    for unit in organisations.list_units(by.agency_id):
        if unit.pk != by.unit_id:
            yield Askable(key=f"{UNIT}{unit.pk}", name=unit.name)
    for agency in organisations.list_agencies(on=on):
        if agency.pk != by.agency_id:
            yield Askable(key=f"{AGENCY}{agency.pk}", name=agency.name)


def _read_asked(key: str, by: Officer, on: date) -> Asked:
    if key in {one.key for one in _list_askable(by, on)}:
        kind, number = key[:1], int(key[1:])
        if kind == AGENCY:
            return Asked(agency=organisations.get_agency(number))
        unit = organisations.get_unit(number)
        return Asked(agency=organisations.get_agency(by.agency_id), unit=unit)
    raise _problem("asked", _("Hãy chọn cơ quan hoặc đơn vị cần hỏi."))


def _rows(opinions: Sequence[Opinion], by: Officer, now: datetime) -> list[Row]:
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[opinion.dossier.subject for opinion in opinions],
    )  # fmt: skip
    return [_row(opinion, now) for opinion in opinions]


def _row(opinion: Opinion, now: datetime) -> Row:
    return Row(
        opinion=opinion,
        version=procedures.get_version(opinion.dossier.procedure_version_id),
        asked=name_of(opinion),
        state=_state(opinion, now),
    )


def _state(opinion: Opinion, now: datetime) -> OpinionState:
    return queries.opinion_state(opinion.moments, now=now)


def name_of(opinion: Opinion) -> str:
    """Return whom the question is put to, as people read it."""
    return Asked(agency=opinion.asked_agency, unit=opinion.asked_unit).name


def _who(posts: Mapping[int, identity.PostRecord], post_id: int | None) -> str:
    post = posts.get(post_id or 0)
    return f"{post.name}, {post.title}" if post else ""


def _problem(field: str, text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, text=text, code="not-there")])
