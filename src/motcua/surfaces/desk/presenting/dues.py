"""Accounts of dossiers as officers see them, and the boxes in which money is taken down."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.daybook import DayBook, Sums
from motcua.composition.casework.paying import (
    AT_DESK,
    LONGEST_PROOF,
    LONGEST_WORDS,
    Bill,
    Till,
    Told,
)
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import LineKind, Way
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.kernel.money import NO_MONEY, Dong, format_dong
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import wrong_by_field
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Box
from motcua.surfaces.ui.reading import key_of, money_of, require_day

if TYPE_CHECKING:
    from motcua.domain.dues.models import Account

_ONE_DAY: Final = timedelta(days=1)
_NOTHING: Final[Mapping[str, str]] = {}
_FORMS: Final = frozenset({"pay", "back"})
_BACK: Final = "back-"
_TONES: Final = {
    LineKind.CHARGE: "neutral",
    LineKind.PAYMENT: "success",
    LineKind.REFUND: "attention",
    LineKind.CANCEL: "neutral",
}


def page(till: Till, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return the account with its lines, and the boxes of what this officer may do."""
    version = procedures.get_version(till.dossier.procedure_version_id)
    act = typed.get("act", "pay")
    wrong = wrong_by_field(refusal)
    balance = till.balance
    paying = _money(till, *((typed, wrong) if act == "pay" else (_NOTHING, _NOTHING)))
    back = _refund(*((typed, wrong) if act == "back" else (_NOTHING, _NOTHING)))
    return {
        "dossier": till.dossier,
        "procedure": dossiers.name_of(version),
        "till": till,
        "standing": str(balance.standing.label),
        "owed": format_dong(balance.owed),
        "to_return": format_dong(balance.to_return) if balance.to_return else "",
        "kept": format_dong(balance.kept),
        "asked": format_dong(balance.asked),
        "lines": [_line(told) for told in till.lines if told.line.kind != LineKind.CANCEL],
        "paying": paying,
        "back": back,
        "errors": [
            Error(anchor=f"f-{_prefix(act)}{name}" if name and act in _FORMS else TOP, text=text)
            for name, text in wrong.items()
        ],
        "replacing": _replacing(act, typed, wrong),
        "wrong_cancel": wrong.get("reason", "") if act.startswith("cancel-") else "",
    }


