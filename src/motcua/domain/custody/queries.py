"""Each question asked of custody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from motcua.domain.custody import rules
from motcua.domain.custody.enums import Bearer, Place
from motcua.domain.custody.models import Count, Loss, Pack
from motcua.domain.custody.rules import (
    RESULT,
    Amends,
    Debt,
    Deed,
    Standing,
    burdens_unduly,
    deed_at,
    find_gaps,
    is_late,
    list_debts,
    owes_apology,
    punctuality,
)
from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.prepared import NUMBER, Prepared

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

__all__ = [
    "RESULT",
    "Amends",
    "Debt",
    "Deed",
    "burdens_unduly",
    "deed_at",
    "find_gaps",
    "is_late",
    "owes_apology",
    "punctuality",
]

PAGE = 25
MOST_COUNTED = 300
"""Packs that one officer counts at a time."""


def list_packs(dossier: Dossier) -> list[Pack]:
    """Return the dossier's packs, the first first. One query."""
    return list(Pack.objects.filter(dossier=dossier).order_by("pk"))


def list_packs_of(dossiers: Iterable[Dossier]) -> dict[int, list[Pack]]:
    """Return the packs of each of these dossiers, the first first. One query for any number."""
    known = {dossier.pk: dossier for dossier in dossiers}
    found: dict[int, list[Pack]] = {}
    for pack in Pack.objects.filter(dossier__in=sorted(known)).order_by("pk") if known else ():
        pack.dossier = known[pack.dossier_id]
        found.setdefault(pack.dossier_id, []).append(pack)
    return found


def find_away(dossier: Dossier, codes: frozenset[str]) -> Pack | None:
    """Return the pack with one of these papers that the desk does not hold, if there is one. One query."""
    away = Pack.objects.filter(dossier=dossier).exclude(place=Place.DESK).order_by("pk")
    return next((pack for pack in away if codes.intersection(pack.present)), None)


def find_for(by: Officer, pack_id: int) -> Pack | None:
    """Return a pack of the officer's agency or desk. One query."""
    return _packs().filter(_of_agency(by), pk=pack_id).first()


def list_awaiting(
    by: Officer, *, deed: Deed, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Pack]:
    """Return the packs that this officer may give on or take over, longest first. No query for who may not, else one.

    Of what lies where it belongs nothing is owed: packs with who handles the dossier are found by number.
    """
    if by.roles.isdisjoint(_OWING[deed]):
        return []
    if after is None:
        return _first_awaiting(by.roles, deed, limit).list(agency_id=by.agency_id)
    moment, key = after
    rows = _awaiting(by.agency_id, by.roles, deed)
    return list(rows.filter(Q(since__gt=moment) | Q(since=moment, pk__gt=key))[:limit])


_OWING: Final = {
    rules.Deed.GIVE: frozenset({Role.DESK}),
    rules.Deed.TAKE: frozenset({Role.DESK}) | dossier_permissions.HANDLERS,
}
"""Posts that may owe such a deed; of the others nothing is asked."""
_SETTLING: Final = frozenset({Role.DESK, Role.LEADER})


def _awaiting(agency_id: int, roles: frozenset[Role], deed: Deed) -> QuerySet[Pack]:
    return _packs().filter(_owed_to(agency_id, roles, deed)).order_by("since", "pk")


@lru_cache(maxsize=256)
def _first_awaiting(roles: frozenset[Role], deed: Deed, limit: int) -> Prepared[Pack]:
    return Prepared(lambda agency_id: _awaiting(agency_id, roles, deed)[:limit], agency_id=NUMBER)


def list_on_their_way(by: Officer, *, limit: int = MOST_COUNTED) -> list[Pack]:
    """Return the packs that this officer may take over, by who gave them, longest first. One query."""
    rows = (
        _packs()
        .filter(_owed_to(by.agency_id, by.roles, rules.Deed.TAKE))
        .exclude(post_id__in=by.hands)
    )
    return list(rows.order_by("post_id", "since", "pk")[:limit])


