"""People without a personal identification number: what they are known by, and the number that comes later."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.composition.casework import intake
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.actors import Officer

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.queries import PersonRecord


def look(reference: str, by: Officer) -> tuple[Dossier, PersonRecord]:
    """Return the dossier and its applicant; both readings are noted.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=intake.INTAKE)
    return dossier, people.read_person(dossier.applicant_id, by=by, purpose=intake.INTAKE)


@transaction.atomic
def give(*, reference: str, pin: str, by: Officer, at: datetime) -> Dossier:
    """Write down the number that the applicant was given since: every dossier of theirs is found by it.

    Raises:
        DossierNotFound: if this officer may not see it.
        PinMalformed, NumberKnown, NumberOfAnother: with what to do.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=intake.INTAKE)
    identity.give_number(person_id=dossier.applicant_id, pin=pin, by=by.key, at=at)
    return dossier
