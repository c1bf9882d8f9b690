"""Who calls numbers, and who says how the waiting room works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.reception.errors import HallNotFound
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


def may_serve(by: Officer) -> bool:
    """Say whether this officer sits at windows of their agency."""
    return Role.DESK in by.roles


def may_arrange(by: Officer) -> bool:
    """Say whether this officer says which lines and windows their agency has."""
    return bool({Role.DESK, Role.LEADER} & by.roles)


def require_server(by: Officer) -> None:
    """Refuse who serves nobody.

    Raises:
        HallNotFound: to who is not of a desk.
    """
    if not may_serve(by):
        raise HallNotFound


def require_arranger(by: Officer) -> None:
    """Refuse who neither serves nor leads.

    Raises:
        HallNotFound: to them.
    """
    if not may_arrange(by):
        raise HallNotFound
