"""The page on which a result is promised for another day."""

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


def page(
    dossier: "Dossier", barrier: Refusal | None, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return what is promised, why it cannot move if it cannot, and the boxes with what was typed."""
    wrong = wrong_by_field(refusal)
    version = procedures.get_version(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "procedure": dossiers.name_of(version),
        "barrier": barrier,
        "errors": errors(refusal, ("until", "reason")),
        "boxes": (
            _box("until", _("Hẹn lại vào ngày"), typed, wrong, kind="date"),
            _box(
                "reason", _("Lý do"), typed, wrong, kind="area",
                hint=_("Người dân đọc được lời này trong văn bản xin lỗi: nói thật, nói rõ."),
            ),
        ),
    }  # fmt: skip


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
