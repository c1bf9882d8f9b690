"""Which kind of agency stands for each role of a record."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from motcua.domain.procedures.enums import AgencyRole
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

COMPETENT: Final[Mapping[AgencyRole, tuple[AgencyLevel, AgencyKind]]] = MappingProxyType(
    {
        AgencyRole.COMMUNE_COMMITTEE: (AgencyLevel.COMMUNE, AgencyKind.PEOPLES_COMMITTEE),
        # Since 1 July 2025 the commune's committee registers household businesses (Decree 168/2025).
        AgencyRole.COMMUNE_BUSINESS_REGISTRY: (AgencyLevel.COMMUNE, AgencyKind.PEOPLES_COMMITTEE),
        AgencyRole.COMMUNE_POLICE: (AgencyLevel.COMMUNE, AgencyKind.POLICE),
        AgencyRole.PROVINCE_COMMITTEE: (AgencyLevel.PROVINCE, AgencyKind.PEOPLES_COMMITTEE),
        AgencyRole.PROVINCE_POLICE: (AgencyLevel.PROVINCE, AgencyKind.POLICE),
        # A division of the provincial police, under its seal.
        AgencyRole.TRAFFIC_POLICE: (AgencyLevel.PROVINCE, AgencyKind.POLICE),
        AgencyRole.EDUCATION_DEPARTMENT: (AgencyLevel.PROVINCE, AgencyKind.EDUCATION),
        AgencyRole.LAND_REGISTRY: (AgencyLevel.PROVINCE, AgencyKind.LAND_REGISTRY),
        AgencyRole.EMPLOYMENT_CENTRE: (AgencyLevel.PROVINCE, AgencyKind.EMPLOYMENT_CENTRE),
        AgencyRole.TAX_OFFICE: (AgencyLevel.PROVINCE, AgencyKind.TAX),
        AgencyRole.SOCIAL_INSURANCE: (AgencyLevel.PROVINCE, AgencyKind.SOCIAL_INSURANCE),
        AgencyRole.POWER_COMPANY: (AgencyLevel.PROVINCE, AgencyKind.POWER_COMPANY),
    }
)
"""The agencies that the law itself makes providers; others are named one by one.

Each desk takes in what its own agency settles (Articles 14.1.c, 14.2.a, 14.2.b and 14.4 of Decree 61/2018).
"""


def list_competent_roles() -> tuple[AgencyRole, ...]:
    """Return the kinds of agencies that the law itself makes providers, in the order of the table."""
    return tuple(COMPETENT)


def find_competent_kind(role: str) -> tuple[AgencyLevel, AgencyKind] | None:
    """Return level and kind of the agencies that a record calls so; None if the law names no one kind."""
    return COMPETENT.get(AgencyRole(role)) if role in AgencyRole.values else None
