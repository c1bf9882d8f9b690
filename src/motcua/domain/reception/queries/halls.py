"""Waiting rooms, their lines and windows, and the pass that a code on the wall gives."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db.models import QuerySet

from motcua.domain.reception.errors import CodeExpired, HallNotFound, LineClosed
from motcua.domain.reception.models import Hall, Line, Window
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

_SALT: Final = "reception.pass"
_PERIOD: Final = 600
"""Seconds for which the code on the wall stays the same; it lets people in for one period more."""


def find_hall(agency_id: int) -> Hall | None:
    """Return the agency's waiting room, if it has one. One query."""
    return Hall.objects.select_related("agency").filter(agency_id=agency_id).first()


def get_hall(agency_code: str) -> Hall:
    """Return the waiting room of the agency that has this code now. One query.

    Raises:
        HallNotFound: if it has none.
    """
    hall = (
        Hall.objects.select_related("agency")
        .filter(agency__code=agency_code, agency__valid_to=None)
        .first()
    )
    if hall is None:
        raise HallNotFound
    return hall


def find_hall_of_kiosk(key: str) -> Hall:
    """Return the waiting room whose kiosk has this key. One query.

    Raises:
        HallNotFound: if none has.
    """
    hall = Hall.objects.select_related("agency").filter(kiosk_key=key).first()
    if hall is None:
        raise HallNotFound
    return hall


def list_halls() -> QuerySet[Hall]:
    """Return the waiting rooms in which a time can be booked, by the agency's code. One query."""
    return (
        Hall.objects.select_related("agency")
        .filter(lines__is_open=True, lines__places__gt=0, agency__valid_to=None)
        .distinct()
        .order_by("agency__code")
    )


def list_lines(hall: Hall) -> list[Line]:
    """Return the lines of a waiting room by letter. One query."""
    return list(Line.objects.filter(hall=hall).order_by("letter"))


def get_line(hall: Hall, line_id: int | None) -> Line:
    """Return a line of this waiting room. One query.

    Raises:
        LineClosed: if it has no such line.
    """
    line = None if line_id is None else Line.objects.filter(hall=hall, pk=line_id).first()
    if line is None:
        raise LineClosed
    return line


def list_windows(hall: Hall) -> list[Window]:
    """Return the windows by number, with their lines and who sits there. Two queries."""
    return list(
        Window.objects.select_related("post", "post__person")
        .prefetch_related("lines")
        .filter(hall=hall)
        .order_by("number")
    )


def find_seat(by: Officer, *, now: datetime) -> Window | None:
    """Return the window at which the officer sat down today. One query, two if there is one."""
    rows = Window.objects.select_related("hall", "hall__agency").prefetch_related("lines")
    window = rows.filter(post_id=by.post_id, hall__agency_id=by.agency_id).first()
    return window if window is not None and is_of_the_day(window, now) else None


def is_of_the_day(window: Window, now: datetime) -> bool:
    """Say whether whoever sits there sat down today: nobody sits through the night."""
    return window.sat_at is not None and clock.day_in_vietnam(window.sat_at) == (
        clock.day_in_vietnam(now)
    )


def pass_of(hall: Hall, *, at: datetime) -> str:
    """Return what the code on the wall says now."""
    period = int(at.timestamp()) // _PERIOD
    return signing.Signer(salt=_SALT).sign(f"{hall.pk}-{period}")


def require_pass(text: str, *, at: datetime) -> Hall:
    """Return the waiting room whose code was scanned a little while ago. One query.

    Raises:
        HallNotFound: if the text is no code of ours.
        CodeExpired: if it is too old.
    """
    try:
        hall_id, _dash, period = signing.Signer(salt=_SALT).unsign(text).partition("-")
    except signing.BadSignature:
        raise HallNotFound from None
    if int(at.timestamp()) // _PERIOD - int(period) not in {0, 1}:
        raise CodeExpired
    hall = Hall.objects.select_related("agency").filter(pk=int(hall_id)).first()
    if hall is None:
        raise HallNotFound
    return hall


def version_of(hall: Hall, *, at: datetime) -> str:
    """Return what changes whenever a page about this waiting room would show something else."""
    period = int(at.timestamp()) // _PERIOD
    return f"{hall.version}-{period}"
