"""Each question asked of custody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from motcua.domain.custody import rules
from motcua.domain.custody.enums import Place
from motcua.domain.custody.models import Pack
from motcua.domain.custody.rules import Amends, Deed, deed_at, find_gaps, is_late, punctuality
from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

__all__ = ["Amends", "Deed", "deed_at", "find_gaps", "is_late", "punctuality"]

PAGE = 25


def list_packs(dossier: Dossier) -> list[Pack]:
    """Return the dossier's packs, the first first. One query."""
    return list(Pack.objects.filter(dossier=dossier).order_by("pk"))


def find_away(dossier: Dossier, codes: frozenset[str]) -> Pack | None:
    """Return the pack with one of these papers that the desk does not hold, if there is one. One query."""
    away = Pack.objects.filter(dossier=dossier).exclude(place=Place.DESK).order_by("pk")
    return next((pack for pack in away if codes.intersection(pack.present)), None)


def find_for(by: Officer, pack_id: int) -> Pack | None:
    """Return a pack of the officer's agency or desk. One query."""
    of_agency = Q(dossier__agency_id=by.agency_id) | Q(dossier__receiving_agency_id=by.agency_id)
    return _packs().filter(of_agency, pk=pack_id).first()


def list_awaiting(
    by: Officer, *, deed: Deed, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Pack]:
    """Return the packs that this officer may give on or take over, longest first. One query.

    Of what lies where it belongs nothing is owed: packs with who handles the dossier are found by number.
    """
    rows = _packs().filter(_owed_by(by, deed)).order_by("since", "pk")
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(since__gt=moment) | Q(since=moment, pk__gt=key))
    return list(rows[:limit])


def list_apologies_owed(by: Officer, *, limit: int = PAGE) -> list[Pack]:
    """Return the packs of which papers are missing and nobody said sorry yet, longest first. One query.

    To who signs for the agency; others owe none.
    """
    if Role.LEADER not in by.roles:
        return []
    owed = ~Q(missing=[]) & Q(apologised_at__isnull=True, dossier__agency_id=by.agency_id)
    return list(_packs().filter(owed).order_by("since", "pk")[:limit])


def _owed_by(by: Officer, deed: Deed) -> Q:
    at_desk = Q(dossier__receiving_agency_id=by.agency_id) if Role.DESK in by.roles else Q(pk=0)
    handles = not by.roles.isdisjoint(dossier_permissions.HANDLERS)
    at_handler = Q(dossier__agency_id=by.agency_id) if handles else Q(pk=0)
    if deed is rules.Deed.GIVE:
        return at_desk & Q(place=Place.DESK, has_left=False)
    return (at_desk & Q(place=Place.TO_DESK)) | (at_handler & Q(place=Place.TO_HANDLER))


def _packs() -> QuerySet[Pack]:
    return Pack.objects.select_related(
        "dossier__agency", "dossier__receiving_agency", "dossier__applicant"
    )