def list_short_counts(by: Officer, *, since: datetime) -> list[Count]:
    """Return the counts of the officer's agency, as giver or taker, that did not come out even. One query."""
    of_agency = Q(agency_id=by.agency_id) | Q(from_agency_id=by.agency_id)
    return list(
        Count.objects.filter(of_agency, is_short=True, at__gte=since).order_by("-at", "-pk")
    )


def list_open_losses(by: Officer, *, limit: int = PAGE) -> list[Loss]:
    """Return the losses for which this officer may do what is owed next, longest first. One query at most.

    Who signs for the agency answers; the desk hands over again; each of them looks after the money.
    """
    if by.roles.isdisjoint(_SETTLING):
        return []
    return _first_losses(by.roles, limit).list(agency_id=by.agency_id)


@lru_cache(maxsize=256)
def _first_losses(roles: frozenset[Role], limit: int) -> Prepared[Loss]:
    def build(agency_id: int) -> QuerySet[Loss]:
        rows = _losses().filter(_settled_by(agency_id, roles), is_open=True)
        return rows.order_by("noted_at", "pk")[:limit]

    return Prepared(build, agency_id=NUMBER)


def list_losses(pack: Pack) -> list[Loss]:
    """Return what was lost of a pack, the first first. One query."""
    return list(Loss.objects.filter(pack=pack).order_by("pk"))


def find_loss_for(by: Officer, loss_id: int) -> Loss | None:
    """Return a loss of the officer's agency or desk. One query."""
    return _losses().filter(_of_agency(by), pk=loss_id).first()


def find_lost_result(dossier: Dossier) -> Loss | None:
    """Return the loss of the dossier's result that is not made good yet, if there is one. One query."""
    return Loss.objects.filter(dossier=dossier, pack=None, is_open=True).first()


def debts_of(loss: Loss) -> frozenset[Debt]:
    """Return what is still owed for a loss."""
    return list_debts(
        Standing(
            is_result=loss.pack_id is None,
            is_found=not loss.codes,
            is_answered=loss.answered_at is not None,
            is_replaced=loss.replaced_at is not None,
            cost=loss.cost,
            bearer=Bearer(loss.bearer) if loss.bearer else None,
            is_paid=loss.paid_at is not None,
        )
    )


def _settled_by(agency_id: int, roles: frozenset[Role]) -> Q:
    signs = Q(dossier__agency_id=agency_id) if Role.LEADER in roles else Q(pk=0)
    if Role.DESK not in roles:
        return signs
    waits_at_desk = Q(pack__isnull=True, replaced_at__isnull=True) | Q(cost__gt=0)
    return signs | (Q(dossier__receiving_agency_id=agency_id) & waits_at_desk)


def _of_agency(by: Officer) -> Q:
    return Q(dossier__agency_id=by.agency_id) | Q(dossier__receiving_agency_id=by.agency_id)


def _losses() -> QuerySet[Loss]:
    return Loss.objects.select_related(
        "pack", "dossier__agency", "dossier__receiving_agency", "dossier__applicant"
    )


def _owed_to(agency_id: int, roles: frozenset[Role], deed: Deed) -> Q:
    at_desk = Q(dossier__receiving_agency_id=agency_id) if Role.DESK in roles else Q(pk=0)
    handles = not roles.isdisjoint(dossier_permissions.HANDLERS)
    at_handler = Q(dossier__agency_id=agency_id) if handles else Q(pk=0)
    if deed is rules.Deed.GIVE:
        return at_desk & Q(place=Place.DESK, has_left=False)
    return (at_desk & Q(place=Place.TO_DESK)) | (at_handler & Q(place=Place.TO_HANDLER))


def _packs() -> QuerySet[Pack]:
    return Pack.objects.select_related(
        "dossier__agency", "dossier__receiving_agency", "dossier__applicant"
    )
