"""Who may do a part of a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.chains.errors import NotYourPart, PartNotFound
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.domain.chains.models import Part
    from motcua.foundation.identity.actors import Officer


def may_do(by: Officer, part: Part) -> bool:
    """Say whether the part is this officer's to do: the agency's, and the post's."""
    return part.agency_id == by.agency_id and Role(part.role) in by.roles


def require_doing(by: Officer, part: Part) -> None:
    """Refuse other agencies as if there were no part, and posts that do not do it.

    Raises:
        PartNotFound: if the part belongs to another agency.
        NotYourPart: if it waits for another post.
    """
    if part.agency_id != by.agency_id:
        raise PartNotFound
    if not may_do(by, part):
        raise NotYourPart
