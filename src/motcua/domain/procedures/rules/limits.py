"""How long a limit is in working time, for who divides it among steps before anything is lodged."""

from typing import Final

from motcua.domain.procedures.rules.record import Limit, Record
from motcua.foundation.kernel.worktime import TimeUnit

DAY: Final = 8 * 60
"""Working minutes of an ordinary day (Labour Code 2019, Article 105); an agency's own day may be shorter."""
_WEEK: Final = 7
_WORKING_WEEK: Final = 5
_MONTH: Final = 22
"""Working days of a month, about: promises are counted by the calendar, this only divides them."""


def strictest_minutes(record: Record | None) -> int | None:
    """Return the working minutes of the shortest limit of any channel; None if none has a limit."""
    if record is None:
        return None
    minutes = [_working_minutes(channel.limit) for channel in record.channels]
    return min((one for one in minutes if one is not None), default=None)


def _working_minutes(limit: Limit) -> int | None:
    amount = limit.amount or 0
    match limit.unit:
        case TimeUnit.NONE:
            return None
        case TimeUnit.SAME_DAY:
            return DAY
        case TimeUnit.WORKING_HOUR:
            return amount * 60
        case TimeUnit.CALENDAR_DAY:
            return amount * DAY * _WORKING_WEEK // _WEEK
        case TimeUnit.MONTH:
            return amount * _MONTH * DAY
        case _:
            return amount * DAY
