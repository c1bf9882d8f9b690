"""Booking a time, moving and cancelling it, and checking in on arrival."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from motcua.domain.reception import queries
from motcua.domain.reception.actions.held import hold
from motcua.domain.reception.actions.tickets import issue, require_open
from motcua.domain.reception.enums import BookingState, Origin
from motcua.domain.reception.errors import (
    BookingNotFound,
    BookingOver,
    LineClosed,
    NotTheDay,
    SlotTaken,
    TooManyBookings,
)
from motcua.domain.reception.models import Booking, Hall, Line, Ticket
from motcua.domain.reception.rules import slots
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Citizen

_AT_ONCE: Final = 2
"""Times that one person may have booked in one waiting room."""


@transaction.atomic
def book(*, hall_id: int, line_id: int, starts_at: datetime, by: Citizen, at: datetime) -> Booking:
    """Book a time that still has a place.

    Raises:
        HallNotFound, LineClosed: if there is no such waiting room or line.
        SlotTaken: if the time has no place left, or is none.
        TooManyBookings: if the person has as many as one may have.
    """
    hall = hold(hall_id)
    line = _line(hall, line_id)
    coming = Booking.objects.filter(
        hall=hall, person_id=by.person_id, state=BookingState.BOOKED, starts_at__gte=at
    )
    if coming.count() >= _AT_ONCE:
        raise TooManyBookings(most=_AT_ONCE)
    _require_place(hall, line, starts_at, at)
    return Booking.objects.create(
        hall=hall, line=line, person_id=by.person_id, starts_at=starts_at, code=_new_code(hall),
        made_at=at, changed_at=at,
    )  # fmt: skip


@transaction.atomic
def move(*, booking_id: UUID, starts_at: datetime, by: Citizen, at: datetime) -> Booking:
    """Move one's booking to another time that has a place; its code stays.

    Raises:
        BookingNotFound: to others.
        BookingOver: if it was used or cancelled.
        SlotTaken: if the time has no place left.
    """
    hall, booking = _hold_own(booking_id, by)
    if starts_at != booking.starts_at:
        _require_place(hall, booking.line, starts_at, at)
    booking.starts_at, booking.changed_at = starts_at, at
    booking.save(update_fields=["starts_at", "changed_at"])
    return booking


@transaction.atomic
def cancel(*, booking_id: UUID, by: Citizen, at: datetime) -> Booking:
    """Cancel one's booking, so that somebody else can have the place.

    Raises:
        BookingNotFound, BookingOver: as for ``move``.
    """
    _hall, booking = _hold_own(booking_id, by)
    booking.state, booking.changed_at = BookingState.CANCELLED, at
    booking.save(update_fields=["state", "changed_at"])
    return booking


@transaction.atomic
def check_in(*, hall_id: int, code: str, at: datetime) -> Ticket:
    """Give who booked a time and has arrived a ticket; in time, it goes first from the booked time on.

    Raises:
        BookingNotFound: if no booking waits for this code here.
        NotTheDay: on another day.
        DoorsClosed: outside the hours in which people can come.
    """
    hall = hold(hall_id)
    booking = queries.find_booking(hall, code)
    if clock.day_in_vietnam(booking.starts_at) != clock.day_in_vietnam(at):
        raise NotTheDay(day=f"{booking.starts_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}")
    require_open(hall, at)
    in_time = slots.is_in_time(booking.starts_at, now=at)
    ticket = issue(
        hall, booking.line, origin=Origin.BOOKING, at=at,
        booked_for=booking.starts_at if in_time else None,
    )  # fmt: skip
    booking.state, booking.ticket, booking.changed_at = BookingState.CAME, ticket, at
    booking.save(update_fields=["state", "ticket", "changed_at"])
    return ticket


def _line(hall: Hall, line_id: int) -> Line:
    line = Line.objects.filter(pk=line_id, hall=hall, is_open=True, places__gt=0).first()
    if line is None:
        raise LineClosed
    return line


def _require_place(hall: Hall, line: Line, starts_at: datetime, at: datetime) -> None:
    if starts_at not in {slot.starts_at for slot in queries.list_slots(hall, line, now=at)}:
        raise SlotTaken


def _hold_own(booking_id: UUID, by: Citizen) -> tuple[Hall, Booking]:
    hall_id = (
        Booking.objects.filter(pk=booking_id, person_id=by.person_id)
        .values_list("hall_id", flat=True)
        .first()
    )
    if hall_id is None:
        raise BookingNotFound
    hall = hold(hall_id)
    booking = queries.get_booking(booking_id, person_id=by.person_id)
    if booking.state != BookingState.BOOKED:
        raise BookingOver(state=booking.get_state_display().lower())
    return hall, booking


def _new_code(hall: Hall) -> str:
    taken = set(
        Booking.objects.filter(hall=hall, state=BookingState.BOOKED).values_list("code", flat=True)
    )
    while (code := f"{secrets.randbelow(10**6):06d}") in taken:
        pass
    return code
