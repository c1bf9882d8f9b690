"""The officer's window: who is there, who comes next, what can be done; and the rules of the room as boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.domain.reception import permissions, queries
from motcua.domain.reception.actions import NamedLine, Ways
from motcua.domain.reception.enums import Priority
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.procedures.queries import FieldCount
    from motcua.domain.reception.models import Hall, Line, Window
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.kernel.errors import Refusal

SHOWN: Final = 15
"""Tickets of the waiting list that a window sees."""
NEW: Final = "n"
"""Stands for the key of a line that is not there yet."""
_LONGEST: Final = 200
_DIGITS: Final = 3


def calling(by: Officer, *, now: datetime, refusal: Refusal | None = None) -> dict[str, Any]:
    """Return what an officer sees at a window, or the windows to choose from. Nine queries at a window."""
    hall = queries.find_hall(by.agency_id)
    seat = queries.find_seat(by, now=now) if hall else None
    context: dict[str, Any] = {
        "hall": hall,
        "seat": seat,
        "error": refusal.text if refusal else "",
        "may_arrange": permissions.may_arrange(by),
    }
    if hall is None:
        return context
    if seat is None:
        return context | {"windows": [one for one in queries.list_windows(hall) if one.is_open]}
    current = queries.find_at_window(seat, on=clock.day_in_vietnam(now))
    lines = [line for line in queries.list_lines(hall) if line.is_open]
    return (
        context
        | {
            "current": current,
            "lines": lines,
            "others": [one for one in lines if current is None or one.pk != current.line_id],
            "windows": [
                one for one in queries.list_windows(hall) if one.is_open and one.pk != seat.pk
            ],
            "bookings": queries.list_bookings_of_day(hall, on=clock.day_in_vietnam(now)),
        }
        | waiting(hall, seat, now=now)
    )


def waiting(hall: Hall, seat: Window, *, now: datetime) -> dict[str, Any]:
    """Return who waits in the lines of the window, in the order in which it will call them. One query."""
    found = queries.list_waiting_for(seat, hall, now=now)
    return {
        "waiting": [
            {
                "ticket": one.ticket,
                "minutes": int((now - one.ticket.taken_at).total_seconds() // 60),
                "goes_first": one.turn.goes_first(now),
                "is_away": not one.turn.is_ready(now),
            }
            for one in found[:SHOWN]
        ],
        "count": len(found),
        "more": max(0, len(found) - SHOWN),
        "version": queries.version_of(hall, at=now),
    }


def arranging(
    hall: Hall | None, *, typed: QueryDict, refusal: Refusal | None, by: Officer
) -> dict[str, Any]:
    """Return lines, windows and rules of the room, each as boxes, with what was typed into the one that was sent."""
    context: dict[str, Any] = {"hall": hall, "errors": [], "may_serve": permissions.may_serve(by)}
    if hall is None:
        return context | {"errors": errors(refusal)}
    lines = queries.list_lines(hall)
    wrong = {
        f"{prefix_of(typed)}{name}" if name else "": text
        for name, text in wrong_by_field(refusal).items()
    }
    fields = procedures.list_fields(clock.today())
    forms = [_line_form(line, fields, typed, wrong) for line in [*lines, None]]
    boxes = [*(box for form in forms for box in form["boxes"]), *_ways_boxes(hall, typed, wrong)]
    return context | {
        "forms": forms,
        "windows": queries.list_windows(hall),
        "lines": [line for line in lines if line.is_open],
        "ways": _ways_boxes(hall, typed, wrong),
        "errors": [{"anchor": box.id, "text": box.error} for box in boxes if box.error]
        or errors(refusal),
    }


def prefix_of(posted: Mapping[str, str]) -> str:
    """Return what the names of the form begin with that was sent: each box of the page has a name of its own."""
    if posted.get("act") != "line":
        return ""
    return f"{posted.get('line') or NEW}."


def _line_form(
    line: Line | None, fields: Sequence[FieldCount], typed: QueryDict, wrong: Mapping[str, str]
) -> dict[str, Any]:
    prefix = f"{line.pk}." if line else f"{NEW}."
    is_sent = prefix_of(typed) == prefix
    values: Mapping[str, str] = typed if is_sent else _values(line, prefix)
    of_line = line.fields if line else []
    chosen = typed.getlist(f"{prefix}fields") if is_sent else of_line

    def text(name: str, label: str, hint: str = "", kind: str = "text") -> Box:
        return box(f"{prefix}{name}", label, values, wrong, kind=kind, hint=hint)

    def check(name: str, label: str) -> Box:
        name = f"{prefix}{name}"
        return Box(kind="check", name=name, label=label, value=values.get(name, ""))

    boxes = [
        text("name", _("Tên nhóm việc"), _("Như: Hộ tịch, chứng thực.")),
        text("name_en", _("Tên tiếng Anh"), _("Hiện dưới tên tiếng Việt ở máy lấy số.")),
        text(
            "places", _("Số người nhận hẹn mỗi khung giờ"), _("0 nếu không nhận hẹn giờ."), "number"
        ),
        Box(
            kind="checks", name=f"{prefix}fields", label=_("Lĩnh vực"),
            choices=tuple(
                Choice(value=field.code, text=field.name, is_chosen=field.code in chosen)
                for field in fields
            ),
        ),
        check("is_results", _("Trả kết quả ở nhóm này")),
        check("is_open", _("Đang phát số")),
    ]  # fmt: skip
    if line is None:
        letters = [(letter, letter) for letter in queries.LETTERS]
        boxes.insert(0, choose(f"{NEW}.letter", _("Chữ cái trên số"), letters, values, wrong))
    return {"line": line, "boxes": boxes, "is_open": is_sent}


def _values(line: Line | None, prefix: str) -> dict[str, str]:
    if line is None:
        return {f"{prefix}places": "0", f"{prefix}is_open": "on"}
    return {
        f"{prefix}name": line.name,
        f"{prefix}name_en": line.name_en,
        f"{prefix}places": str(line.places),
        f"{prefix}is_results": "on" if line.is_results else "",
        f"{prefix}is_open": "on" if line.is_open else "",
    }


def _ways_boxes(hall: Hall, typed: QueryDict, wrong: Mapping[str, str]) -> list[Box]:
    is_sent = typed.get("act") == "ways"
    values: Mapping[str, str] = (
        typed
        if is_sent
        else {
            "firsts_basis": hall.firsts_basis,
            "share": str(hall.share),
            "elderly_from": str(hall.elderly_from),
            "slot_minutes": str(hall.slot_minutes),
            "days_ahead": str(hall.days_ahead),
        }
    )
    chosen = typed.getlist("firsts") if is_sent else hall.firsts
    groups = tuple(
        Choice(value=group.value, text=str(group.label), is_chosen=group.value in chosen)
        for group in Priority
        if group != Priority.NONE
    )
    return [
        Box(kind="checks", name="firsts", label=_("Nhóm được ưu tiên (tự khai khi lấy số)"), choices=groups, error=wrong.get("firsts", "")),
        box("firsts_basis", _("Văn bản quy định"), values, wrong, hint=_("Như: Nội quy tiếp nhận số 01/NQ-UBND. Luật Người cao tuổi 2009, Luật Người khuyết tật 2010 (điều khoản áp dụng cho Bộ phận Một cửa: cần kiểm chứng).")),
        box("elderly_from", _("Người cao tuổi được ưu tiên từ tuổi"), values, wrong, kind="number"),
        box("share", _("Sau bao nhiêu số ưu tiên thì gọi một số thường"), values, wrong, kind="number"),
        box("slot_minutes", _("Độ dài một khung giờ hẹn (phút)"), values, wrong, kind="number"),
        box("days_ahead", _("Nhận hẹn trước bao nhiêu ngày làm việc"), values, wrong, kind="number"),
    ]  # fmt: skip


def read_line(posted: QueryDict) -> NamedLine:
    """Return the line that was described."""
    prefix = prefix_of(posted)
    return NamedLine(
        letter=posted.get(f"{prefix}letter", "")[:1],
        name=_words(posted, f"{prefix}name")[:80],
        name_en=_words(posted, f"{prefix}name_en")[:80],
        fields=tuple(text[:60] for text in posted.getlist(f"{prefix}fields")[:100]),
        is_results=f"{prefix}is_results" in posted,
        places=_number(posted, f"{prefix}places"),
        is_open=f"{prefix}is_open" in posted,
    )


def read_ways(posted: QueryDict) -> Ways:
    """Return the rules that were typed."""
    return Ways(
        firsts=tuple(posted.getlist("firsts"))[: len(Priority)],
        firsts_basis=_words(posted, "firsts_basis"),
        share=_number(posted, "share"),
        elderly_from=_number(posted, "elderly_from"),
        slot_minutes=_number(posted, "slot_minutes"),
        days_ahead=_number(posted, "days_ahead"),
    )


def read_keys(posted: QueryDict, name: str) -> list[int]:
    """Return the keys that were chosen."""
    return [key for text in posted.getlist(name) if (key := key_of(text)) is not None]


def _words(posted: QueryDict, name: str) -> str:
    return " ".join(posted.get(name, "").split())[:_LONGEST]


def _number(posted: QueryDict, name: str) -> int:
    """Return a small number that was typed, or one that no rule allows."""
    text = posted.get(name, "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if is_number else -1
