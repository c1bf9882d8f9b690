"""Working time: calendars of offices, and when something is due and why. Pure."""

from motcua.foundation.kernel.worktime.calendar import (
    Calendar,
    Day,
    Hours,
    OutsideCalendar,
    Session,
    SpecialDay,
    Week,
    is_open,
    list_days,
    next_open,
)
from motcua.foundation.kernel.worktime.due import (
    LATE_AFTER,
    CountedDay,
    Due,
    add_working_seconds,
    due_after,
    hand_over_by,
    put_off,
    working_seconds_between,
)
from motcua.foundation.kernel.worktime.enums import DayKind, TimeUnit, Verdict

__all__ = [
    "LATE_AFTER",
    "Calendar",
    "CountedDay",
    "Day",
    "DayKind",
    "Due",
    "Hours",
    "OutsideCalendar",
    "Session",
    "SpecialDay",
    "TimeUnit",
    "Verdict",
    "Week",
    "add_working_seconds",
    "due_after",
    "hand_over_by",
    "is_open",
    "list_days",
    "next_open",
    "put_off",
    "working_seconds_between",
]
