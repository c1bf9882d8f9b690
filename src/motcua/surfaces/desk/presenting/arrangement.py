"""Who provides a procedure and where it runs, as the desk's page tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ArrangementAct, ExecutingSystem, ProvisionKind
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.presenting.organisation import wrong_by_field
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Box, Choice

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency


@dataclass(frozen=True, kw_only=True)
class ShownFact:
    """One dated fact with whether it can still be given an end."""

    row: Any
    is_lasting: bool


def page(
    procedure_id: int, agencies: "Iterable[Agency]", typed: Mapping[str, str],
    refusal: Refusal | None, *, today: date,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of the page: facts of all times, the two forms, what was arranged by whom."""
    act = typed["act"]
    wrong = wrong_by_field(refusal)
    provision = _provision_boxes(agencies, typed, wrong if act == "provide" else {})
    execution = _execution_boxes(typed, wrong if act == "elsewhere" else {})
    known = {box.name: box.id for box in provision + execution if box.error}
    return {
        "provisions": [_fact(row, today) for row in procedures.list_all_provisions(procedure_id)],
        "executions": [_fact(row, today) for row in procedures.list_executions(procedure_id)],
        "entries": [
            (ArrangementAct(one.act).label, one)
            for one in procedures.list_arrangements(procedure_id)
        ],
        "provision_boxes": provision,
        "execution_boxes": execution,
        "errors": [
            Error(anchor=known.get(f"{act}.{name}", TOP), text=text) for name, text in wrong.items()
        ],
        "typed": typed,
    }


def _fact(row: Any, today: date) -> ShownFact:
    return ShownFact(row=row, is_lasting=row.valid_to is None or row.valid_to > today)


def _provision_boxes(
    agencies: "Iterable[Agency]", typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    return (
        _select("provide", "agency", _("Cơ quan"), [(str(one.pk), str(one)) for one in agencies], typed=typed, wrong=wrong),
        _select("provide", "kind", _("Căn cứ tiếp nhận"),
                [(one.value, str(one.label)) for one in ProvisionKind], typed=typed, wrong=wrong),
        _line("provide", "basis", _("Văn bản giao, phân cấp, ủy quyền"), typed, wrong),
        *_days("provide", typed, wrong),
    )  # fmt: skip


def _execution_boxes(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    systems = [
        (one.value, str(one.label)) for one in ExecutingSystem if one != ExecutingSystem.OURS
    ]
    return (
        _select("elsewhere", "system", _("Hệ thống"), systems, typed=typed, wrong=wrong),
        _line("elsewhere", "name", _("Tên hệ thống"), typed, wrong),
        _line("elsewhere", "address", _("Địa chỉ nộp hồ sơ"), typed, wrong),
        _line("elsewhere", "basis", _("Văn bản làm căn cứ"), typed, wrong),
        *_days("elsewhere", typed, wrong),
    )


def _days(form: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    return (
        _line(form, "valid_from", _("Từ ngày"), typed, wrong, kind="date"),
        _line(form, "valid_to", _("Đến trước ngày (để trống nếu chưa biết)"), typed, wrong,
              kind="date"),
    )  # fmt: skip


def _line(
    form: str, name: str, label: str, typed: Mapping[str, str], wrong: Mapping[str, str], *,
    kind: str = "text",
) -> Box:  # fmt: skip
    value = typed[name] if typed["act"] == form else ""
    return Box(
        kind=kind, name=f"{form}.{name}", label=label, value=value, error=wrong.get(name, "")
    )


def _select(
    form: str, name: str, label: str, choices: list[tuple[str, str]], *,
    typed: Mapping[str, str], wrong: Mapping[str, str],
) -> Box:  # fmt: skip
    chosen = typed[name] if typed["act"] == form else ""
    return Box(
        kind="select",
        name=f"{form}.{name}",
        label=label,
        error=wrong.get(name, ""),
        choices=tuple(
            Choice(value=value, text=text, is_chosen=value == chosen) for value, text in choices
        ),
    )
