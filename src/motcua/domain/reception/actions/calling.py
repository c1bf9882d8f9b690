"""What an officer does at a window: sit down, call, call again, serve, finish, mark absent, pass on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.reception import permissions
from motcua.domain.reception.actions.held import hold, hold_ticket, note, tell
from motcua.domain.reception.enums import Happening, TicketState
from motcua.domain.reception.errors import (
    HallNotFound,
    LineClosed,
    NotAtAWindow,
    StillServing,
    TicketMoved,
    TicketNotFound,
    WindowNotFound,
    WindowTaken,
)
from motcua.domain.reception.models import Hall, Line, Ticket, Window
from motcua.domain.reception.models.tickets import AT_A_WINDOW
from motcua.domain.reception.queries import tickets as asked
from motcua.domain.reception.queries.halls import is_of_the_day
from motcua.domain.reception.rules import turns
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


@transaction.atomic
def sit_down(*, window_id: int, by: Officer, at: datetime) -> Window:
    """Let the officer sit at a window of their agency, and nowhere else.

    Raises:
        HallNotFound: if the officer serves no desk, or their agency has no waiting room.
        WindowNotFound: if it has no such window.
        WindowTaken: if a colleague sits there.
        StillServing: if the officer's earlier window has somebody.
    """
    hall = _hold_own(by)
    window = Window.objects.filter(hall=hall, pk=window_id, is_open=True).first()
    if window is None:
        raise WindowNotFound
    if window.post_id not in {None, by.post_id} and is_of_the_day(window, at):
        raise WindowTaken(number=window.number)
    before = Window.objects.filter(post_id=by.post_id).exclude(pk=window.pk).first()
    if before is not None:
        _require_empty(before, at)
        _stand_up(before)
    window.post_id, window.sat_at = by.post_id, at
    window.save(update_fields=["post", "sat_at"])
    tell(hall)
    return window


@transaction.atomic
def leave(*, by: Officer, at: datetime) -> Window:
    """Let the officer leave the window, once nobody is there.

    Raises:
        NotAtAWindow: if they sit at none.
        StillServing: if the window has somebody.
    """
    hall, window = _hold_seat(by, at)
    _require_empty(window, at)
    _stand_up(window)
    tell(hall)
    return window


@transaction.atomic
def call_next(*, by: Officer, at: datetime) -> Ticket | None:
    """Call whose turn it is at the officer's window; finish first with whoever is served there.

    Returns nobody if nobody waits.

    Raises:
        NotAtAWindow: if the officer sits at none.
        StillServing: if somebody was called and neither came nor was marked absent.
    """
    hall, window = _hold_seat(by, at)
    current = _current(window, at)
    if current is not None:
        if current.state != TicketState.SERVING:
            raise StillServing(label=current.label)
        _end(current, TicketState.DONE, at=at)
        note(current, Happening.FINISHED, at=at, by=by)
    waiting = asked.list_waiting_for(window, hall, now=at)
    tell(hall)
    if not waiting or not waiting[0].turn.is_ready(at):
        return None
    called = waiting[0]
    window.firsts_in_a_row = turns.count_in_a_row(
        called.turn, firsts_in_a_row=window.firsts_in_a_row, now=at
    )
    window.save(update_fields=["firsts_in_a_row"])
    ticket = called.ticket
    ticket.state, ticket.window, ticket.called_at = TicketState.CALLED, window, at
    ticket.calls += 1
    ticket.save(update_fields=["state", "window", "called_at", "calls"])
    note(ticket, Happening.CALLED, at=at, by=by)
    return ticket


@transaction.atomic
def recall(*, ticket_id: int, by: Officer, at: datetime) -> Ticket:
    """Call once more who was called and has not come.

    Raises:
        NotAtAWindow: if the officer sits at none.
        TicketNotFound: if the agency has no such ticket.
        TicketMoved: if it is not called at this window.
    """
    hall, _window, ticket = _hold_called(ticket_id, by, at, {TicketState.CALLED})
    ticket.calls += 1
    ticket.save(update_fields=["calls"])
    note(ticket, Happening.RECALLED, at=at, by=by)
    tell(hall)
    return ticket


@transaction.atomic
def serve(*, ticket_id: int, by: Officer, at: datetime) -> Ticket:
    """Begin to serve who was called and came.

    Raises:
        NotAtAWindow, TicketNotFound, TicketMoved: as for ``recall``.
    """
    hall, _window, ticket = _hold_called(ticket_id, by, at, {TicketState.CALLED})
    ticket.state, ticket.serving_at = TicketState.SERVING, at
    ticket.save(update_fields=["state", "serving_at"])
    note(ticket, Happening.SERVING, at=at, by=by)
    tell(hall)
    return ticket


@transaction.atomic
def finish(*, ticket_id: int, by: Officer, at: datetime) -> Ticket:
    """Finish serving.

    Raises:
        NotAtAWindow, TicketNotFound, TicketMoved: as for ``recall``.
    """
    hall, _window, ticket = _hold_called(ticket_id, by, at, {TicketState.SERVING})
    _end(ticket, TicketState.DONE, at=at)
    note(ticket, Happening.FINISHED, at=at, by=by)
    tell(hall)
    return ticket


@transaction.atomic
def mark_absent(*, ticket_id: int, by: Officer, at: datetime) -> Ticket:
    """Note that who was called did not come: called once more a little later, and not a third time.

    Raises:
        NotAtAWindow, TicketNotFound, TicketMoved: as for ``recall``.
    """
    hall, _window, ticket = _hold_called(ticket_id, by, at, {TicketState.CALLED})
    ticket.absences += 1
    if ticket.absences > 1:
        note(ticket, Happening.MISSED, at=at, by=by)
        _end(ticket, TicketState.MISSED, at=at)
    else:
        note(ticket, Happening.ABSENT, at=at, by=by)
        others = asked.list_waiting(hall, ticket.line_id, now=at)
        place = turns.place_of_absent([one.turn for one in others], now=at)
        _put_back(ticket, place=place, ready_at=at + turns.PAUSE)
    tell(hall)
    return ticket


@transaction.atomic
def transfer(
    *, ticket_id: int, line_id: int | None = None, window_id: int | None = None, by: Officer,
    at: datetime,
) -> Ticket:  # fmt: skip
    """Pass who is at the window on to another line, or to one other window; the time of their number is their place.

    Raises:
        NotAtAWindow, TicketNotFound, TicketMoved: as for ``recall``.
        LineClosed: if there is no such other line.
        WindowNotFound: if there is no such other window.
    """
    hall, window, ticket = _hold_called(ticket_id, by, at, set(AT_A_WINDOW))
    if window_id is not None:
        ticket.for_window = _other_window(hall, window, window_id)
    else:
        lines = Line.objects.filter(hall=hall, is_open=True)
        line = lines.filter(pk=line_id).first() if line_id is not None else None
        if line is None or line.pk == ticket.line_id:
            raise LineClosed
        ticket.line, ticket.for_window = line, None
    note(ticket, Happening.TRANSFERRED, at=at, by=by)
    _put_back(ticket, place=ticket.taken_at, ready_at=None)
    tell(hall)
    return ticket


def _other_window(hall: Hall, window: Window, window_id: int) -> Window:
    others = Window.objects.filter(hall=hall, is_open=True).exclude(pk=window.pk)
    other = others.filter(pk=window_id).first()
    if other is None:
        raise WindowNotFound
    return other


def _put_back(ticket: Ticket, *, place: datetime, ready_at: datetime | None) -> None:
    ticket.state, ticket.window, ticket.called_at = TicketState.WAITING, None, None
    ticket.serving_at, ticket.since, ticket.ready_at = None, place, ready_at
    ticket.save(
        update_fields=[
            "state", "window", "called_at", "serving_at", "since", "ready_at", "absences", "line",
            "for_window",
        ]
    )  # fmt: skip


def _end(ticket: Ticket, state: TicketState, *, at: datetime) -> None:
    ticket.state, ticket.ended_at = state, at
    ticket.save(update_fields=["state", "ended_at", "absences"])


def _hold_own(by: Officer) -> Hall:
    permissions.require_server(by)
    hall_id = Hall.objects.filter(agency_id=by.agency_id).values_list("pk", flat=True).first()
    if hall_id is None:
        raise HallNotFound
    return hold(hall_id)


def _hold_seat(by: Officer, at: datetime) -> tuple[Hall, Window]:
    hall = _hold_own(by)
    window = Window.objects.filter(hall=hall, post_id=by.post_id).first()
    if window is None or not is_of_the_day(window, at):
        raise NotAtAWindow
    return hall, window


def _hold_called(
    ticket_id: int, by: Officer, at: datetime, states: set[TicketState]
) -> tuple[Hall, Window, Ticket]:
    hall, window = _hold_seat(by, at)
    ticket = hold_ticket(hall, ticket_id)
    if ticket is None:
        raise TicketNotFound
    if ticket.state not in states or ticket.window_id != window.pk:
        raise TicketMoved(label=ticket.label, state=ticket.get_state_display())
    return hall, window, ticket


def _current(window: Window, at: datetime) -> Ticket | None:
    """Return who is at the window; what was left open on an earlier day ends without a time that nobody knows."""
    current = Ticket.objects.filter(window=window, state__in=AT_A_WINDOW).first()
    if current is None or current.on == clock.day_in_vietnam(at):
        return current
    was_served = current.state == TicketState.SERVING
    current.state = TicketState.DONE if was_served else TicketState.MISSED
    current.save(update_fields=["state"])
    return None


def _require_empty(window: Window, at: datetime) -> None:
    current = _current(window, at)
    if current is not None:
        raise StillServing(label=current.label)


def _stand_up(window: Window) -> None:
    window.post_id, window.sat_at, window.firsts_in_a_row = None, None, 0
    window.save(update_fields=["post", "sat_at", "firsts_in_a_row"])
