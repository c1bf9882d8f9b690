"""The pages on which a head signs a letter, or a corrected result."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.capabilities.forms.enums import FieldKind
from motcua.composition.casework.correcting import Correction, Stands
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.ui.reading import require_day

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

_BOXES: Final = {
    FieldKind.TEXTAREA: "area",
    FieldKind.DATE: "date",
    FieldKind.RADIOS: "select",
    FieldKind.SELECT: "select",
}
"""Which box draws a kind of question; others are one line."""


def extension(
    dossier: "Dossier", barrier: Refusal | None, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return what is promised, why it cannot move if it cannot, and the boxes with what was typed."""
    wrong = wrong_by_field(refusal)
    until = _box("until", _("Hẹn lại vào ngày"), typed, wrong, kind="date")
    hint = _("Người dân đọc được lời này trong văn bản xin lỗi: nói thật, nói rõ.")
    reason = _box("reason", _("Lý do"), typed, wrong, kind="area", hint=hint)
    return _letter(dossier, barrier, refusal, (until, reason))


def stop(
    dossier: "Dossier", barrier: Refusal | None, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the dossier that waits for its supplement, and the box of the reason."""
    hint = _("Người dân đọc được lời này trong thông báo: ghi đã yêu cầu gì, từ bao giờ.")
    reason = _box("reason", _("Lý do"), typed, wrong_by_field(refusal), kind="area", hint=hint)
    return _letter(dossier, barrier, refusal, (reason,))


def correction(
    found: Correction, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return what the result rests on, each in a box to put right, and the boxes of why."""
    wrong = wrong_by_field(refusal)
    why = _("Người dân đọc được lời này: nói thật sai ở đâu, vì sao.")
    shows = _("Giấy tờ hoặc dữ liệu cho thấy nội dung đúng. Chỉ cơ quan đọc được.")
    boxes = (
        *(_standing(one, typed, wrong) for one in found.stands),
        _box("reason", _("Lý do"), typed, wrong, kind="area", hint=why),
        _box("evidence", _("Căn cứ"), typed, wrong, kind="area", hint=shows),
    )
    return _letter(found.dossier, found.barrier, refusal, boxes)


def read_correction(found: Correction, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed for what the result rests on.

    :raises InvalidInput: if a day is none, naming its box
    """
    said = {
        one.question.id: typed[one.question.id] for one in found.stands if one.question.id in typed
    }
    for one in found.stands:
        name = one.question.id
        if one.question.kind == FieldKind.DATE and name in said:
            said[name] = require_day(said[name], field=name).isoformat()
    return said


def _standing(one: Stands, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    question, is_date = one.question, one.question.kind == FieldKind.DATE
    stands = f"{date.fromisoformat(one.answer):%d/%m/%Y}" if is_date else one.answer
    value = typed.get(question.id, stands)
    return Box(
        kind=_BOXES.get(FieldKind(question.kind), "text"),
        name=question.id,
        label=str(question.label),
        value=value,
        error=wrong.get(question.id, ""),
        choices=tuple(
            Choice(value=option.value, text=str(option.text), is_chosen=option.value == value)
            for option in question.options
        ),
    )


def _letter(
    dossier: "Dossier", barrier: Refusal | None, refusal: Refusal | None, boxes: tuple[Box, ...]
) -> dict[str, Any]:
    version = procedures.get_version(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "procedure": dossiers.name_of(version),
        "barrier": barrier,
        "errors": errors(refusal, [box.name for box in boxes]),
        "boxes": boxes,
    }


def _box(
    name: str, label: str, typed: Mapping[str, str], wrong: Mapping[str, str], *, kind: str,
    hint: str = "",
) -> Box:  # fmt: skip
    return Box(
        kind=kind,
        name=name,
        label=label,
        hint=hint,
        value=typed.get(name, ""),
        error=wrong.get(name, ""),
    )
