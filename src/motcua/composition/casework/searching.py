"""An officer looks for the dossiers of a person: those of the agency here and in other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from motcua.composition.casework import examining, mirroring
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit

if TYPE_CHECKING:
    from datetime import date

    from motcua.composition.casework.mirroring import Mirrored
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer

MOST: Final = 50


@dataclass(frozen=True, kw_only=True)
class OfPerson:
    """What the agency has of the people found, newest first."""

    dossiers: tuple[tuple[Dossier, Version], ...]
    mirrors: tuple[Mirrored, ...]
    is_cut: bool
    """Whether there are more than are told."""


def find_of_person(typed: str, by: Officer, *, on: date) -> OfPerson:
    """Return the agency's dossiers of the person with this number or whole name; each reading is noted.

    Of people who have nothing at the agency nothing is told, not even that they are known. Seven
    queries at the most once the process knows the versions, for any number.

    Raises:
        DossierNotFound: if the post sees no dossiers.
    """
    if by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise DossierNotFound
    person_ids = identity.list_ids(typed)
    if not person_ids:
        return OfPerson(dossiers=(), mirrors=(), is_cut=False)
    own = dossiers.list_of_applicants(by.agency_id, person_ids, limit=MOST + 1)
    elsewhere = mirroring.list_of_people(person_ids, by, on=on, limit=MOST)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[dossier.subject for dossier in own[:MOST]],
        purpose=examining.SEARCH,
    )
    return OfPerson(
        dossiers=tuple(examining.with_versions(own[:MOST])),
        mirrors=tuple(elsewhere[:MOST]),
        is_cut=len(own) > MOST or len(elsewhere) > MOST,
    )
