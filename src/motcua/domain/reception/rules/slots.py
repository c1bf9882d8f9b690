"""Which times can be booked: whole slots of the agency's open hours, as many people as a slot has places."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from motcua.foundation.kernel.worktime import Calendar
from motcua.foundation.kernel.worktime.calendar import moment

NOTICE: Final = timedelta(minutes=30)
"""How long before its beginning a slot is last given out."""
EARLY: Final = timedelta(minutes=30)
"""How long before the booked time somebody may check in and still go first at that time."""
LATE: Final = timedelta(minutes=15)
"""How long after it; who comes later gets an ordinary number."""


def slots_of(calendar: Calendar, on: date, *, minutes: int) -> list[datetime]:
    """Return the beginnings of the day's slots: whole ones, inside working time."""
    step = minutes * 60
    return [
        moment(on, start)
        for opens, closes in calendar.day(on).spans
        for start in range(opens, closes - step + 1, step)
    ]


def days_ahead(calendar: Calendar, on: date, *, count: int) -> Iterable[date]:
    """Return the working days that can be booked, from the day on; ``count`` of them."""
    found: list[date] = []
    day = calendar.next_working(on).on
    while len(found) < count:
        found.append(day)
        day = calendar.working_day_after(day, 1).on
    return found


def is_bookable(starts_at: datetime, *, now: datetime) -> bool:
    """Say whether the slot still lies far enough ahead."""
    return starts_at >= now + NOTICE


def is_in_time(starts_at: datetime, *, now: datetime) -> bool:
    """Say whether somebody who checks in now is in time for the booked slot."""
    return starts_at - EARLY <= now <= starts_at + LATE
