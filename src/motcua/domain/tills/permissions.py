"""Who says where fees are paid into, takes a drawer over, confirms that settled money came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.tills.errors import (
    AccountNotFound,
    OwnEntry,
    OwnShift,
    SettlementNotFound,
    ShiftNotFound,
)
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.domain.tills.models import FeeAccount, Settlement, Shift
    from motcua.foundation.identity.actors import Officer


def may_confirm(by: Officer, account: FeeAccount) -> bool:
    """Say whether this officer leads the agency and did not enter the account."""
    return (
        Role.LEADER in by.roles
        and by.agency_id == account.agency_id
        and not by.answers_for(account.entered_by)
        and not account.is_confirmed
    )


def require_confirmer(by: Officer, account: FeeAccount) -> None:
    """Refuse who does not lead the agency, or entered the account.

    Raises:
        AccountNotFound: to strangers and to who does not lead it.
        OwnEntry: to who entered it.
    """
    if by.agency_id != account.agency_id or Role.LEADER not in by.roles:
        raise AccountNotFound
    if by.answers_for(account.entered_by):
        raise OwnEntry


def may_take_over(by: Officer, shift: Shift) -> bool:
    """Say whether the officer works at the desk of the drawer and is not who answered for it."""
    return (
        not by.roles.isdisjoint({Role.DESK, Role.LEADER})
        and by.agency_id == shift.agency_id
        and not by.answers_for(shift.post_id)
    )


def require_other_hand(by: Officer, shift: Shift) -> None:
    """Refuse who answers for the drawer, and strangers.

    Raises:
        ShiftNotFound: to strangers.
        OwnShift: to who answers for it.
    """
    if by.agency_id != shift.agency_id or by.roles.isdisjoint({Role.DESK, Role.LEADER}):
        raise ShiftNotFound
    if by.answers_for(shift.post_id):
        raise OwnShift


def may_confirm_arrival(by: Officer, settlement: Settlement) -> bool:
    """Say whether the officer leads the agency to which the money was handed on."""
    return (
        Role.LEADER in by.roles
        and by.agency_id == settlement.owner_id
        and not settlement.is_confirmed
    )


def require_receiver(by: Officer, settlement: Settlement) -> None:
    """Refuse who does not lead the agency to which the money was handed on.

    Raises:
        SettlementNotFound: then.
    """
    if by.agency_id != settlement.owner_id or Role.LEADER not in by.roles:
        raise SettlementNotFound
