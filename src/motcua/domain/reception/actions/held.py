"""A waiting room held for one act, and the log that each act adds to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from motcua.domain.reception.enums import Happening
from motcua.domain.reception.errors import HallNotFound
from motcua.domain.reception.models import Entry, Hall, Ticket

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


def hold(hall_id: int) -> Hall:
    """Return the waiting room, held until the transaction ends: one act at a time gives out and calls numbers.

    Raises:
        HallNotFound: if there is none.
    """
    rows = Hall.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    hall = rows.filter(pk=hall_id).first()
    if hall is None:
        raise HallNotFound
    return hall


def hold_ticket(hall: Hall, ticket_id: int) -> Ticket | None:
    """Return the ticket as it stands now that its waiting room is held."""
    rows = Ticket.objects.select_related("line", "window")
    return rows.filter(pk=ticket_id, hall=hall).first()


def tell(hall: Hall) -> None:
    """Let displays know that there is something new."""
    Hall.objects.filter(pk=hall.pk).update(version=F("version") + 1)


def note(ticket: Ticket, what: Happening, *, at: datetime, by: Officer | None = None) -> None:
    """Add to the ticket's log."""
    Entry.objects.create(
        ticket=ticket, what=what, at=at, line_id=ticket.line_id, window_id=ticket.window_id,
        post_id=by.post_id if by else None,
    )  # fmt: skip
