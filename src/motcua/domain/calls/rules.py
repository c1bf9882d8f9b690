"""When a call is due, and when a letter takes its place. Pure.

No decree sets how often or how fast: the numbers are ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.calls.enums import Outcome
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import add_working_seconds

if TYPE_CHECKING:
    from motcua.foundation.kernel.worktime import Calendar

ENDING: Final = frozenset(
    {Outcome.REACHED, Outcome.TOLD_HERE, Outcome.LETTER_SENT, Outcome.DROPPED}
)
OF_A_CALL: Final = (Outcome.REACHED, Outcome.NOT_REACHED, Outcome.WRONG_NUMBER)
"""What an officer who took a call can note of it."""
HALVES: Final = 3
"""On how many different half-days nobody is reached before a letter is sent."""
HELD_FOR: Final = timedelta(minutes=30)
"""How long a call is left to who took it."""
WITHIN: Final = timedelta(hours=8)
"""The working time within which somebody is called: one day."""
NOON: Final = 12


def due_at(at: datetime, calendar: Calendar, *, before: datetime | None = None) -> datetime:
    """Return until when the applicant is to be told: within a working day, and before what it is about begins."""
    due = add_working_seconds(calendar, at, WITHIN.total_seconds())
    return due if before is None else max(at, min(due, before))


def half_day(at: datetime) -> tuple[date, bool]:
    """Return the day in Vietnam and whether it is its afternoon."""
    local = at.astimezone(VIETNAM)
    return local.date(), local.hour >= NOON


def count_halves(tries: Iterable[tuple[Outcome, datetime]]) -> int:
    """Return on how many different half-days somebody was called and not reached."""
    return len({half_day(at) for outcome, at in tries if outcome is Outcome.NOT_REACHED})


def is_letter_due(
    tries: Iterable[tuple[Outcome, datetime]], *, number_given_at: datetime | None
) -> bool:
    """Say whether a letter takes the place of more calls.

    After enough half-days, or at once where the number is wrong and no other was given since.
    """
    done = list(tries)
    wrong = [at for outcome, at in done if outcome is Outcome.WRONG_NUMBER]
    is_wrong = any(number_given_at is None or at >= number_given_at for at in wrong)
    return is_wrong or count_halves(done) >= HALVES


def is_held(taken_at: datetime, *, now: datetime) -> bool:
    """Say whether a call is still left to who took it then."""
    return now - taken_at < HELD_FOR
