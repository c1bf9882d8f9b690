"""Taking a number, and giving it up."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from motcua.domain.reception.actions.held import hold, hold_ticket, note, tell
from motcua.domain.reception.enums import Happening, Origin, Priority, TicketState
from motcua.domain.reception.errors import (
    DoorsClosed,
    LineClosed,
    ManyWaitByPhone,
    NumbersUsedUp,
    TicketMoved,
    TicketNotFound,
)
from motcua.domain.reception.models import Hall, Line, Ticket
from motcua.domain.reception.rules import labels
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.worktime import is_open, next_open
from motcua.foundation.organisations import queries as organisations

MOST_BY_PHONE: Final = 60
"""Numbers from telephones that wait at a time in one room; those of the kiosk are not counted."""


@transaction.atomic
def take(
    *, hall_id: int, line_id: int, origin: Origin, priority: str = Priority.NONE, at: datetime
) -> Ticket:
    """Give out the next number of a line.

    Numbers of a line and day run from 1 without a gap. A group that does not go first here is written down
    as none.

    Raises:
        HallNotFound: if there is no such waiting room.
        LineClosed: if it has no such line, or the line gives out no numbers.
        DoorsClosed: outside the hours in which people can come.
        NumbersUsedUp: if the line gave out its last one.
        ManyWaitByPhone: if so many wait with a number from a telephone that nobody knows whether they are there.
    """
    hall = hold(hall_id)
    line = Line.objects.filter(pk=line_id, hall=hall).first()
    if line is None or not line.is_open:
        raise LineClosed
    require_open(hall, at)
    if origin == Origin.PHONE:
        _require_few_by_phone(hall, at)
    return issue(
        hall, line, origin=origin, at=at, priority=priority if priority in hall.firsts else ""
    )


def _require_few_by_phone(hall: Hall, at: datetime) -> None:
    """Keep whoever has the code of the display, from wherever, from using the numbers of the day up."""
    waiting = Ticket.objects.filter(
        hall=hall, on=clock.day_in_vietnam(at), origin=Origin.PHONE, state=TicketState.WAITING
    )
    if waiting.count() >= MOST_BY_PHONE:
        raise ManyWaitByPhone


def require_open(hall: Hall, at: datetime) -> None:
    """Refuse outside the hours in which people can come.

    Raises:
        DoorsClosed: naming when the doors open.
    """
    calendar = organisations.get_calendar(hall.agency_id)
    if not is_open(calendar, at):
        raise DoorsClosed(opens=f"{next_open(calendar, at):%H:%M %d/%m/%Y}")


def issue(
    hall: Hall, line: Line, *, origin: Origin, at: datetime, priority: str = "",
    booked_for: datetime | None = None,
) -> Ticket:  # fmt: skip
    """Add the ticket to a waiting room that is held.

    Raises:
        NumbersUsedUp: if the line gave out its last number of the day.
    """
    on = clock.day_in_vietnam(at)
    of_the_day = Ticket.objects.filter(hall=hall, on=on, letter=line.letter)
    last = of_the_day.aggregate(last=Max("number"))["last"] or 0
    if last >= labels.LAST:
        raise NumbersUsedUp
    ticket = Ticket.objects.create(
        hall=hall, line=line, on=on, letter=line.letter, number=last + 1,
        code=secrets.token_urlsafe(16), origin=origin, priority=priority or Priority.NONE,
        taken_at=at, since=at, booked_for=booked_for,
    )  # fmt: skip
    note(ticket, Happening.TAKEN, at=at)
    tell(hall)
    return ticket


@transaction.atomic
def give_up(*, code: str, at: datetime) -> Ticket:
    """Let the holder of a ticket give it up while it waits.

    Raises:
        TicketNotFound: if there is none with this code.
        TicketMoved: if it does not wait any more.
    """
    found = Ticket.objects.filter(code=code).values_list("pk", "hall_id").first()
    if found is None:
        raise TicketNotFound
    hall = hold(found[1])
    ticket = hold_ticket(hall, found[0])
    assert ticket is not None  # tickets are never deleted
    if ticket.state != TicketState.WAITING:
        raise TicketMoved(label=ticket.label, state=ticket.get_state_display())
    ticket.state = TicketState.LEFT
    ticket.ended_at = at
    ticket.save(update_fields=["state", "ended_at"])
    note(ticket, Happening.LEFT, at=at)
    tell(hall)
    return ticket
