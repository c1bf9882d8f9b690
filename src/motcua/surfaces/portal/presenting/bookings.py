"""Times that can be booked at a one-stop desk, and one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from motcua.domain.reception import queries
from motcua.domain.reception.enums import BookingState
from motcua.domain.reception.queries import Slot
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting.calendar import HOST, PRODUCT

if TYPE_CHECKING:
    from motcua.domain.reception.models import Booking, Hall, Line
    from motcua.foundation.kernel.errors import Refusal

_FORMAT: Final = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day and its times that have a place left."""

    on: date
    slots: tuple[Time, ...]


@dataclass(frozen=True, kw_only=True)
class Time:
    """A time to choose."""

    value: str
    starts_at: datetime
    left: int


def choosing(
    hall: Hall, line: Line | None, *, now: datetime, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the lines that take bookings and, once one is chosen, its times. Two queries beside the calendar's."""
    return {
        "hall": hall,
        "lines": [one for one in queries.list_lines(hall) if one.is_open and one.places],
        "line": line,
        "days": days_of(queries.list_slots(hall, line, now=now)) if line else [],
        "error": refusal.text if refusal else "",
    }


def one(booking: Booking, *, now: datetime, refusal: Refusal | None) -> dict[str, Any]:
    """Return one's booking, and the times that it can be moved to."""
    is_coming = booking.state == BookingState.BOOKED
    is_past = is_coming and clock.day_in_vietnam(booking.starts_at) < clock.day_in_vietnam(now)
    can_change = is_coming and not is_past
    return {
        "booking": booking,
        "hall": booking.hall,
        "is_coming": can_change,
        "is_past": is_past,
        "days": days_of(queries.list_slots(booking.hall, booking.line, now=now)) if can_change else [],
        "error": refusal.text if refusal else "",
    }  # fmt: skip


def days_of(slots: Sequence[Slot]) -> list[Day]:
    """Return the times by day."""
    return [
        Day(
            on=on,
            slots=tuple(
                Time(
                    value=f"{slot.starts_at.astimezone(clock.VIETNAM):{_FORMAT}}",
                    starts_at=slot.starts_at,
                    left=slot.left,
                )
                for slot in found
            ),
        )
        for on, found in groupby(slots, key=lambda slot: clock.day_in_vietnam(slot.starts_at))
    ]


def calendar_file(booking: Booking, *, now: datetime) -> bytes:
    """Return the booking as a calendar file (RFC 5545); downloaded again after a move, it mends the calendar."""
    event = Event()
    event.add("uid", f"hen-{booking.pk}@{HOST}")
    event.add("sequence", int((booking.changed_at - booking.made_at).total_seconds()))
    event.add("dtstamp", now)
    event.add("last-modified", booking.changed_at)
    is_off = booking.state == BookingState.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.starts_at + timedelta(minutes=booking.hall.slot_minutes))
    place = booking.hall.agency.name
    event.add(
        "summary", _("Hẹn giờ tại {place}: {line}").format(place=place, line=booking.line.name)
    )
    event.add("location", booking.hall.agency.address)
    event.add(
        "description", _("Mã hẹn {code}, gõ vào máy lấy số khi đến.").format(code=booking.code)
    )
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def read_time(text: str) -> datetime | None:
    """Return the time that was chosen; None if it is none."""
    try:
        return datetime.strptime(text, _FORMAT).replace(tzinfo=clock.VIETNAM)
    except ValueError:
        return None
