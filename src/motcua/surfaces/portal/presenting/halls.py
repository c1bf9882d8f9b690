"""The waiting room as people see it: lines to choose from, a ticket and where it stands, the display."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.reception import queries
from motcua.domain.reception.enums import Priority, TicketState
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.ui import codes

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from motcua.domain.reception.models import Hall, Line, Ticket
    from motcua.domain.reception.queries import Board

LONGEST_CODE: Final = 12


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A line that gives out numbers, and how many wait in it."""

    line: Line
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group that goes first."""

    value: str
    text: str
    text_en: str


_IN_ENGLISH: Final = {
    Priority.ELDERLY: "Aged {age} or older",
    Priority.DISABLED: "Person with a disability",
    Priority.PREGNANT: "Pregnant",
    Priority.SMALL_CHILD: "With a small child",
    Priority.MERIT: "Person with merit to the revolution",
}
"""The kiosk speaks both languages on one page: nobody has to find a switch first."""


def choosing(hall: Hall, *, now: datetime, refusal: Refusal | None = None) -> dict[str, Any]:
    """Return what somebody chooses from who takes a number. Two queries."""
    waiting = queries.count_waiting(hall, now=now)
    return {
        "hall": hall,
        "choices": [
            Choice(line=line, waiting=waiting.get(line.pk, 0))
            for line in queries.list_lines(hall)
            if line.is_open
        ],
        "groups": _groups(hall),
        "error": refusal.text if refusal else "",
    }


def _groups(hall: Hall) -> list[Group]:
    found = []
    for value in hall.firsts:
        group = Priority(value)
        text = str(group.label)
        if group == Priority.ELDERLY:
            text = _("Người từ {age} tuổi trở lên").format(age=hall.elderly_from)
        english = _IN_ENGLISH[group].format(age=hall.elderly_from)
        found.append(Group(value=value, text=text, text_en=english))
    return found


def ticket(found: Ticket, *, now: datetime) -> dict[str, Any]:
    """Return a ticket, where it stands and what its holder does next. Three queries while it waits."""
    is_waiting = found.state == TicketState.WAITING
    place = queries.place_of(found, now=now) if is_waiting else None
    return {
        "ticket": found,
        "hall": found.hall,
        "place": place,
        "state": found.state,
        "is_over": found.state in {TicketState.DONE, TicketState.MISSED, TicketState.LEFT}
        or found.on != clock.day_in_vietnam(now),
        "goes_first": found.priority != Priority.NONE,
        "version": _version(found, now),
        "address": reverse("portal:ticket", args=[found.code]),
    }


def _version(found: Ticket, now: datetime) -> str:
    return queries.version_of(found.hall, at=now)


def picture_of_ticket(found: Ticket) -> SafeString:
    """Return the code by which a telephone opens the ticket's page."""
    address = settings.PUBLIC_URL + reverse("portal:ticket", args=[found.code])
    return codes.draw(
        address, _("Mã QR: theo dõi số {label} trên điện thoại").format(label=found.label)
    )


def display(hall: Hall, *, now: datetime) -> dict[str, Any]:
    """Return what the display shows: numbers and windows, and the code by which a telephone takes one. Two queries."""
    board: Board = queries.board_of(hall, now=now)
    address = settings.PUBLIC_URL + reverse(
        "portal:take-by-phone", args=[queries.pass_of(hall, at=now)]
    )
    return {
        "hall": hall,
        "board": board,
        "calls": [
            {
                "call": one,
                "said": queries.call(one.letter, one.number, one.window),
                "sound": reverse(
                    "portal:call-sound",
                    args=[hall.agency.code, one.letter, one.number, one.window],
                ),
            }
            for one in board.calls
        ],
        "now": now,
        "version": queries.version_of(hall, at=now),
        "picture": codes.draw(address, _("Mã QR: lấy số bằng điện thoại tại phòng chờ")),
    }
