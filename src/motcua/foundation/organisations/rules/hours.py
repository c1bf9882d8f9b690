"""Opening hours as dated rows, and the calendar they make together with the special days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Final

from motcua.foundation.kernel.worktime import Calendar, Hours, Session, SpecialDay, Week
from motcua.foundation.organisations.rules.holidays import FIRST_YEAR, LAST_YEAR, national_days

_OFFICE_DAY: Final = (Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17, 0)))
DEFAULT_WEEK: Final[Week] = (*[_OFFICE_DAY] * 5, (), ())
"""Hours of an agency that has recorded none: what most provinces order for their offices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow:
    """One session of the week, valid from a date until the day before another."""

    weekday: int
    opens: time
    closes: time
    is_counted: bool
    valid_from: date
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the row holds on that date."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def hours_from(rows: Sequence[OpeningRow]) -> tuple[Hours, ...]:
    """Return the weeks that the rows make, one for each date on which something changes.

    Where no row holds, the default week does.

    :raises ValueError: if sessions overlap or a week has none that counts
    """
    changes = {row.valid_from for row in rows} | {row.valid_to for row in rows if row.valid_to}
    weeks = [Hours(date.min, DEFAULT_WEEK)]
    for on in sorted(changes):
        valid = [row for row in rows if row.is_valid(on)]
        weeks.append(Hours(on, week_of(valid) if valid else DEFAULT_WEEK))
    return tuple(weeks)


@lru_cache(maxsize=256)
def calendar_of(rows: tuple[OpeningRow, ...], changes: tuple[SpecialDay, ...]) -> Calendar:
    """Return the calendar that rows and changes make on top of the national one.

    Agencies with the same hours and closures share one calendar, and with it what it has computed.
    """
    return Calendar(
        hours=hours_from(rows),
        days=(*national_days(), *changes),
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
    )


def week_of(rows: Sequence[OpeningRow]) -> Week:
    """Return the week that these sessions make."""
    return tuple(
        tuple(
            Session(row.opens, row.closes, row.is_counted)
            for row in sorted(rows, key=lambda row: row.opens)
            if row.weekday == weekday
        )
        for weekday in range(7)
    )
