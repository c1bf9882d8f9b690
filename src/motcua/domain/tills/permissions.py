"""Who says where an agency's fees are paid into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.tills.errors import AccountNotFound, OwnEntry
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from motcua.domain.tills.models import FeeAccount
    from motcua.foundation.identity.actors import Officer


def may_confirm(by: Officer, account: FeeAccount) -> bool:
    """Say whether this officer leads the agency and did not enter the account."""
    return (
        Role.LEADER in by.roles
        and by.agency_id == account.agency_id
        and by.post_id != account.entered_by
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
    if by.post_id == account.entered_by:
        raise OwnEntry
