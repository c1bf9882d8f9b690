"""Obligations of a dossier as officers see them, and the boxes in which they are asked for and confirmed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.obligations import (
    LONGEST_LINE,
    LONGEST_NUMBER,
    LONGEST_WORDS,
    MOST_ITEMS,
    Owed,
    Typed,
)
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.surfaces.desk.boxes import box
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box
from motcua.surfaces.ui.reading import money_of, require_day

if TYPE_CHECKING:
    from motcua.domain.obligations.models import Obligation

_NOTHING: Final[Mapping[str, str]] = {}


def page(owed: Owed, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return what the dossier waits for and waited for, and the boxes of what this officer may do."""
    wrong = wrong_by_field(refusal)
    act = typed.get("act", "")
    ask = _asking(owed, *((typed, wrong) if act == "ask" else (_NOTHING, _NOTHING)))
    confirm = _confirming(owed, *((typed, wrong) if act == "confirm" else (_NOTHING, _NOTHING)))
    drop = _dropping(*((typed, wrong) if act == "drop" else (_NOTHING, _NOTHING)))
    return {
        "dossier": owed.dossier,
        "procedure": dossiers.name_of(procedures.get_version(owed.dossier.procedure_version_id)),
        "owed": owed,
        "awaited": show(owed.awaited) if owed.awaited else None,
        "before": [show(one) for one in owed.before],
        "ask": ask,
        "confirm": confirm,
        "drop": drop,
        "errors": errors(refusal, [one.name for one in (*ask, *confirm, *drop)]),
    }


def show(obligation: "Obligation") -> dict[str, Any]:
    """Return one obligation in words."""
    if obligation.met_at:
        standing, tone = _("Đã nộp"), "success"
    elif obligation.ended_at:
        standing, tone = _("Không yêu cầu nữa"), "neutral"
    else:
        standing, tone = _("Chờ người nộp"), "attention"
    return {
        "row": obligation,
        "standing": standing,
        "tone": tone,
        "items": [
            {"name": item["name"], "amount": format_dong(Dong(item["amount"]))}
            for item in obligation.items
        ],
        "total": format_dong(Dong(obligation.total)),
    }


def _asking(owed: Owed, typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    first = {"name-1": owed.foreseen[0].name if owed.foreseen else "", "on": _today()}
    values = typed or first
    boxes = [
        box("number", _("Số thông báo"), values, wrong),
        box("on", _("Ngày ghi trên thông báo"), values, wrong, kind="date"),
    ]
    for number in range(1, MOST_ITEMS + 1):
        boxes += [
            box(f"name-{number}", _("Khoản {number}").format(number=number), values, wrong,
                hint="" if number == 1 else _("Để trống nếu thông báo không có.")),
            box(f"amount-{number}", _("Số tiền khoản {number} (đồng)").format(number=number), values,
                wrong, hint=_("Như 12.500.000.") if number == 1 else ""),
        ]  # fmt: skip
    return (
        *boxes,
        box("pay_by", _("Hạn nộp theo thông báo, nếu có"), values, wrong, kind="date",
            hint=_("Quá ngày này mà chưa nộp thì lãnh đạo được dừng giải quyết hồ sơ.")),
        box("pay_to", _("Nơi nộp"), values, wrong, kind="area",
            hint=_("Kho bạc, ngân hàng, số tài khoản, mã định danh khoản phải nộp.")),
        box("file", _("Tệp thông báo, nếu có"), _NOTHING, wrong, kind="file",
            hint=_("PDF hoặc ảnh. Người nộp tải về được.")),
    )  # fmt: skip


def _confirming(owed: Owed, typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    sent = owed.sent
    first = {
        "proof": sent.proof if sent else "",
        "paid_on": f"{sent.paid_on:%d/%m/%Y}" if sent else _today(),
    }
    values = typed or first
    return (
        box("proof", _("Số chứng từ nộp"), values, wrong),
        box("paid_on", _("Ngày nộp"), values, wrong, kind="date",
            hint=_("Thời hạn tính tiếp từ ngày này, dù hôm nay mới xác nhận.")),
    )  # fmt: skip


def _dropping(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    hint = _("Người nộp đọc được lời này, như: thông báo đã bị thu hồi, được ghi nợ.")
    return (box("reason", _("Lý do"), typed, wrong, kind="area", hint=hint),)


def _today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def read(posted: Mapping[str, str]) -> Typed:
    """Return the notice that was typed; rows left empty are left out, but for the first.

    Raises:
        InvalidInput: naming what is no day.
    """
    rows = [
        (_line(posted, f"name-{number}"), posted.get(f"amount-{number}", "").strip())
        for number in range(1, MOST_ITEMS + 1)
    ]
    kept = [row for place, row in enumerate(rows) if place == 0 or any(row)]
    until = posted.get("pay_by", "").strip()
    return Typed(
        items=tuple((name, money_of(amount)) for name, amount in kept),
        number=_line(posted, "number")[:LONGEST_NUMBER],
        on=require_day(posted.get("on", ""), field="on"),
        pay_by=require_day(until, field="pay_by") if until else None,
        pay_to=posted.get("pay_to", "")[:LONGEST_WORDS],
    )


def _line(posted: Mapping[str, str], name: str) -> str:
    return " ".join(posted.get(name, "").split())[:LONGEST_LINE]
