"""Handling a dossier again that had ended (Article 21.1 of Decree 61/2018), and what becomes of its first result.

A decision on a complaint, a judgment, an inspection or the agency's head says that it ended wrongly. Who leads
the competent agency or the one above it puts that document on record; the process starts again at its first
step. The first result stays evidence and is good until the new one stands in for it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import Source
from motcua.capabilities.documents.errors import AlreadyRevoked
from motcua.capabilities.workflow import actions as workflow
from motcua.composition.casework.errors import EnteredInBook, NobodyTookOver, SeveralTookOver
from motcua.composition.casework.intake import start_process
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.actions import Ordered
from motcua.domain.dossiers.enums import Act, ReopeningGround, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.queries import Basis
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal, list_problems
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.composition.casework.asked_files import File
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Agency


PURPOSE: Final = "reopening"
PAPER_CODE: Final = "reopening"
ANNULLED: Final = (
    "Hồ sơ đã được giải quyết lại; văn bản số {number} thay cho văn bản này"
    " (Điều 21.1 Nghị định 61/2018/NĐ-CP)."
)
"""Seen by strangers: it names nobody."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A dossier that may have to be handled again, and what keeps this officer from it."""

    dossier: Dossier
    grounds: tuple[ReopeningGround, ...]
    barrier: Refusal | None
    is_above: bool
    """Whether the officer serves the superior agency: then the dossier itself stays closed to them."""


def look(reference: str, by: Officer) -> Ended:
    """Return the dossier, and what keeps this officer from having it handled again, if anything.

    Raises:
        DossierNotFound: if this officer may not see it, and does not lead the agency above.
    """
    dossier = dossier_queries.find_led(by, reference)
    if dossier is None:
        raise DossierNotFound
    dossier_queries.note_reading(dossier, by, purpose=PURPOSE)
    return Ended(
        dossier=dossier,
        grounds=tuple(dossier_queries.list_grounds(State(dossier.state))),
        barrier=_barrier(dossier, by),
        is_above=not permissions.may_see(by, dossier),
    )


def find_below(typed: str, by: Officer) -> Dossier | None:
    """Return the dossier of the agency below with this number, to who may have it handled again."""
    dossier = dossier_queries.find_led(by, typed)
    return dossier if dossier is not None and _barrier(dossier, by) is None else None


@transaction.atomic
def reopen(
    *, reference: str, basis: Basis, reason: str, file: File | None, by: Officer, at: datetime
) -> Dossier:
    """Put the document on record and start the process again from its first step, or do neither.

    Raises:
        DossierNotFound, NotYourTask: if it is not this officer's to reopen.
        NeverTakenIn, ActRefused, EnteredInBook: if it is not to be handled again at all.
        NobodyTookOver, SeveralTookOver: if its agency ended, and nobody or no one in particular goes on.
        CorrectInstead, GroundUnfit: if the ground does not reach it.
        InvalidInput: naming each box that is empty or wrong.
        FileRefused: if the file cannot be taken.
    """
    with organisations.calendars_held():
        held = dossiers.hold_ended(reference=reference, by=by)
        for step in _steps_to_heir(held, by):
            dossiers.inherit(
                held, from_agency_id=step.ended.pk, to_agency_id=step.heir.pk, order=step.order,
                by=by, at=at,
            )  # fmt: skip
        dossier_queries.note_reading(held, by, purpose=PURPOSE)
        _require_not_in_book(held)
        problems = _problems(basis, reason, file, at)
        if file is None or problems:
            raise InvalidInput(problems)
        kept = documents.add_file(
            owner=_owner(held), paper_code=PAPER_CODE, title=str(basis.ground.label),
            filename=file.name, content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
        )  # fmt: skip
        dossier = dossiers.reopen(
            reference=held.reference, basis=basis, file_id=kept.pk, reason=reason, by=by, at=at
        )
        # Of a result that waited to be fetched, a step may still be open.
        workflow.cancel(subject=dossier.subject, at=at)
        start_process(dossier, by=by, at=at)
        return dossier


