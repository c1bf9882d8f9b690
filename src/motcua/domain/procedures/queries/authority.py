"""Who is in charge on a day: the rules of a record over the agencies that take the procedure in."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from motcua.domain.procedures.enums import ProvisionKind
from motcua.domain.procedures.models import Provision
from motcua.domain.procedures.queries.versions import in_force, list_provisions
from motcua.domain.procedures.rules import authority
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel


def decide_authority(
    version: Version,
    *,
    on: date,
    cases: frozenset[str] = frozenset(),
    places: authority.Places = authority.NO_PLACES,
    among: Sequence[Provision] | None = None,
) -> authority.Ruling:
    """Return who of those that take the procedure in that day is in charge, and why. One query.

    :param places: what was told of the places, by the codes of the record's rules
    :param among: the provisions of that day, where they have been read already: no query then
    """
    provisions = list_provisions(version.procedure_id, on) if among is None else among
    return authority.decide(
        version.authorities,
        _providers(provisions),
        cases=cases,
        places=places,
    )


def list_provinces_served(procedure_ids: Iterable[int], on: date) -> frozenset[str]:
    """Return the codes of the provinces in which somebody takes one of them in that day. One query."""
    rows = Provision.objects.filter(in_force(on), procedure_id__in=list(procedure_ids))
    codes = rows.order_by().values_list("agency__province_code", flat=True).distinct()
    return frozenset(codes) - {""}


def list_provisions_near(
    procedure_ids: Iterable[int], commune: authority.Commune, on: date
) -> dict[int, list[Provision]]:
    """Return who that serves the commune takes which of the procedures in on the day. One query.

    Those of which there is one for a whole country or province serve it too.
    """
    serving = Q(agency__commune_code=commune.code) | Q(
        agency__commune_code="", agency__province_code__in=["", commune.province_code]
    )
    rows = Provision.objects.select_related("agency").filter(
        in_force(on), serving, procedure_id__in=list(procedure_ids)
    )
    near: dict[int, list[Provision]] = {}
    for row in rows.order_by("agency__code"):
        near.setdefault(row.procedure_id, []).append(row)
    return near


def _providers(provisions: Iterable[Provision]) -> list[authority.Provider]:
    return [
        authority.Provider(
            id=one.agency_id,
            code=one.agency.code,
            name=one.agency.name,
            name_en=one.agency.name_en,
            level=AgencyLevel(one.agency.level),
            kind=AgencyKind(one.agency.kind),
            province_code=one.agency.province_code,
            commune_code=one.agency.commune_code,
            is_granted=one.kind != ProvisionKind.COMPETENT,
        )
        for one in provisions
    ]
