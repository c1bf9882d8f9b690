"""Who stands at the counter: known by the number, with what was lodged here before, and what is usual here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.composition.casework import examining, intake
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.queries import Card
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.vietnamese import fold

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.queries import PersonRecord

EARLIER: Final = 5
"""Earlier dossiers that are shown."""
USUAL: Final = 8
"""Procedures that are offered before anybody searches."""


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """A person who was here before, with what they lodged last."""

    person: PersonRecord
    dossiers: tuple[tuple[Dossier, Version], ...]


def recognise(pin: str, card: Card | None, by: Officer) -> Recognised | None:
    """Return who has this number, if the officer may know it: who lodged here, or whose card was read.

    A number that was only typed tells nothing of people who never came here. Three queries at the
    most; the readings are noted.
    """
    person = identity.find_person_by_pin(pin)
    if person is None or person.is_erased:
        return None
    earlier = list_earlier(person.id, by, limit=EARLIER)
    if not earlier and not (card and _is_of(card, person)):
        return None
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, subjects=[person.subject], purpose=intake.INTAKE
    )
    return Recognised(person=person, dossiers=tuple(examining.with_versions(earlier)))


def list_earlier(person_id: int, by: Officer, *, limit: int) -> list[Dossier]:
    """Return what the person lodged last that lies with the officer's agency or its desk. One query; noted."""
    found = dossiers.list_of_applicants(by.agency_id, [person_id], limit=limit)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[dossier.subject for dossier in found],
        purpose=intake.INTAKE,
    )
    return found


def list_usual(by: Officer, *, on: date) -> list[Version]:
    """Return what the officer's desk took in most often lately, first the most usual. Two queries."""
    codes = dossiers.list_usual_procedures(by.agency_id)
    known = procedures.list_in_force_by_code(set(codes), on) if codes else {}
    return [known[code] for code in codes if code in known][:USUAL]


def _is_of(card: Card, person: PersonRecord) -> bool:
    return fold(card.full_name) == fold(person.full_name) and person.born_on in {None, card.born_on}
