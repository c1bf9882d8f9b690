"""How a dossier stands against its promise."""

from datetime import datetime
from typing import Final

from motcua.domain.dossiers.enums import Due, State
from motcua.domain.dossiers.rules.life import RUNNING

SOON_SECONDS: Final = 24 * 3600


def standing(
    *, state: State, due_at: datetime | None, finished_at: datetime | None, now: datetime
) -> Due:
    """Return how the dossier stands against its promise.

    On time is judged at the moment the result exists (national state 9), not when it was fetched.
    """
    if due_at is None:
        return Due.NONE
    if finished_at is not None:
        return Due.ON_TIME if finished_at <= due_at else Due.LATE
    if state not in RUNNING:
        return Due.NONE
    if now > due_at:
        return Due.OVERDUE
    return Due.SOON if (due_at - now).total_seconds() <= SOON_SECONDS else Due.AHEAD
