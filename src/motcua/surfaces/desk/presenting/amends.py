"""The pages on which an agency answers for what was lost or spoilt."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.composition.casework.amends import Lost, Sent
from motcua.domain.custody.actions import Paid
from motcua.domain.custody.enums import Bearer, Blame, Harm
from motcua.domain.custody.queries import Amends, Debt
from motcua.domain.dossiers.enums import ResultWay
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers, handing_over
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box
from motcua.surfaces.ui.reading import day_of, money_of

FOUND: Final = "found-"
LONGEST: Final = 2000
"""Letters of one box that are looked at."""
NOTHING_SAID: Final = -1
WAITS: Final = {
    Debt.ANSWER: gettext_lazy("Chờ lãnh đạo cơ quan giải quyết ký trả lời người nộp."),
    Debt.REPLACEMENT: gettext_lazy("Chờ Bộ phận Một cửa trả bản khác cho người nộp."),
    Debt.PAYMENT: gettext_lazy("Chờ ghi nhận chi phí cấp lại đã được trả."),
}
"""What others owe, in words."""


def page(lost: Lost, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return what was lost, how it stands, and the boxes of what this officer owes, with what was typed."""
    wrong = wrong_by_field(refusal)
    act = typed.get("act", "answer")
    mine = {debt for debt in lost.owed if lost.barriers[debt] is None}
    parts = {
        Debt.ANSWER: ("answer", _answer_boxes),
        Debt.REPLACEMENT: ("replace", _replace_boxes),
        Debt.PAYMENT: ("pay", _payment_boxes),
    }
    forms = {
        name: boxes(lost, typed if act == name else {}, wrong if act == name else {})
        for debt, (name, boxes) in parts.items()
        if debt in mine
    }
    shown = [box.name for boxes in forms.values() for box in boxes]
    version = procedures.get_version(lost.loss.dossier.procedure_version_id)
    return {
        "lost": lost,
        "loss": lost.loss,
        "dossier": lost.loss.dossier,
        "procedure": dossiers.name_of(version),
        "errors": errors(refusal, shown),
        "refusal": refusal if refusal and not isinstance(refusal, InvalidInput) else None,
        "answer_boxes": forms.get("answer"),
        "replace_boxes": forms.get("replace"),
        "pay_boxes": forms.get("pay"),
        "waits_for": [WAITS[debt] for debt in Debt if debt in lost.owed - mine],
        "cost": format_dong(Dong(lost.loss.cost)) if lost.loss.cost else "",
        "ticks": tuple(
            Box(kind="check", name=f"{FOUND}{code}", label=name)
            for code, name in lost.missing.items()
        ),
        "note": Box(kind="text", name="note", label=_("Tìm thấy ở đâu, trong tình trạng nào")),
    }


def report_page(sent: Sent, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return the boxes on which the desk says that a result sent by post was lost or spoilt."""
    wrong = wrong_by_field(refusal)
    asked = _("Hỏi bưu chính theo mã bưu gửi trước khi ghi. Người dân đọc được lời này.")
    boxes = (
        choose("harm", _("Kết quả ra sao"), Harm.choices, typed, wrong),
        box("account", _("Ai báo, ngày nào, bưu chính trả lời thế nào"), typed, wrong, kind="area",
            hint=asked),
    )  # fmt: skip
    version = procedures.get_version(sent.dossier.procedure_version_id)
    return {
        "sent": sent,
        "dossier": sent.dossier,
        "procedure": dossiers.name_of(version),
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _answer_boxes(
    lost: Lost, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    read = _("Người dân đọc được lời này trong thư: nói thật, nói rõ.")
    blames = [one for one in Blame.choices if lost.is_result or one[0] != Blame.APPLICANT]
    bearers = [one for one in Bearer.choices if lost.is_result or one[0] != Bearer.APPLICANT]
    return (
        choose("blame", _("Bên đã làm mất, làm hư hỏng"), blames, typed, wrong),
        box("who", _("Ai, ở khâu nào; chưa rõ thì vì sao"), typed, wrong, kind="area", hint=read),
        box("remedy", _("Cơ quan làm gì để khắc phục"), typed, wrong, kind="area", hint=read),
        box("cost", _("Chi phí cấp lại, bằng đồng"), typed, wrong, kind="number"),
        choose("bearer", _("Bên chi trả, nếu có chi phí"), bearers, typed, wrong),
        box("paid_on", _("Ngày đã trả hoặc hẹn trả tiền"), typed, wrong, kind="date"),
    )


def _replace_boxes(
    lost: Lost, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    first = {"way": ResultWay.POST.value, "receiver": lost.loss.dossier.applicant.full_name}
    return handing_over.boxes(typed or first, wrong)


def _payment_boxes(
    lost: Lost, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    values = typed or {"amount": str(lost.loss.cost)}
    return (
        box("payer", _("Ai đã trả tiền"), values, wrong),
        box("amount", _("Số tiền đã trả, bằng đồng"), values, wrong, kind="number"),
        box("paid_on", _("Ngày trả"), values, wrong, kind="date"),
        box("document", _("Chứng từ: số phiếu chi, biên nhận, ủy nhiệm chi"), values, wrong),
    )


def read_report(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what was said of a result that did not arrive whole."""
    harm = typed.get("harm", "")
    return {
        "harm": Harm(harm) if harm in Harm.values else None,
        "account": typed.get("account", "")[:LONGEST],
    }


def read_paid(typed: Mapping[str, str]) -> Paid:
    """Return what was typed of a payment; what is not said stays empty."""
    return Paid(
        payer=typed.get("payer", "").strip()[:LONGEST],
        amount=_dong(typed.get("amount", "")),
        paid_on=day_of(typed.get("paid_on", "")),
        document=typed.get("document", "").strip()[:LONGEST],
    )


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
    amount = money_of(text)
    return NOTHING_SAID if amount is None else amount
