"""In whose place an officer may work, and the head's list of who stands in for whom."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal, require_right
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import day_of, key_of


def page(
    officer: Officer, typed: Mapping[str, str], refusal: Refusal | None, *, on: date
) -> dict[str, Any]:
    """Return the seats; to the head, in the own post, the list and the boxes too. Two queries for the head, else none."""
    is_head = Role.LEADER in officer.roles and officer.in_place_of is None
    boxes = _boxes(officer, typed, refusal, on=on) if is_head else ()
    return {
        "seats": [(seat, seat.id == officer.post_id) for seat in officer.seats],
        "is_head": is_head,
        "rows": [
            {"one": one, "is_open": one.is_open(on), "has_begun": one.valid_from <= on}
            for one in (identity.list_stand_ins(officer.agency_id) if is_head else ())
        ],
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def read(posted: Mapping[str, str]) -> dict[str, Any]:
    """Return what the head typed, as the act asks for it.

    Raises:
        InvalidInput: with everything that is missing or no day at once.
    """
    keys = {name: key_of(posted.get(name, "")) for name in ("away", "stand_in")}
    days = {name: day_of(posted.get(name, "")) for name in ("valid_from", "last_day")}
    nobody, no_day = (
        _("Chọn một người trong danh sách."),
        _("Ghi ngày có thật, theo ngày/tháng/năm."),
    )
    require_right(
        {name: (key is None, nobody) for name, key in keys.items()}
        | {name: (day is None, no_day) for name, day in days.items()}
    )
    return {
        "away_id": keys["away"], "stand_in_id": keys["stand_in"], **days,
        "number": posted.get("number", ""), "reason": posted.get("reason", ""),
    }  # fmt: skip


def _boxes(
    officer: Officer, typed: Mapping[str, str], refusal: Refusal | None, *, on: date
) -> tuple[Any, ...]:
    wrong = wrong_by_field(refusal)
    posts = [
        (post.id, f"{post.name}, {post.title}")
        for post in identity.list_posts(officer.agency_id, on=on)
    ]
    return (
        choose("away", _("Người vắng"), posts, typed, wrong),
        choose("stand_in", _("Người làm thay"), posts, typed, wrong),
        box("valid_from", _("Từ ngày"), typed or {"valid_from": f"{on:%d/%m/%Y}"}, wrong, kind="date"),
        box("last_day", _("Đến hết ngày"), typed, wrong, kind="date"),
        box("number", _("Số quyết định"), typed, wrong,
            hint=_("Như: Quyết định số 12/QĐ-UBND. Số này được ghi cùng mọi việc làm thay.")),
        box("reason", _("Lý do"), typed, wrong, hint=_("Như: nghỉ phép, đi công tác.")),
    )  # fmt: skip
