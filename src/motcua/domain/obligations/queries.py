"""Each question asked of obligations."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from motcua.domain.dossiers.enums import State
from motcua.domain.obligations.errors import NotAwaited
from motcua.domain.obligations.models import OPEN, Obligation
from motcua.domain.obligations.rules import resumed_at

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

__all__ = ["find_awaited", "list_awaited", "list_of", "require_awaited", "resumed_at"]


def find_awaited(dossier: Dossier) -> Obligation | None:
    """Return the obligation for which the dossier waits. One query where it waits, else none."""
    if dossier.state != State.AWAITING_OBLIGATION:
        return None
    return Obligation.objects.filter(OPEN, dossier=dossier).first()


def require_awaited(dossier: Dossier) -> Obligation:
    """Return the obligation for which the dossier waits. One query.

    Raises:
        NotAwaited: if it waits for none.
    """
    awaited = find_awaited(dossier)
    if awaited is None:
        raise NotAwaited
    return awaited


def list_of(dossier: Dossier) -> list[Obligation]:
    """Return every obligation that was ever asked for in the dossier, the first first. One query."""
    return list(Obligation.objects.filter(dossier=dossier).order_by("pk"))


def list_awaited(dossiers: Collection[Dossier]) -> dict[int, Obligation]:
    """Return for which obligations these dossiers wait. One query where one waits, else none."""
    waiting = [one.pk for one in dossiers if one.state == State.AWAITING_OBLIGATION]
    if not waiting:
        return {}
    return {one.dossier_id: one for one in Obligation.objects.filter(OPEN, dossier__in=waiting)}
