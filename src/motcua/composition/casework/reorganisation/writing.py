"""Who may reorganise: procedure control of a province or ministry, within its own tree of codes."""

from typing import Final

from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import has_role
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.actions import Hand
from motcua.foundation.organisations.enums import AgencyLevel

_LEVELS: Final = frozenset({AgencyLevel.MINISTRY, AgencyLevel.PROVINCE})


def hand_of(officer: Officer) -> Hand:
    """Return the officer as organisations know who acts. One query.

    :raises NotFound: if the post may not reorganise agencies
    """
    is_lent = officer.in_place_of is not None
    agency = organisations.get_agency(officer.agency_id)
    if not has_role(officer, Role.PROCEDURE_CONTROL) or agency.level not in _LEVELS or is_lent:
        raise NotFound
    return Hand(
        key=officer.key,
        person_id=officer.person_id,
        name=officer.name,
        agency_id=officer.agency_id,
        root_code=organisations.root_of(agency.code),
    )


def may_reorganise(officer: Officer) -> bool:
    """Return whether the officer may. One query."""
    try:
        hand_of(officer)
    except NotFound:
        return False
    return True