def get_file(reference: str, document_id: int, by: Officer) -> Document:
    """Return the document on which a reopening rests; the reading is noted.

    Raises:
        DossierNotFound, NotFound: if there is none, or none this officer may see.
    """
    dossier = dossier_queries.get_for_officer(reference, by, purpose=PURPOSE)
    return document_queries.get_document(document_id, owner=_owner(dossier))


def annul_former(dossier: Dossier, *, number: str, by: Officer, at: datetime) -> None:
    """Declare the result of the handling before no longer good, now that another one is signed.

    No query in the first handling. It stays to be read, and whoever verifies it is told.

    :param number: of the paper that stands in for it
    """
    former = dossier_queries.find_former(dossier)
    if former is None:
        return
    with suppress(AlreadyRevoked):
        documents.revoke(
            document_id=former, owner=dossier.subject, reason=ANNULLED.format(number=number),
            by=by.key, at=at,
        )  # fmt: skip


def _owner(dossier: Dossier) -> Subject:
    """Return whose the documents are: not among the papers that the applicant handed in."""
    return Subject(kind=PURPOSE, key=dossier.reference)


def _barrier(dossier: Dossier, by: Officer) -> Refusal | None:
    try:
        permissions.require_reopener(by, dossier)
        _require_not_in_book(dossier)
        _steps_to_heir(dossier, by)
    except Refusal as refusal:
        return refusal
    return None


@dataclass(frozen=True, kw_only=True)
class _Step:
    """From an agency that ended to the one that took over its procedure, and by what order."""

    ended: Agency
    heir: Agency
    order: Ordered


def _steps_to_heir(dossier: Dossier, by: Officer) -> list[_Step]:
    """Return each reorganisation between the dossier's agency and the one that handles it again.

    No query while it lives; then one for each agency that ended on the way. Of several that took over, the one
    whose head decides goes on with it.

    Raises:
        NobodyTookOver: if one of them ended and left the procedure to nobody.
        SeveralTookOver: if several took it over, and the officer leads none of them.
    """
    steps: list[_Step] = []
    agency = dossier.agency
    code = procedures.get_version(dossier.procedure_version_id).code
    while agency.valid_to is not None:
        taken = organisations.list_successors(agency.pk)
        heirs = taken.whither(code) if taken else ()
        if taken is None or not heirs:
            raise NobodyTookOver(agency=agency.name, ended=agency.valid_to)
        mine = [heir for heir in heirs if len(heirs) == 1 or _goes_on_as(heir, code, by)]
        if not mine:
            raise SeveralTookOver(agencies="; ".join(heir.name for heir in heirs))
        order = Ordered(
            reorganisation_id=taken.reorganisation_id, basis=taken.basis, article=taken.article
        )
        steps.append(_Step(ended=agency, heir=mine[0], order=order))
        agency = mine[0]
    return steps


def _goes_on_as(heir: Agency, code: str, by: Officer) -> bool:
    """Say whether the officer's agency is this one, or took over from it in its turn."""
    living = organisations.list_heirs(heir, code) if heir.valid_to else (heir,)
    return by.agency_id in {one.pk for one in living}


def _require_not_in_book(dossier: Dossier) -> None:
    """Refuse what stands in a civil-status book: only the book's own law takes it out again."""
    if dossier_queries.find_last(dossier, Act.RECORD_ENTRY) is not None:
        raise EnteredInBook


def _problems(basis: Basis, reason: str, file: File | None, at: datetime) -> list[FieldProblem]:
    wrong = {
        "number": (not basis.number, _("Ghi số, ký hiệu của văn bản.")),
        "issuer": (not basis.issuer, _("Ghi cơ quan, người ban hành văn bản.")),
        "issued_on": (
            basis.issued_on > clock.day_in_vietnam(at),
            _("Ngày ghi trên văn bản không thể sau hôm nay."),
        ),
        "file": (file is None, _("Chọn tệp của văn bản.")),
        "reason": (not reason.strip(), _("Ghi rõ lý do để người dân hiểu vì sao giải quyết lại.")),
    }
    return list_problems(wrong)
