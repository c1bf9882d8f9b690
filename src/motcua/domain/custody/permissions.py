"""Who gives and who takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.custody import rules
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import NothingMissing, NotYoursToGive, PapersElsewhere, SameHands
from motcua.domain.custody.models import Pack
from motcua.domain.custody.queries import find_away
from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


def find_barrier(by: Officer, pack: Pack) -> Refusal | None:
    """Return what keeps this officer from doing the next deed with the papers, if anything.

    The desk that received the dossier gives and takes back; whoever handles dossiers of the competent
    agency takes and gives back (Article 18.2). Who gave does not take: each side confirms for itself.
    """
    place = Place(pack.place)
    if place in rules.DESK_ACTS:
        is_side = Role.DESK in by.roles and pack.dossier.receiving_agency_id == by.agency_id
    else:
        is_side = (
            not by.roles.isdisjoint(dossier_permissions.HANDLERS)
            and pack.dossier.agency_id == by.agency_id
        )
    if not is_side:
        return NotYoursToGive(place=place.label)
    if rules.deed_at(place) is rules.Deed.TAKE and pack.post_id == by.post_id:
        return SameHands()
    return None


def require_at_desk(dossier: Dossier, codes: frozenset[str]) -> None:
    """Refuse to give originals back that the desk does not hold (Article 20.2). One query.

    Raises:
        PapersElsewhere: if one of them is with who handles the dossier, or on its way.
    """
    away = find_away(dossier, codes) if codes else None
    if away is not None:
        raise PapersElsewhere(place=Place(away.place).label)


def require_apologising(by: Officer, pack: Pack) -> None:
    """Refuse who does not sign for the competent agency, and what owes no apology (Article 21.2).

    Raises:
        DossierNotFound, NotYourTask: if the officer does not sign for the agency.
        NothingMissing: if nothing is missing, or the apology was signed.
    """
    dossier_permissions.require_signatory(by, pack.dossier)
    if not pack.missing or pack.apologised_at is not None:
        raise NothingMissing
