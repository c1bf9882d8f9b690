"""Who takes money, who gives it back, and what waits until it is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.dues import queries
from motcua.domain.dues.errors import NotPaidYet, NotTheHead, NotTheTill
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.money import format_dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


def may_take_money(by: Officer, dossier: Dossier) -> bool:
    """Say whether the officer serves the desk that received the dossier (Article 22.1)."""
    return Role.DESK in by.roles and dossier.receiving_agency_id == by.agency_id


def may_give_back(by: Officer, dossier: Dossier) -> bool:
    """Say whether the officer leads the competent agency."""
    return Role.LEADER in by.roles and dossier.agency_id == by.agency_id


def require_till(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not serve the desk that received the dossier.

    Raises:
        NotTheTill: then.
    """
    if not may_take_money(by, dossier):
        raise NotTheTill


def require_head(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not lead the competent agency.

    Raises:
        NotTheHead: then.
    """
    if not may_give_back(by, dossier):
        raise NotTheHead


def require_paid(dossier: Dossier) -> None:
    """Refuse to hand over a result for which something is still owed (Article 22.1). One query.

    Raises:
        NotPaidYet: naming what is owed.
    """
    owed = queries.balance_of(dossier).owed
    if owed:
        raise NotPaidYet(owed=format_dong(owed))
