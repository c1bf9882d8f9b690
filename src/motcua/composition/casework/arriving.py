"""What was lodged in another system of the state comes in as a dossier here (Article 15.1.h-i of
Decree 224/2026): the same checks, the same dossier, with the other system's number beside ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.errors import FileRefused
from motcua.capabilities.exchange import queries as exchange
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import localities
from motcua.composition.casework import asked_files, filling, lodging
from motcua.composition.casework.errors import AssuranceTooLow, PaperNotAsked
from motcua.composition.casework.parcels import LONGEST_NUMBER, MALFORMED, Parcel, ParcelPaper
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.errors import NumberTaken
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import Citizen, System
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.domain.dossiers.models import Dossier, Draft

LATEST: Final = 300
"""Seconds by which another system's clock may run ahead of ours."""

_PLACES: Final[Mapping[str, str]] = {
    "procedures.not-found": "procedure_code",
    "procedures.executed-elsewhere": "procedure_code",
    "casework.not-provided": "agency_code",
    "casework.assurance-too-low": "applicant.assurance",
    "identity.pin-malformed": "applicant.identity_number",
    "identity.person-differs": "applicant.full_name",
}
"""Where in a parcel stands what each refusal speaks of."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """The dossier a parcel became, and whether this call made it."""

    dossier: Dossier
    is_new: bool


@transaction.atomic
def arrive(*, parcel: Parcel, content: bytes, by: System, at: datetime) -> Arrived:
    """Make a dossier of the parcel, once: the same content under the same number is the same dossier.

    The intake clock starts now, when the parcel is here: the duty to answer is the receiving desk's
    (Article 17.2 of Decree 61/2018; whether the time at the other system counts is to be verified).

    :param content: the parcel as it was sent, byte for byte

    Raises:
        NumberTaken: if another content came under this number before.
        InvalidInput: naming everything in the parcel that keeps it from being lodged.
    """
    _require_sound(parcel, at)
    _wait_for_number(by, parcel.number)
    digest = exchange.content_hash(content)
    known = dossier_queries.find_alias(by.name, parcel.number)
    if known is not None:
        if bytes(known.parcel) != digest:
            raise NumberTaken(number=parcel.number, field="number")
        return Arrived(dossier=known.dossier, is_new=False)
    through = dossiers.Through(
        system=by, number=parcel.number, parcel=digest, lodged_there_at=parcel.lodged_at
    )
    return Arrived(dossier=_lodge(parcel, through, at), is_new=True)


def _lodge(parcel: Parcel, through: dossiers.Through, at: datetime) -> Dossier:
    """Fill in and lodge on the applicant's behalf, as the applicant would on the portal."""
    try:
        applicant = _know(parcel, at)
        draft = filling.start_at(
            code=parcel.procedure_code,
            agency_code=parcel.agency_code,
            by=applicant,
            at=at,
            answers=parcel.answers,
        )
    except InvalidInput:
        raise
    except Refusal as refusal:
        raise InvalidInput([_placed(refusal)]) from refusal
    problems = _attach(draft, parcel.papers, through.system, at)
    held = dossiers.lock_draft(draft.pk, applicant)
    opened = _with_files(filling.open_held(held))
    today = clock.day_in_vietnam(at)
    asked = filling.list_asked_papers(opened, today=today)
    wanted = {one.paper.code for one in asked}
    wanted |= {
        asked_files.code_of(one.id) for one in forms.list_file_questions(opened.form, opened.tidied)
    }
    problems += _unasked(parcel.papers, wanted)
    problems += _wanting(filling.find_problems(opened, asked, today=today), problems)
    if problems:
        raise InvalidInput(problems)
    answers = opened.kept
    places = localities.to_json(localities.find(opened.form, answers, opened.localities))
    dossier, _is_new = dossiers.lodge_held(
        draft=held, answers=answers, localities=places, by=applicant, at=at, through=through
    )
    documents.rebind(from_owner=draft.subject, to_owner=dossier.subject)
    return dossier


def _with_files(opened: filling.Filling) -> filling.Filling:
    """Return the draft with the answers that name what came for questions that ask for files."""
    if not forms.asks_for_files(opened.form):
        return opened
    named = asked_files.answers_of(document_queries.list_documents(opened.draft.subject))
    return replace(opened, answers={**opened.answers, **named})


def _know(parcel: Parcel, at: datetime) -> Citizen:
    said = parcel.applicant
    if said.assurance < lodging.ASSURANCE_TO_LODGE:
        raise AssuranceTooLow
    person = identity.know_person(
        pin=said.identity_number,
        full_name=said.full_name.strip(),
        born_on=said.birth_date,
        sex=said.sex,
        at=at,
    )
    return Citizen(person_id=person.pk, name=person.full_name, assurance=said.assurance)


def _attach(
    draft: Draft, papers: tuple[ParcelPaper, ...], by: System, at: datetime
) -> list[FieldProblem]:
    """Take the papers in; return what is wrong with each file that cannot be taken."""
    problems = []
    for place, paper in enumerate(papers):
        try:
            documents.add_file(
                owner=draft.subject,
                paper_code=paper.code,
                title=paper.filename,
                filename=paper.filename,
                content=paper.content,
                by=by.key,
                at=at,
            )
        except FileRefused as refusal:
            problems.append(
                FieldProblem(field=f"papers[{place}].content", text=refusal.text, code=refusal.code)
            )
    return problems


def _unasked(papers: tuple[ParcelPaper, ...], codes: set[str]) -> list[FieldProblem]:
    """Return the papers nobody asks for in the case that the answers describe."""
    return [
        FieldProblem(
            field=f"papers[{place}].code", text=PaperNotAsked().text, code=PaperNotAsked.code
        )
        for place, paper in enumerate(papers)
        if paper.code not in codes
    ]


def _wanting(found: list[FieldProblem], files: list[FieldProblem]) -> list[FieldProblem]:
    """Return the problems of a form where a parcel holds them."""
    placed = []
    for problem in found:
        is_paper = problem.field.startswith("paper-")
        if is_paper and files:
            # A file that was refused is told once, not again as a missing paper.
            continue
        field = "papers" if is_paper else f"answers.{problem.field}"
        placed.append(FieldProblem(field=field, text=problem.text, code=problem.code))
    return placed


def _placed(refusal: Refusal) -> FieldProblem:
    return FieldProblem(field=_PLACES.get(refusal.code, "$"), text=refusal.text, code=refusal.code)


def _require_sound(parcel: Parcel, at: datetime) -> None:
    """Refuse a number nobody could look up, a nameless applicant and a lodging in the future."""
    problems = []
    if not (0 < len(parcel.number) <= LONGEST_NUMBER and dossier_queries.lookup_key(parcel.number)):
        text = _("Số hồ sơ dài từ 1 đến 64 ký tự, có chữ hoặc số.")
        problems.append(FieldProblem(field="number", text=text, code=MALFORMED))
    if not parcel.applicant.full_name.strip():
        text = _("Cần họ và tên người nộp.")
        problems.append(FieldProblem(field="applicant.full_name", text=text, code=MALFORMED))
    if parcel.lodged_at.tzinfo is None or (parcel.lodged_at - at).total_seconds() > LATEST:
        text = _("Thời điểm nộp phải có múi giờ và không ở tương lai.")
        problems.append(FieldProblem(field="lodged_at", text=text, code=MALFORMED))
    if problems:
        raise InvalidInput(problems)


def _wait_for_number(by: System, number: str) -> None:
    """Let one parcel of a number be judged at a time: those sent at once find the first one's dossier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"arrival {by.name} {dossier_queries.lookup_key(number)}"],
        )
