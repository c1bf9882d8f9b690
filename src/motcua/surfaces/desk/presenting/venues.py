"""Venues as the desk sees them: the box on the sheet, the head's list, the boxes to record one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.venues import desk_of
from motcua.domain.venues import queries
from motcua.domain.venues.actions import LONGEST_LINE, LONGEST_NAME, MOST_PROCEDURES, Named
from motcua.domain.venues.enums import VenueKind
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.ui.reading import require_day

if TYPE_CHECKING:
    from motcua.composition.casework.filling import Filling
    from motcua.domain.venues.models import Venue
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.kernel.errors import Refusal

VENUE: Final = "_venue"
"""The box of the sheet."""
LONGEST_HOURS: Final = 2000


def choices(agency_id: int, chosen: str, *, on: date) -> tuple[Choice, ...]:
    """Return where the agency receives on the day besides its office. One query."""
    return tuple(
        Choice(value=str(one.pk), text=one.name, is_chosen=str(one.pk) == chosen)
        for one in queries.list_for_desk(agency_id, on=on)
    )


def boxes(
    agency_id: int, typed: Mapping[str, str], wrong: Mapping[str, str], *, on: date
) -> tuple[Box, ...]:
    """Return the box for the venue, if the agency has any on the day. One query."""
    there = choices(agency_id, typed.get(VENUE, ""), on=on)
    if not there and VENUE not in wrong:
        return ()
    hint = _("Để “Chọn” nếu nhận tại trụ sở. Thời hạn và nơi thu phí không đổi theo điểm.")
    return (
        Box(
            kind="select", name=VENUE, label=_("Điểm tiếp nhận ngoài trụ sở"), hint=hint,
            choices=there, error=wrong.get(VENUE, ""),
        ),
    )  # fmt: skip


def boxes_of(
    opened: Filling, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    """Return the box for the venue of a sheet, as of the day on which the desk received it. One query."""
    said = {VENUE: str(opened.brought.venue or ""), **typed}
    on = clock.day_in_vietnam(opened.brought.occurred_at(clock.now()))
    return boxes(desk_of(opened.draft), said, wrong, on=on)


def page(
    found: list[Venue], officer: Officer, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the agency's venues with their hours, and the boxes to record another."""
    wrong = wrong_by_field(refusal)
    today = clock.today()
    shown = _boxes(typed or _usual(officer), wrong)
    return {
        "rows": [
            {
                "venue": one,
                "hours": queries.write_spans(each.span for each in one.sessions.all()).split("\n"),
                "is_over": one.valid_to is not None and one.valid_to <= today,
                "may_end": one.ended_at is None and (one.valid_to is None or one.valid_to > today),
            }
            for one in found
        ],
        "boxes": shown,
        "errors": errors(refusal, [one.name for one in shown]),
    }


def ending(venue: Venue, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return the venue that is to end, and the boxes to say from when and why."""
    wrong = wrong_by_field(refusal)
    values = typed or {"valid_to": f"{clock.today():%d/%m/%Y}"}
    shown = (
        box("valid_to", _("Ngừng từ ngày"), values, wrong, kind="date"),
        box("reason", _("Lý do ngừng"), values, wrong, hint=_("Như số thông báo, hoặc mưa lũ.")),
    )
    return {
        "venue": venue,
        "boxes": shown,
        "errors": errors(refusal, [one.name for one in shown]),
    }


def read(posted: Mapping[str, str]) -> Named:
    """Return the venue that was typed.

    Raises:
        InvalidInput: if a day is none.
    """
    last_on = posted.get("last_on", "").strip()
    return Named(
        kind=posted.get("kind", ""),
        name=_line(posted, "name")[:LONGEST_NAME],
        address=_line(posted, "address"),
        commune=_line(posted, "commune"),
        basis=_line(posted, "basis"),
        hours=posted.get("hours", "")[:LONGEST_HOURS],
        valid_from=require_day(posted.get("valid_from", ""), field="valid_from"),
        last_on=require_day(last_on, field="last_on") if last_on else None,
        procedures=tuple(posted.get("procedures", "").split()[:MOST_PROCEDURES]),
    )


def typed_of(venue: Venue) -> dict[str, str]:
    """Return the boxes as a venue fills them, to record it again with other hours."""
    return {
        "kind": venue.kind,
        "name": venue.name,
        "address": venue.address,
        "commune": venue.commune.path,
        "basis": venue.basis,
        "hours": queries.write_spans(one.span for one in venue.sessions.all()),
        "valid_from": f"{max(clock.today(), venue.valid_to or clock.today()):%d/%m/%Y}",
        "procedures": "\n".join(venue.procedures),
    }


def _usual(officer: Officer) -> dict[str, str]:
    """Return what most venues begin with: today, in the agency's own commune."""
    code = organisations.get_agency(officer.agency_id).commune_code
    located = organisations.locate_code(code) if code else None
    commune = located.communes[0].path if located and located.is_settled else ""
    return {"valid_from": f"{clock.today():%d/%m/%Y}", "commune": commune}


def _boxes(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    hours = _("Một buổi một dòng: Thứ ba 07:30–11:30, hoặc 28/11/2026 08:00–16:00.")
    basis = _("Như: Quyết định số 15/QĐ-UBND ngày 02/03/2026.")
    every = _("Mã thủ tục. Để trống nếu nhận mọi thủ tục của cơ quan.")
    return (
        choose("kind", _("Loại"), VenueKind.choices, typed, wrong),
        box("name", _("Tên nơi nhận"), typed, wrong, hint=_("Như: Nhà văn hóa thôn Phú Lợi.")),
        box("address", _("Địa chỉ"), typed, wrong),
        box("commune", _("Xã, phường"), typed, wrong),
        box("hours", _("Ngày, giờ nhận"), typed, wrong, kind="lines", hint=hours),
        box("valid_from", _("Từ ngày"), typed, wrong, kind="date"),
        box("last_on", _("Đến hết ngày"), typed, wrong, kind="date", hint=_("Để trống nếu lâu dài.")),
        box("basis", _("Văn bản quyết định"), typed, wrong, hint=basis),
        box("procedures", _("Chỉ nhận các thủ tục"), typed, wrong, kind="lines", hint=every),
    )  # fmt: skip


def _line(posted: Mapping[str, str], name: str) -> str:
    return " ".join(posted.get(name, "").split())[:LONGEST_LINE]
