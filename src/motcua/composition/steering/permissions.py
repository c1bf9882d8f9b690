"""Whose figures an officer may look over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import OVERSEEING_ROLES
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency


def list_overseen(by: Officer, *, on: date) -> list[Agency]:
    """Return the agencies whose figures the officer may see, by code. One query.

    A leader sees the own agency. Leaders and procedure control of the province's office, which
    watches over all handling of procedures (Article 13 of Decree 61/2018), see every agency.

    Raises:
        NotFound: if the post oversees nothing.
    """
    if by.roles.isdisjoint(OVERSEEING_ROLES):
        raise NotFound
    agencies = list(organisations.list_agencies(on=on))
    own = next((agency for agency in agencies if agency.pk == by.agency_id), None)
    if own is None:
        raise NotFound
    return agencies if own.kind == AgencyKind.OFFICE else [own]
