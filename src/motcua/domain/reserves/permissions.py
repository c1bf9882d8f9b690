"""Who says that a time of receipt is true, and what a sheet with a number needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.reserves.errors import NumberHeld, OwnSlip

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Draft
    from motcua.domain.reserves.models import Slip
    from motcua.foundation.identity.actors import Officer


def may_judge(by: Officer, slip: Slip) -> bool:
    """Say whether this officer is a second person."""
    return slip.entered_person not in by.people


def require_second(by: Officer, slip: Slip) -> None:
    """Refuse who wrote the time down.

    Raises:
        OwnSlip: to who wrote it.
    """
    if not may_judge(by, slip):
        raise OwnSlip


def require_without_number(draft: Draft) -> None:
    """Refuse to let a number vanish with its sheet.

    Raises:
        NumberHeld: if a number was given out with it.
    """
    if draft.reserved_number is not None:
        raise NumberHeld(number=draft.reserved_number)
