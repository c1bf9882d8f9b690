"""The pages on which a head signs a letter that goes out before the result."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


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
