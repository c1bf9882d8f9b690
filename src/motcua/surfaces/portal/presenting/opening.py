"""When an agency is open, in one line."""

from itertools import groupby

from motcua.foundation.kernel.worktime import Week
from motcua.foundation.organisations.enums import Weekday


def week_in_words(week: Week) -> str:
    """Return the sessions of a week, days alike in a row told as one: "Thứ Hai – Thứ Sáu 07:30–11:30"."""
    days = [(Weekday(number), sessions) for number, sessions in enumerate(week)]
    told = []
    for sessions, alike in groupby(days, key=lambda day: day[1]):
        named = [str(day.label) for day, _sessions in alike]
        if not sessions:
            continue
        first_to_last = named[0] if len(named) == 1 else f"{named[0]} – {named[-1]}"
        times = ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in sessions)
        told.append(f"{first_to_last}: {times}")
    return "; ".join(told)
