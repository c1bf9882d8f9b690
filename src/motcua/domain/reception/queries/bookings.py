"""Which times can be booked, and who booked one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.domain.reception.enums import BookingState
from motcua.domain.reception.errors import BookingNotFound
from motcua.domain.reception.models import Booking, Hall, Line
from motcua.domain.reception.rules import slots
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A time that can be booked, and how many places it has left."""

    starts_at: datetime
    left: int


def list_slots(hall: Hall, line: Line, *, now: datetime) -> list[Slot]:
    """Return the times ahead that still have a place, earliest first. One query beside the calendar's."""
    if not line.is_open or not line.places:
        return []
    calendar = organisations.get_calendar(hall.agency_id)
    days = slots.days_ahead(calendar, clock.day_in_vietnam(now), count=hall.days_ahead)
    starts = [
        starts_at
        for day in days
        for starts_at in slots.slots_of(calendar, day, minutes=hall.slot_minutes)
        if slots.is_bookable(starts_at, now=now)
    ]
    if not starts:
        return []
    taken = Counter(
        Booking.objects.filter(
            line=line, state__in=(BookingState.BOOKED, BookingState.CAME),
            starts_at__range=(starts[0], starts[-1]),
        ).values_list("starts_at", flat=True)
    )  # fmt: skip
    return [
        Slot(starts_at=one, left=left) for one in starts if (left := line.places - taken[one]) > 0
    ]


def get_booking(booking_id: UUID, *, person_id: int) -> Booking:
    """Return somebody's own booking. One query.

    Raises:
        BookingNotFound: if there is none, or it is another's.
    """
    rows = Booking.objects.select_related("line", "hall", "hall__agency", "ticket")
    booking = rows.filter(pk=booking_id, person_id=person_id).first()
    if booking is None:
        raise BookingNotFound
    return booking


def find_booking(hall: Hall, code: str) -> Booking:
    """Return the booking that is checked in by this code. One query.

    Raises:
        BookingNotFound: if none waits for it here.
    """
    rows = Booking.objects.select_related("line")
    booking = rows.filter(hall=hall, code=code, state=BookingState.BOOKED).first()
    if booking is None:
        raise BookingNotFound
    return booking


def list_bookings(person_id: int, *, most: int | None = 20) -> list[Booking]:
    """Return somebody's bookings, the latest time first. One query.

    :param most: how many at most; None for all
    """
    rows = Booking.objects.select_related("line", "hall", "hall__agency")
    return list(rows.filter(person_id=person_id).order_by("-starts_at", "pk")[:most])


def list_bookings_of_day(hall: Hall, *, on: date) -> list[Booking]:
    """Return the times booked for a day that nobody has come for yet; without who booked. One query."""
    begins = datetime(on.year, on.month, on.day, tzinfo=clock.VIETNAM)
    rows = Booking.objects.select_related("line").filter(
        hall=hall, state=BookingState.BOOKED,
        starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1),
    )  # fmt: skip
    return list(rows.order_by("starts_at", "pk"))
