"""Who waits, whose turn it is, who was called where, and how long it will take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from motcua.domain.reception.enums import Priority, TicketState
from motcua.domain.reception.errors import TicketNotFound
from motcua.domain.reception.models import Hall, Ticket, Window
from motcua.domain.reception.models.tickets import AT_A_WINDOW
from motcua.domain.reception.rules import times, turns
from motcua.domain.reception.rules.turns import Waiting
from motcua.foundation.kernel import clock

SHOWN: Final = 6
"""Calls that a display shows."""
NEXT: Final = 8
"""Numbers that it shows as soon to be called."""
_PACES: Final = 60
"""Tickets by which the pace of a line is judged."""
_RECENT: Final = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class WaitingTicket:
    """A ticket that waits, and its place as a window sees it."""

    ticket: Ticket
    turn: Waiting


@dataclass(frozen=True, kw_only=True)
class Called:
    """A number and the window it was last called to."""

    key: int
    letter: str
    number: int
    label: str
    window: int
    calls: int
    called_at: datetime
    is_there: bool
    """Whether its holder has come to the window."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a display shows: numbers and windows, no person."""

    calls: tuple[Called, ...]
    next: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a ticket stands: how many are ahead, and how long that takes if enough is known."""

    ahead: int
    windows: int
    expected: times.Expected | None


def as_turn(ticket: Ticket, firsts: Iterable[str]) -> Waiting:
    """Return the ticket as the rules of turns see it."""
    return Waiting(
        key=ticket.pk,
        since=ticket.since,
        is_first=ticket.priority != Priority.NONE and ticket.priority in firsts,
        booked_for=ticket.booked_for,
        ready_at=ticket.ready_at,
    )


def get_ticket(code: str) -> Ticket:
    """Return the ticket with this code, its line, waiting room and window. One query.

    Raises:
        TicketNotFound: if there is none.
    """
    rows = Ticket.objects.select_related("line", "hall", "hall__agency", "window")
    ticket = rows.filter(code=code).first()
    if ticket is None:
        raise TicketNotFound
    return ticket


def list_waiting(hall: Hall, line_id: int | None = None, *, now: datetime) -> list[WaitingTicket]:
    """Return who waits in this line, or in all, in the order in which they would be called. One query."""
    rows = _waiting(hall, now)
    return _in_order(hall, rows if line_id is None else rows.filter(line_id=line_id), 0, now)


def list_waiting_for(window: Window, hall: Hall, *, now: datetime) -> list[WaitingTicket]:
    """Return who waits for this window, in the order in which it would call them. One query beside its lines.

    What was passed on to another window waits for that one, as long as somebody sits there.
    """
    is_left = Q(for_window__post=None) | Q(for_window__sat_at__lt=_midnight(now))
    lines = [line.pk for line in window.lines.all()]
    rows = _waiting(hall, now).filter(
        Q(for_window=window) | (Q(line__in=lines) & (Q(for_window=None) | is_left))
    )
    return _in_order(hall, rows, window.firsts_in_a_row, now)


def _waiting(hall: Hall, now: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.select_related("line").filter(
        hall=hall, on=clock.day_in_vietnam(now), state=TicketState.WAITING
    )


def _in_order(
    hall: Hall, rows: QuerySet[Ticket], firsts_in_a_row: int, now: datetime
) -> list[WaitingTicket]:
    by_key = {ticket.pk: ticket for ticket in rows}
    ordered = turns.order(
        [as_turn(ticket, hall.firsts) for ticket in by_key.values()],
        firsts_in_a_row=firsts_in_a_row, share=hall.share, now=now,
    )  # fmt: skip
    return [WaitingTicket(ticket=by_key[one.key], turn=one) for one in ordered]


def count_waiting(hall: Hall, *, now: datetime) -> dict[int, int]:
    """Return how many wait in each line that has anybody. One query."""
    rows = Ticket.objects.filter(hall=hall, on=clock.day_in_vietnam(now), state=TicketState.WAITING)
    return dict(rows.values_list("line_id").annotate(Count("pk")).order_by("line_id"))


def find_called(hall: Hall, *, letter: str, number: int, window: int, on: date) -> Ticket | None:
    """Return the day's ticket that is called to that window, if it is. One query."""
    return Ticket.objects.filter(
        hall=hall, on=on, letter=letter, number=number, window__number=window,
        state__in=AT_A_WINDOW,
    ).first()  # fmt: skip


def find_at_window(window: Window, *, on: date) -> Ticket | None:
    """Return who is at the window today. One query."""
    rows = Ticket.objects.select_related("line")
    return rows.filter(window=window, on=on, state__in=AT_A_WINDOW).first()


def board_of(hall: Hall, *, now: datetime) -> Board:
    """Return what a display of this waiting room shows. Two queries."""
    on = clock.day_in_vietnam(now)
    at_windows = (
        Ticket.objects.select_related("window")
        .filter(hall=hall, on=on, state__in=AT_A_WINDOW)
        .order_by("-called_at", "-pk")[:SHOWN]
    )
    waiting = list_waiting(hall, now=now)
    return Board(
        calls=tuple(map(_called, at_windows)),
        next=tuple(one.ticket.label for one in waiting if one.turn.is_ready(now))[:NEXT],
        waiting=len(waiting),
    )


def place_of(ticket: Ticket, *, now: datetime) -> Place:
    """Return where a waiting ticket stands among those of its line. Three queries.

    Counted within its line: which line a window that serves several will call, nobody knows beforehand.
    """
    ordered = [one.ticket.pk for one in list_waiting(ticket.hall, ticket.line_id, now=now)]
    ahead = ordered.index(ticket.pk) if ticket.pk in ordered else 0
    windows = Window.objects.filter(
        hall=ticket.hall_id, is_open=True, sat_at__gte=_midnight(now), lines=ticket.line_id
    ).count()
    # The turn itself: the one that is served now has to end as well.
    expected = times.expect(
        ahead=ahead + 1, windows=windows, paces=_paces(ticket.line_id, on=ticket.on)
    )
    return Place(ahead=ahead, windows=windows, expected=expected)


def _midnight(now: datetime) -> datetime:
    return now.astimezone(clock.VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)


def _paces(line_id: int, *, on: date) -> list[timedelta]:
    rows = Ticket.objects.filter(
        line=line_id, state=TicketState.DONE, on__gt=on - _RECENT, on__lte=on,
        called_at__isnull=False, ended_at__isnull=False,
    ).only("called_at", "ended_at").order_by("-ended_at", "-pk")[:_PACES]  # fmt: skip
    return [pace for ticket in rows if (pace := ticket.pace) is not None]


def _called(ticket: Ticket) -> Called:
    assert ticket.window is not None and ticket.called_at is not None  # noqa: PT018 - a constraint
    return Called(
        key=ticket.pk,
        letter=ticket.letter,
        number=ticket.number,
        label=ticket.label,
        window=ticket.window.number,
        calls=ticket.calls,
        called_at=ticket.called_at,
        is_there=ticket.state == TicketState.SERVING,
    )
