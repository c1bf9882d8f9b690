"""The days of a dossier as a calendar file (RFC 5545): number and procedure, and nothing of the person."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from motcua.composition.casework.dates import Dates, Day
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.surfaces.portal.presenting.drafts import name_of

PRODUCT: Final = "-//Mot Cua//motcua//VI"
HOST: Final = "motcua"
"""Keys end with it, so that no other product's entry has the same."""


def write(dates: Dates, *, now: datetime) -> bytes:
    """Return the file; a calendar that has it already takes a later edition in its place."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    about = {"number": str(dates.dossier), "procedure": name_of(dates.version)}
    if dates.promise is not None:
        words = _("Hẹn trả kết quả hồ sơ {number}: {procedure}").format(**about)
        event = _event(dates.promise, words, now)
        # The promise is the end of a day's work, and nothing to attend: it keeps no hour busy.
        event.add("dtstart", day_in_vietnam(dates.promise.at))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    for visit in dates.visits:
        words = _("Thẩm tra, xác minh hồ sơ {number}: {procedure}").format(**about)
        event = _event(visit, words, now)
        event.add("dtstart", visit.at)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(day: Day, words: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{day.key}@{HOST}")
    event.add("sequence", day.edition)
    event.add("dtstamp", now)
    event.add("last-modified", day.changed_at)
    event.add("status", "CANCELLED" if day.is_off else "CONFIRMED")
    event.add("summary", words)
    return event
