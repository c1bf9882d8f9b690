"""Taking in: the one-stop desk answers an online lodging (Article 17 of Decree 61/2018)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import chains, custody, paying
from motcua.composition.casework.errors import WrongAgency
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock, worktime
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


INTAKE: Final = "intake"
"""Purpose under which the desk reads a dossier."""


@transaction.atomic
def accept(
    *, reference: str, by: Officer, at: datetime, received_at: datetime | None = None
) -> Dossier:
    """Take the dossier in: number, promise, process, and the data on its way (Articles 17.2.b, 17.3, 18.1).

    :param received_at: when what was brought on paper came, if it is written down later

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the post does not receive dossiers.
        ActRefused: if it does not wait to be taken in.
    """
    with organisations.calendars_held():
        return _accept(reference, by=by, at=at, received_at=received_at)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What became of one of several dossiers: taken in, or why not."""

    reference: str
    dossier: Dossier | None = None
    refusal: Refusal | None = None


def accept_each(*, references: Sequence[str], by: Officer, at: datetime) -> list[Answered]:
    """Take several dossiers in, each in a transaction of its own: one that is refused holds up no other.

    The desk has looked at each (Article 17.2): nothing is taken in here that was not looked at.
    """
    with organisations.calendars_held():
        return [_accept_one(reference, by=by, at=at) for reference in references]


def _accept_one(reference: str, *, by: Officer, at: datetime) -> Answered:
    try:
        with transaction.atomic():
            dossier = _accept(reference, by=by, at=at, received_at=None)
    except Refusal as refusal:
        return Answered(reference=reference, refusal=refusal)
    return Answered(reference=reference, dossier=dossier)


def _accept(reference: str, *, by: Officer, at: datetime, received_at: datetime | None) -> Dossier:
    dossier = dossiers.accept(reference=reference, by=by, at=at, received_at=received_at)
    custody.begin(dossier, by=by, at=at)
    paying.charge(dossier, by=by, at=at)
    return start_process(dossier, by=by, at=at)


def start_process(dossier: Dossier, *, by: Officer, at: datetime) -> Dossier:
    """Start the dossier's process at its first step, with the promise that runs from now on."""
    version = procedures.get_version(dossier.procedure_version_id)
    if version.workflow_definition_id is None:
        return dossier
    minutes = _working_minutes(dossier, at)
    agencies = chains.send_to_all(
        dossier, version.workflow_definition_id, limit_minutes=minutes, by=by, at=at
    )
    workflow.start(
        definition_id=version.workflow_definition_id,
        subject=dossier.subject,
        agency_id=dossier.agency_id,
        limit_minutes=minutes,
        agencies=agencies,
        at=at,
    )
    if agencies:
        chains.follow(dossier, workflow_queries.list_open_tasks(dossier.subject), at=at)
        dossier.refresh_from_db(fields=["last_seq", "last_hash"])
    return dossier


@transaction.atomic
def request_supplement(
    *, reference: str, items: Sequence[Mapping[str, str]], reason: str, by: Officer, at: datetime
) -> Dossier:
    """Say once and completely what is missing before the dossier can be taken in."""
    return dossiers.ask_at_intake(reference=reference, items=items, reason=reason, by=by, at=at)


@transaction.atomic
def direct(*, reference: str, to_agency_id: int, reason: str, by: Officer, at: datetime) -> Dossier:
    """Direct the applicant to the agency in charge (Article 17.2.a).

    Raises:
        WrongAgency: if that agency does not provide the procedure, or is the one that holds it.
    """
    seen = dossier_queries.get_for_officer(reference, by, purpose=INTAKE)
    providers = procedures.list_providers(seen.procedure_id, clock.day_in_vietnam(at))
    if to_agency_id == seen.agency_id or to_agency_id not in {agency.pk for agency in providers}:
        raise WrongAgency(field="to_agency_id")
    return dossiers.direct(
        reference=reference, to_agency_id=to_agency_id, reason=reason, by=by, at=at
    )


def _working_minutes(dossier: Dossier, at: datetime) -> int | None:
    """Return the working minutes up to the promise, of which tasks get their shares."""
    if dossier.due_at is None:
        return None
    calendar = organisations.get_calendar(dossier.agency_id)
    return max(1, int(worktime.working_seconds_between(calendar, at, dossier.due_at) // 60))
