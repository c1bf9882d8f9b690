"""Who says where an agency receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.venues.errors import VenueNotFound
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


def require_leader(by: Officer) -> None:
    """Refuse who does not lead their agency: a venue rests on its decision.

    Raises:
        VenueNotFound: to them.
    """
    if Role.LEADER not in by.roles:
        raise VenueNotFound
