"""The page on which an agency answers for papers that were lost."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.amends import Lost
from motcua.domain.custody.enums import Bearer, Blame
from motcua.domain.custody.queries import Amends
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box
from motcua.surfaces.desk.typed import day_of

FOUND: Final = "found-"
LONGEST: Final = 2000
"""Letters of one box that are looked at."""
MOST_DIGITS: Final = 12
NOTHING_SAID: Final = -1


def page(lost: Lost, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return what is missing, and the boxes of the apology and of what was found, with what was typed."""
    wrong = wrong_by_field(refusal)
    read = _("Người dân đọc được lời này trong thư xin lỗi: nói thật, nói rõ.")
    boxes = (
        choose("blame", _("Bên đã làm mất"), Blame.choices, typed, wrong),
        box("who", _("Ai, ở khâu nào; chưa rõ thì vì sao"), typed, wrong, kind="area", hint=read),
        box("remedy", _("Cơ quan làm gì để khắc phục"), typed, wrong, kind="area", hint=read),
        box("cost", _("Chi phí cấp lại, bằng đồng"), typed, wrong, kind="number"),
        choose("bearer", _("Bên chi trả, nếu có chi phí"), Bearer.choices, typed, wrong),
        box("paid_on", _("Ngày đã trả hoặc hẹn trả tiền"), typed, wrong, kind="date"),
    )
    version = procedures.get_version(lost.pack.dossier.procedure_version_id)
    return {
        "lost": lost,
        "dossier": lost.pack.dossier,
        "procedure": dossiers.name_of(version),
        "errors": errors(refusal, [one.name for one in boxes]),
        "boxes": boxes,
        "ticks": tuple(
            Box(kind="check", name=f"{FOUND}{code}", label=name)
            for code, name in lost.names.items()
        ),
        "note": Box(kind="text", name="note", label=_("Tìm thấy ở đâu, trong tình trạng nào")),
    }


def read_amends(typed: Mapping[str, str]) -> Amends:
    """Return what was typed; what is not said stays empty."""
    blame, bearer = typed.get("blame", ""), typed.get("bearer", "")
    return Amends(
        blame=Blame(blame) if blame in Blame.values else None,
        who=typed.get("who", "").strip()[:LONGEST],
        remedy=typed.get("remedy", "").strip()[:LONGEST],
        cost=_dong(typed.get("cost", "")),
        bearer=Bearer(bearer) if bearer in Bearer.values else None,
        paid_on=day_of(typed.get("paid_on", "")),
    )


def read_found(typed: Mapping[str, str]) -> list[str]:
    """Return the codes of the papers ticked as found."""
    return [name.removeprefix(FOUND) for name in typed if name.startswith(FOUND)]


def _dong(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "")
    is_amount = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_amount else NOTHING_SAID
