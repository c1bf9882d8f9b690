"""The paper of somebody without a number, as boxes and back."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import OtherPaper
from motcua.foundation.identity.queries import OtherIdentity
from motcua.foundation.kernel.errors import FieldProblem
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.record_form import Box

KIND, NUMBER, PLACE, REASON = "other_kind", "other_number", "other_place", "other_reason"
NAMES: Final = (KIND, NUMBER, PLACE, REASON)


def read(typed: Mapping[str, str]) -> tuple[OtherIdentity | None, list[FieldProblem]]:
    """Return the paper that was seen, or what is missing of it."""
    kind, number, place, reason = (
        " ".join(typed.get(name, "").split())[: identity.LONGEST_OTHER * (1 + (name == REASON) * 3)]
        for name in NAMES
    )
    problems = identity.other_problems(kind, number=number, place=place, reason=reason)
    if problems:
        return None, problems
    return OtherIdentity(kind=OtherPaper(kind), number=number, place=place, reason=reason), []


def boxes(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    """Return the boxes for the paper that was seen in place of a number."""
    kinds = [("", _("Không chọn")), *((one.value, one.label) for one in OtherPaper)]
    return (
        choose(KIND, _("Giấy tờ khác đã xem"), kinds, typed, wrong),
        box(NUMBER, _("Số giấy tờ"), typed, wrong),
        box(PLACE, _("Nơi cấp"), typed, wrong, hint=_("Với hộ chiếu, ghi tên nước cấp.")),
        box(REASON, _("Vì sao không có giấy tờ nào, ai xác nhận"), typed, wrong),
    )


def show(typed: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, Any]:
    """Return the boxes as a page shows them: folded until somebody needs them."""
    shown = boxes(typed, wrong)
    is_asked_for = "pin" in wrong and not typed.get("pin")
    is_open = is_asked_for or bool(typed.get(KIND)) or any(one.error for one in shown)
    return {"other_boxes": shown, "is_other_open": is_open}


def describe(other: OtherIdentity) -> str:
    """Return the paper in one line."""
    told = (str(other.kind.label), other.number, other.place, other.reason)
    return ", ".join(part for part in told if part)
