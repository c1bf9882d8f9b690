"""Putting a wrong result right at the agency's cost (Article 21.1 of Decree 61/2018).

The applicant declares nothing anew and pays nothing. Who signs for the agency says what is wrong and what
shows it; another result is signed and sealed beside the first, which stays and is marked as replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import FieldKind
from motcua.composition.casework import result_papers
from motcua.composition.casework.errors import EnteredInBook, NothingCorrected
from motcua.composition.casework.issuing import issue, next_number
from motcua.composition.casework.result_papers import Matter
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal

if TYPE_CHECKING:
    from motcua.capabilities.forms.queries import Field, Form
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.dossiers.queries import Happened
    from motcua.foundation.identity.actors import Officer


PURPOSE: Final = "correcting"
SERIES: Final = "ĐC"
KINDS: Final = frozenset(
    {
        FieldKind.TEXT, FieldKind.NAME, FieldKind.TEXTAREA, FieldKind.DATE, FieldKind.PIN,
        FieldKind.RADIOS, FieldKind.SELECT,
    }
)  # fmt: skip
"""What is corrected in one box. Addresses, numbers and rows are not."""
REVOKED: Final = "Có sai sót do lỗi của cơ quan; đã thay bằng văn bản số {number} (Điều 21.1 Nghị định 61/2018/NĐ-CP)."
"""Seen by strangers: it names nobody."""
REPLACES: Final = "Thay thế văn bản số {number} do có sai sót (Điều 21.1 Nghị định 61/2018/NĐ-CP)"


@dataclass(frozen=True, kw_only=True)
class Stands:
    """One thing that the result rests on, as it stands now."""

    question: Field
    answer: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A result that may be wrong: what it rests on, and what keeps this officer from replacing it."""

    dossier: Dossier
    stands: tuple[Stands, ...]
    barrier: Refusal | None


def look(reference: str, by: Officer) -> Correction:
    """Return what the result rests on, and whether this officer may replace it.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossier_queries.get_for_officer(reference, by, purpose=PURPOSE)
    try:
        matter = _matter(dossier, by)
    except Refusal as refusal:
        return Correction(dossier=dossier, stands=(), barrier=refusal)
    return Correction(dossier=dossier, stands=_stands(matter), barrier=None)


@transaction.atomic
def correct(
    *, reference: str, answers: Mapping[str, str], reason: str, evidence: str, by: Officer,
    at: datetime,
) -> Dossier:  # fmt: skip
    """Sign and seal the corrected result and mark the wrong one as replaced, or nothing at all.

    :param answers: what is right, by question; what is as it stands counts as not said
    :raises DossierNotFound: if this officer may not see it
    :raises NotYourTask: if the officer does not sign for the agency
    :raises ActRefused, EnteredInBook: if there is no result, or it is put right in the book
    :raises NothingCorrected: if nothing differs, as when the same is sent twice
    :raises InvalidInput: if an answer is none, naming its question
    :raises ReasonNeeded, EvidenceNeeded: if it is not said what went wrong, or what shows it
    """
    # Held from here on: who comes second corrects what the first one issued.
    dossier = dossiers.hold(reference=reference, by=by)
    matter = _matter(dossier, by)
    was, now = _changes(matter, answers)
    corrected = result_papers.with_answers(matter, now)
    _require_valid(corrected, now, at)
    number = next_number(dossier, SERIES, at)

    before = _issued_last(dossier)
    replaces, stood_in_for = int(before.payload["document_id"]), before.payload["result_number"]

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        values = result_papers.fill(corrected, number=number, signed=signed, at=at)
        lines = (values.get("subtitle", ""), REPLACES.format(number=stood_in_for))
        return {**values, "subtitle": " – ".join(filter(None, lines))}

    document_id = issue(
        dossier, kind=result_papers.kind_of(corrected), template=result_papers.template_of(corrected),
        title=corrected.declared.version.result.name, number=number, fill=fill, by=by, signatory=by,
        at=at,
    )  # fmt: skip
    documents.revoke(
        document_id=replaces, owner=dossier.subject, reason=REVOKED.format(number=number),
        by=by.key, at=at,
    )  # fmt: skip
    return dossiers.correct(
        reference=reference, document_id=document_id, replaces=replaces, result_number=number,
        reason=reason, evidence=evidence, was=was, now=now, by=by, at=at,
    )  # fmt: skip


def _matter(dossier: Dossier, by: Officer) -> Matter:
    """Return what the result rests on now, with what was corrected before."""
    permissions.require_correctable(by, dossier)
    matter = result_papers.read(dossier)
    if matter.registration is not None:
        raise EnteredInBook
    return result_papers.with_corrections(matter)


def _form(matter: Matter) -> Form:
    form_id = matter.declared.version.form_definition_id
    assert form_id is not None
    return forms.get_definition(form_id)


def _stands(matter: Matter) -> tuple[Stands, ...]:
    form, answers = _form(matter), matter.declared.answers
    asked = [row.field for section in forms.summary(form, answers) for row in section.rows]
    return tuple(
        Stands(question=form.fields[name], answer=answer)
        for name in asked
        if form.fields[name].kind in KINDS
        and isinstance(answer := answers.get(name), str)
        and answer
    )


def _changes(matter: Matter, answers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was wrong and what is right, by question."""
    standing = {one.question.id: one.answer for one in _stands(matter)}
    now = {
        name: " ".join(said.split())
        for name, said in answers.items()
        if name in standing and " ".join(said.split()) != " ".join(standing[name].split())
    }
    if not now:
        raise NothingCorrected
    return {name: standing[name] for name in now}, now


def _require_valid(corrected: Matter, now: Mapping[str, str], at: datetime) -> None:
    """Refuse answers that the form would refuse; what was not touched was judged when it was lodged."""
    on = clock.day_in_vietnam(at)
    found = forms.validate_all(_form(corrected), corrected.declared.answers, today=on)
    problems = [problem for problem in found if problem.field in now]
    if problems:
        raise InvalidInput(problems)


def _issued_last(dossier: Dossier) -> Happened:
    """Return the entry of the result that is good until now."""
    found = (dossier_queries.find_last(dossier, act) for act in (Act.CORRECT, Act.DECIDE))
    return max((entry for entry in found if entry is not None), key=lambda entry: entry.seq)
