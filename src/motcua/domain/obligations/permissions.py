"""Who confirms that an obligation was met, and when handling may stop without it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.permissions import holds_post
from motcua.domain.obligations import queries
from motcua.domain.obligations.errors import NotMetYet, NotOverdueYet

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


def may_ask(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer handles the dossier, which is under way."""
    return dossier.state == State.IN_PROGRESS and holds_post(by, dossier, Act.ASK_OBLIGATION)


def may_confirm(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer handles the dossier, or serves the desk to which payments are shown."""
    return _is_awaited(dossier) and holds_post(by, dossier, Act.MEET_OBLIGATION)


def may_drop(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer handles the dossier, which waits."""
    return _is_awaited(dossier) and holds_post(by, dossier, Act.DROP_OBLIGATION)


def require_none_awaited(dossier: Dossier) -> None:
    """Refuse to go on with a step while the applicant's obligation is awaited.

    Raises:
        NotMetYet: then.
    """
    if _is_awaited(dossier):
        raise NotMetYet


def require_overdue(dossier: Dossier, *, on: date) -> None:
    """Refuse to stop while the applicant has time to pay. One query for a dossier that waits, else none.

    A notice without a last day leaves it to whoever signs.

    Raises:
        NotOverdueYet: then.
    """
    if not _is_awaited(dossier):
        return
    awaited = queries.find_awaited(dossier)
    if awaited is not None and awaited.pay_by is not None and on <= awaited.pay_by:
        raise NotOverdueYet


def _is_awaited(dossier: Dossier) -> bool:
    return dossier.state == State.AWAITING_OBLIGATION
