"""Visits to the spot and meetings with the applicant (Article 19.3 of Decree 61/2018)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import Source
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.inquiries import actions, permissions, queries
from motcua.domain.inquiries.enums import VisitState
from motcua.domain.inquiries.queries import Minutes, Plan
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.inquiries.models import Visit


PURPOSE: Final = "visiting"
PAPER_CODE: Final = "visit-minutes"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A visit with what was planned and what was found."""

    visit: Visit
    dossier: Dossier
    version: Version
    plan: Plan
    minutes: Minutes | None
    file: Document | None
    state: VisitState
    late_after: datetime
    """From when on minutes have to say why they are late."""
    may_call_off: bool
    may_keep_minutes: bool


def look(reference: str, by: Officer) -> tuple[Dossier, Refusal | None]:
    """Return the dossier, and what keeps this officer from arranging a visit, if anything.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    try:
        permissions.require_inquiring(by, dossier)
    except NotFound:
        raise
    except Refusal as refusal:
        return dossier, refusal
    return dossier, None


def arrange(*, reference: str, plan: Plan, by: Officer, at: datetime) -> Visit:
    """Arrange a visit; the applicant is told once this is committed.

    Raises:
        DossierNotFound, NotYourTask, NotBeingHandled: if this officer may not arrange one.
        InvalidInput, VisitNotAhead, VisitAfterPromise, VisitArrangedAlready: if it will not do so.
    """
    return actions.arrange(reference=reference, plan=plan, by=by, at=at)


def examine(reference: str, visit_id: int, by: Officer, *, now: datetime) -> Seen:
    """Return a visit to an officer who may see its dossier; the reading is noted.

    Raises:
        DossierNotFound, VisitNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    return _see(queries.get_visit(visit_id, dossier), by, now)


def call_off(*, reference: str, visit_id: int, reason: str, by: Officer, at: datetime) -> Visit:
    """Call a visit off before it begins; the applicant is told once this is committed.

    Raises:
        DossierNotFound, NotYourTask, VisitNotFound, VisitOver, VisitBegun, ReasonNeeded: as named.
    """
    return actions.call_off(reference=reference, visit_id=visit_id, reason=reason, by=by, at=at)


@transaction.atomic
def keep_minutes(
    *, reference: str, visit_id: int, minutes: Minutes, file: File | None, by: Officer,
    at: datetime,
) -> Visit:  # fmt: skip
    """Put on record what the visit found, with the file of the minutes, or neither.

    Raises:
        DossierNotFound, NotYourTask, VisitNotFound, VisitOver, VisitAhead: if there is nothing to record.
        InvalidInput, LateReasonNeeded, FileRefused: if something is missing, or the file is not taken.
    """
    visit = actions.keep_minutes(
        reference=reference, visit_id=visit_id, minutes=minutes, by=by, at=at
    )
    if file is not None:
        document_actions.add_file(
            owner=visit.subject, paper_code=PAPER_CODE, title=_("Biên bản thẩm tra, xác minh"),
            filename=file.name, content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
        )  # fmt: skip
    return visit


def get_file(reference: str, visit_id: int, by: Officer) -> Document:
    """Return the file of the minutes; the reading is noted.

    Raises:
        DossierNotFound, VisitNotFound, NotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    visit = queries.get_visit(visit_id, dossier)
    file = next(iter(documents.list_documents(visit.subject)), None)
    if file is None:
        raise NotFound
    return file


def list_ahead(by: Officer, *, now: datetime) -> list[tuple[Visit, Plan, VisitState]]:
    """Return the officer's appointments without minutes, soonest first. One query; readings are noted."""
    visits = queries.list_ahead(by)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[visit.dossier.subject for visit in visits],
    )  # fmt: skip
    return [(visit, queries.read_plan(visit), _state(visit, now)) for visit in visits]


def list_about(dossier: Dossier, *, now: datetime) -> list[tuple[Visit, VisitState]]:
    """Return the visits of a dossier fetched with the right to it. One query."""
    return [(visit, _state(visit, now)) for visit in queries.list_visits(dossier)]


def _see(visit: Visit, by: Officer, now: datetime) -> Seen:
    state = _state(visit, now)
    may_conclude = permissions.may_conclude(by, visit.dossier)
    return Seen(
        visit=visit,
        dossier=visit.dossier,
        version=procedures.get_version(visit.dossier.procedure_version_id),
        plan=queries.read_plan(visit),
        minutes=queries.read_minutes(visit),
        file=next(iter(documents.list_documents(visit.subject)), None),
        state=state,
        late_after=queries.minutes_due_at(
            visit.starts_at, organisations.get_calendar(visit.agency_id)
        ),
        may_call_off=may_conclude and state is VisitState.ARRANGED,
        may_keep_minutes=may_conclude and state is VisitState.MINUTES_DUE,
    )


def _state(visit: Visit, now: datetime) -> VisitState:
    return queries.visit_state(
        starts_at=visit.starts_at, minutes_at=visit.minutes_at,
        called_off_at=visit.called_off_at, now=now,
    )  # fmt: skip