def _replacing(act: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed to replace a receipt, if that was refused."""
    what, _dash, key = act.partition("-")
    if what != "replace":
        return {}
    return {
        "id": key_of(key),
        "payer": typed.get("receipt-payer", ""),
        "reason": typed.get("receipt-reason", ""),
        "wrong_payer": wrong.get("receipt-payer", ""),
        "wrong_reason": wrong.get("receipt-reason", ""),
    }


def rows(accounts: "Sequence[Account]") -> list[dict[str, Any]]:
    """Return open accounts, each with what is owed, one way or the other."""
    return [
        {
            "dossier": one.dossier,
            "standing": str(one.balance.standing.label),
            "owed": format_dong(one.balance.owed or one.balance.to_return),
            "proof_sent_at": one.proof_sent_at,
            "since": one.since,
        }
        for one in accounts
    ]


def brief(bill: Bill) -> dict[str, str] | None:
    """Return in a line how the account of a dossier stands; none where nothing was asked or paid."""
    if not bill.charges and not bill.paid:
        return None
    balance = bill.balance
    amount = balance.owed or balance.to_return or balance.asked
    return {"standing": str(balance.standing.label), "amount": format_dong(amount)}


def day(book: DayBook, *, typed: str, is_wrong: bool) -> dict[str, Any]:
    """Return a desk's day in words, with the days before and after it."""
    return {
        "on": book.on,
        "typed": typed if is_wrong else f"{book.on:%d/%m/%Y}",
        "is_wrong": is_wrong,
        "before": f"{book.on - _ONE_DAY:%d/%m/%Y}",
        "after": f"{book.on + _ONE_DAY:%d/%m/%Y}" if book.on < clock.today() else "",
        "lines": [
            {
                "at": one.line.at,
                "dossier": one.line.account.dossier,
                "kind": str(one.kind.label),
                "tone": _TONES[one.kind],
                "way": str(one.way.label),
                "proof": one.proof,
                "officer": one.officer,
                "change": _signed(one.change),
            }
            for one in book.lines
        ],
        "by_way": [_sums(one) for one in book.by_way],
        "by_officer": [_sums(one) for one in book.by_officer],
        "total": _sums(book.total),
    }


def _sums(sums: Sums) -> dict[str, str]:
    return {
        "name": sums.name,
        "taken": format_dong(Dong(sums.taken)),
        "returned": format_dong(Dong(sums.returned)),
        "cancelled": format_dong(Dong(sums.cancelled)),
        "left": _signed(sums.left),
    }


def _signed(amount: int) -> str:
    return f"−{format_dong(Dong(-amount))}" if amount < 0 else format_dong(Dong(amount))


def _money(till: Till, typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    sent = till.sent
    first = {
        "amount": _plain(till.balance.owed),
        "way": Way.CASH.value,
        "proof": sent.proof if sent else "",
        "paid_on": f"{sent.paid_on if sent else clock.today():%d/%m/%Y}",
    }
    if sent is not None:
        first["way"] = sent.way.value
    values = typed or first
    return (
        box("amount", _("Số tiền (đồng)"), values, wrong, hint=_("Như 8.000.")),
        choose("way", _("Cách nộp"), [(way.value, way.label) for way in AT_DESK], values, wrong),
        box("proof", _("Số biên lai hoặc chứng từ"), values, wrong,
            hint=_("Bắt buộc khi không nộp tiền mặt (Điều 22.3 Nghị định 61/2018/NĐ-CP).")),
        box("paid_on", _("Ngày nộp"), values, wrong, kind="date"),
        box("payer", _("Người nộp tiền, nếu không phải người nộp hồ sơ"), values, wrong),
        *change_boxes(till, values, wrong),
    )  # fmt: skip


def change_boxes(
    till: Till, values: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    """Return the box for the change in a drawer that this payment opens."""
    if not till.opens_drawer:
        return ()
    typed = {"opening": "0"} | dict(values.items())
    hint = _("Khoản tiền mặt đầu tiên mở ca thu của bạn; không có tiền lẻ thì ghi 0.")
    return (box("opening", _("Tiền lẻ có sẵn trong ngăn (đồng)"), typed, wrong, hint=hint),)


def _refund(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    first = {"paid_on": f"{clock.today():%d/%m/%Y}"}
    values = typed or {f"{_BACK}{name}": text for name, text in first.items()}
    told = {f"{_BACK}{name}": text for name, text in wrong.items()}
    ways = [(way.value, way.label) for way in (Way.CASH, Way.TRANSFER, Way.POST)]
    return (
        box("back-amount", _("Số tiền hoàn trả (đồng)"), values, told),
        choose("back-way", _("Cách hoàn trả"), ways, values, told),
        box("back-proof", _("Số quyết định hoàn trả"), values, told),
        box("back-paid_on", _("Ngày hoàn trả"), values, told, kind="date"),
        box("back-reason", _("Lý do"), values, told, kind="area",
            hint=_("Người nộp đọc được lời này.")),
    )  # fmt: skip


def _prefix(act: str) -> str:
    return _BACK if act == "back" else ""


def _line(told: Told) -> dict[str, Any]:
    line = told.line
    kind = LineKind(line.kind)
    return {
        "id": line.pk,
        "name": line.name or str(kind.label),
        "kind": str(kind.label),
        "tone": _TONES[kind],
        "amount": format_dong(Dong(line.amount)),
        "way": str(Way(line.way).label) if line.way else "",
        "proof": line.proof,
        "paid_on": line.paid_on,
        "officer": told.officer,
        "at": line.at,
        "is_cancelled": told.is_cancelled,
        "may_be_cancelled": told.may_be_cancelled,
    }


def read(posted: Mapping[str, str], prefix: str = "") -> Money:
    """Return the money that was typed.

    Raises:
        InvalidInput: naming what is no amount, no way or no day.
    """
    way = posted.get(f"{prefix}way", "")
    amount = money_of(posted.get(f"{prefix}amount", ""))
    if amount is None or way not in Way.values:
        problems = []
        if amount is None:
            words = _("Ghi số tiền bằng đồng, lớn hơn 0, như 8.000.")
            problems.append(FieldProblem(field="amount", text=words, code="no-amount"))
        if way not in Way.values:
            words = _("Chọn cách nộp hoặc hoàn trả.")
            problems.append(FieldProblem(field="way", text=words, code="empty"))
        raise InvalidInput(problems)
    return Money(
        amount=amount,
        way=Way(way),
        paid_on=require_day(posted.get(f"{prefix}paid_on", ""), field="paid_on"),
        proof=posted.get(f"{prefix}proof", "")[:LONGEST_PROOF],
        payer=posted.get(f"{prefix}payer", "")[:LONGEST_WORDS],
    )


def read_opening(posted: Mapping[str, str]) -> Dong:
    """Return the change in the drawer, where it was asked for.

    Raises:
        InvalidInput: if it is no sum.
    """
    text = posted.get("opening", "").strip()
    amount = money_of(text) if text else NO_MONEY
    if amount is None:
        words = _("Ghi số tiền bằng đồng, như 200.000; không có thì ghi 0.")
        raise InvalidInput([FieldProblem(field="opening", text=words, code="no-amount")])
    return amount


def _plain(amount: Dong) -> str:
    return format_dong(amount).removesuffix(" đ")
