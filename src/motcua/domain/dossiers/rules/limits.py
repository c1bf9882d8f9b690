"""Time limits that the law sets for any dossier, whatever its procedure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.foundation.kernel.clock import VIETNAM, day_in_vietnam
from motcua.foundation.kernel.worktime import Calendar, TimeUnit, due_after


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A time limit in force from a day on, with its source."""

    valid_from: date
    amount: int
    unit: TimeUnit
    source: str
    is_verified: bool


# Article 17.2 gives the duty to answer an online lodging and no number; eight working hours is the
# limit provinces configure.
INTAKE_LIMITS: Final = (
    Limit(
        valid_from=date(2018, 6, 21),
        amount=8,
        unit=TimeUnit.WORKING_HOUR,
        source="Thực tế cấu hình của các tỉnh; Điều 17.2 Nghị định 61/2018/NĐ-CP",
        is_verified=False,
    ),
)

ASSESSMENT_SUPPLEMENT_LIMITS: Final = (
    Limit(
        valid_from=date(2018, 6, 21),
        amount=3,
        unit=TimeUnit.WORKING_DAY,
        source="Điều 19.4 Nghị định 61/2018/NĐ-CP",
        is_verified=True,
    ),
)


# Article 19.9 asks for the written apology one day before the limit ends at the latest, and lets the
# date be moved once.
EXTENSION_NOTICE_LIMITS: Final = (
    Limit(
        valid_from=date(2018, 6, 21),
        amount=1,
        unit=TimeUnit.CALENDAR_DAY,
        source="Điều 19.9 Nghị định 61/2018/NĐ-CP",
        is_verified=True,
    ),
)


def limit_on(limits: tuple[Limit, ...], on: date) -> Limit:
    """Return the limit in force on the day."""
    return max(
        (limit for limit in limits if limit.valid_from <= on), key=lambda limit: limit.valid_from
    )


def intake_due_at(*, lodged_at: datetime, on: date, calendar: Calendar) -> datetime:
    """Return until when the one-stop desk has to answer an online lodging (Article 17.2)."""
    return _end(limit_on(INTAKE_LIMITS, on), lodged_at, calendar)


PAPER_TRANSFER_FROM: Final = time(15)
"""What is received from this hour on may go to its handlers at the start of the next working day."""


def paper_transfer_due_at(received_at: datetime, calendar: Calendar) -> datetime:
    """Return until when the papers themselves go to who handles them (Articles 18.2 and 18.3).

    The same working day, or the start of the next for what came after 15:00.
    """
    received = received_at.astimezone(VIETNAM)
    if received.time() < PAPER_TRANSFER_FROM and calendar.is_working(received.date()):
        return calendar.day(received.date()).closes_at
    return calendar.next_working(received.date() + timedelta(days=1)).opens_at


def is_answered_at_once(*, unit: TimeUnit, accepted_at: datetime, due_at: datetime | None) -> bool:
    """Say whether who waits at the counter gets the result on the spot (Article 17.4).

    The record wants it on the day of receipt, and that day is today: what came too late for it is
    promised for the next working day like anything else.
    """
    return (
        unit is TimeUnit.SAME_DAY
        and due_at is not None
        and day_in_vietnam(due_at) == day_in_vietnam(accepted_at)
    )


def last_day_to_ask(*, accepted_at: datetime, on: date, calendar: Calendar) -> datetime:
    """Return until when a supplement may be asked for after assessment (Article 19.4)."""
    return _end(limit_on(ASSESSMENT_SUPPLEMENT_LIMITS, on), accepted_at, calendar)


def last_day_to_extend(due_on: date) -> date:
    """Return the last day on which a promise for that day may still be moved (Article 19.9)."""
    return due_on - timedelta(days=limit_on(EXTENSION_NOTICE_LIMITS, due_on).amount)


def _end(limit: Limit, start: datetime, calendar: Calendar) -> datetime:
    end = due_after(calendar, start, limit.amount, limit.unit).at
    if end is None:
        raise ValueError(f"{limit.source} sets no limit")
    return end
