"""Saying how an agency receives people: its waiting room, lines and windows, and who goes first."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.reception import permissions
from motcua.domain.reception.actions.held import hold, tell
from motcua.domain.reception.enums import Priority
from motcua.domain.reception.errors import HallNotFound, LineClosed, StillServing, WindowNotFound
from motcua.domain.reception.models import Hall, Line, Ticket, Window
from motcua.domain.reception.models.tickets import AT_A_WINDOW
from motcua.domain.reception.rules.labels import LETTERS
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class NamedLine:
    """A line as an officer described it."""

    letter: str
    name: str
    name_en: str = ""
    fields: tuple[str, ...] = ()
    is_results: bool = False
    places: int = 0
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Who goes first, and how times are booked."""

    firsts: tuple[str, ...]
    firsts_basis: str
    share: int
    elderly_from: int
    slot_minutes: int
    days_ahead: int


def open_hall(*, by: Officer) -> Hall:
    """Open the waiting room of the officer's agency, or return the one that it has.

    Raises:
        HallNotFound: to who neither serves nor leads.
    """
    permissions.require_arranger(by)
    hall, _is_new = Hall.objects.get_or_create(
        agency_id=by.agency_id, defaults={"kiosk_key": secrets.token_urlsafe(16)}
    )
    return hall


@transaction.atomic
def set_ways(ways: Ways, *, by: Officer) -> Hall:
    """Say who goes first and how times are booked.

    Raises:
        HallNotFound: if the officer does not arrange it.
        InvalidInput: naming what is out of bounds, or groups that go first on no ground.
    """
    hall = _hold_own(by)
    wrong = {
        "firsts": (not set(ways.firsts) <= set(_groups()), _("Chọn nhóm trong danh sách.")),
        "firsts_basis": (
            bool(ways.firsts) and not ways.firsts_basis.strip(),
            _("Ghi văn bản quy định nhóm ưu tiên, như nội quy tiếp nhận của cơ quan."),
        ),
        "share": (not 1 <= ways.share <= 9, _("Ghi số từ 1 đến 9.")),  # noqa: PLR2004 - the constraint's
        "elderly_from": (not 60 <= ways.elderly_from <= 100, _("Ghi tuổi từ 60 đến 100.")),  # noqa: PLR2004 - Law 39/2009 begins at 60
        "slot_minutes": (not 10 <= ways.slot_minutes <= 120, _("Ghi số phút từ 10 đến 120.")),  # noqa: PLR2004 - the constraint's
        "days_ahead": (not 1 <= ways.days_ahead <= 30, _("Ghi số ngày từ 1 đến 30.")),  # noqa: PLR2004 - a month
    }  # fmt: skip
    _refuse(wrong)
    hall.firsts = [group for group in _groups() if group in ways.firsts]
    hall.firsts_basis, hall.share = ways.firsts_basis.strip(), ways.share
    hall.elderly_from = ways.elderly_from
    hall.slot_minutes, hall.days_ahead = ways.slot_minutes, ways.days_ahead
    hall.save(
        update_fields=[
            "firsts", "firsts_basis", "share", "elderly_from", "slot_minutes", "days_ahead",
        ]
    )  # fmt: skip
    tell(hall)
    return hall


@transaction.atomic
def keep_line(named: NamedLine, *, line_id: int | None = None, by: Officer) -> Line:
    """Add a line, or change one; its letter stays, because slips bear it.

    Raises:
        HallNotFound, LineClosed: if the officer does not arrange it, or it is not there.
        InvalidInput: if it has no name, or its letter is taken or none.
    """
    hall = _hold_own(by)
    line = (
        Line(hall=hall) if line_id is None else Line.objects.filter(hall=hall, pk=line_id).first()
    )
    if line is None:
        raise LineClosed
    letter = named.letter.strip().upper() if line_id is None else line.letter
    is_taken = line_id is None and Line.objects.filter(hall=hall, letter=letter).exists()
    _refuse(
        {
            "name": (not named.name.strip(), _("Ghi tên nhóm việc.")),
            "letter": (
                letter not in LETTERS or is_taken,
                _("Chọn một chữ cái chưa dùng: {letters}.").format(letters=" ".join(LETTERS)),
            ),
            "places": (not 0 <= named.places <= 99, _("Ghi số người từ 0 đến 99.")),  # noqa: PLR2004 - two digits
        }
    )
    line.letter, line.name, line.name_en = letter, named.name.strip(), named.name_en.strip()
    line.fields, line.is_results = list(named.fields), named.is_results
    line.places, line.is_open = named.places, named.is_open
    line.save()
    tell(hall)
    return line


@transaction.atomic
def keep_window(
    *, number: int, line_ids: Collection[int], is_open: bool = True, by: Officer
) -> Window:
    """Say which lines the window with this number serves; a new number adds a window.

    Raises:
        HallNotFound: if the officer does not arrange it.
        WindowNotFound: if the number is none.
        LineClosed: if a line is not this waiting room's.
        StillServing: if it is closed while somebody is served there.
    """
    hall = _hold_own(by)
    if not 1 <= number <= 99:  # noqa: PLR2004 - the constraint's
        raise WindowNotFound
    lines = list(Line.objects.filter(hall=hall, pk__in=line_ids))
    if len(lines) != len(set(line_ids)):
        raise LineClosed
    window, _is_new = Window.objects.get_or_create(hall=hall, number=number)
    current = Ticket.objects.filter(window=window, state__in=AT_A_WINDOW).first()
    if current is not None and not is_open:
        raise StillServing(label=current.label)
    window.is_open = is_open
    if not is_open:
        window.post, window.sat_at = None, None
    window.save(update_fields=["is_open", "post", "sat_at"])
    window.lines.set(lines)
    tell(hall)
    return window


def _groups() -> list[str]:
    return [group.value for group in Priority if group != Priority.NONE]


def _refuse(wrong: dict[str, tuple[bool, str]]) -> None:
    problems = [
        FieldProblem(field=name, text=text, code="wrong")
        for name, (is_wrong, text) in wrong.items()
        if is_wrong
    ]
    if problems:
        raise InvalidInput(problems)


def _hold_own(by: Officer) -> Hall:
    permissions.require_arranger(by)
    hall_id = Hall.objects.filter(agency_id=by.agency_id).values_list("pk", flat=True).first()
    if hall_id is None:
        raise HallNotFound
    return hold(hall_id)
