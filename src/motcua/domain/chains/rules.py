"""How a part stands against its own deadline. Pure functions."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.chains.enums import PartState


@dataclass(frozen=True, kw_only=True)
class Moments:
    """What happened to a part, and when."""

    ready_at: datetime | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None
    is_live: bool = True
    """Whether the dossier it belongs to is still being handled."""


def part_state(moments: Moments, *, now: datetime) -> PartState:
    """Return where the part stands. It is late by when it was done, whatever its result bears."""
    if moments.done_at is not None:
        is_late = moments.due_at is not None and moments.done_at > moments.due_at
        return PartState.LATE if is_late else PartState.DONE
    if not moments.is_live:
        return PartState.DROPPED
    if moments.ready_at is None:
        return PartState.AHEAD
    is_over = moments.due_at is not None and now > moments.due_at
    return PartState.OVERDUE if is_over else PartState.WAITING
