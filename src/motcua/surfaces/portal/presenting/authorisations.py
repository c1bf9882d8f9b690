"""Authorisations as the two people read them, and the form that asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework.representing import Wanted
from motcua.domain.authorisations import queries
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.surfaces.portal.presenting.boxes import Box, list_errors, list_options, read_wrong

if TYPE_CHECKING:
    from django.http import QueryDict

    from motcua.domain.authorisations.models import Authorisation
    from motcua.foundation.kernel.errors import Refusal

TONES: Final = {
    State.ASKED: "attention", State.GIVEN: "success", State.DECLINED: "neutral",
    State.ENDED: "neutral", State.CONTESTED: "danger",
}  # fmt: skip
_BUTTONS: Final = {
    Act.ACCEPT: "primary",
    Act.DECLINE: "secondary",
    Act.END: "warning",
    Act.CONTEST: "warning",
}


def read_wanted(posted: QueryDict, *, on: date) -> Wanted:
    """Return what was asked for.

    Raises:
        InvalidInput: if a procedure is named that is none.
    """
    codes = posted.get("procedures", "").replace(",", " ").split()
    return Wanted(
        scopes=posted.getlist("scopes"), procedures=[_procedure(code, on) for code in codes],
        valid_from=_day(posted.get("valid_from", "")), last_day=_day(posted.get("last_day", "")),
    )  # fmt: skip


def asking(
    typed: QueryDict, refusal: Refusal | None, *, today: date, is_first: bool
) -> dict[str, Any]:
    """Return the boxes of the form, with what was typed."""
    wrong = read_wrong(refusal)
    first = today.isoformat() if is_first else ""
    boxes = (
        Box(
            kind="radios", name="asked_by", label=_("Bạn muốn gì?"),
            options=list_options(
                "asked_by",
                {
                    Side.REPRESENTED: _("Nhờ người khác làm thay tôi"),
                    Side.REPRESENTATIVE: _("Xin được làm thay người khác"),
                },
                typed.get("asked_by", Side.REPRESENTED),
            ),
        ),
        Box(
            kind="input", name="pin", label=_("Số định danh cá nhân của người kia"),
            value=typed.get("pin", ""), error=wrong.get("pin", ""), inputmode="numeric", width="20",
            hint=_("12 chữ số trên thẻ căn cước. Người ấy trả lời trong tài khoản của mình."),
        ),
        Box(
            kind="checkboxes", name="scopes", label=_("Được làm những việc nào?"),
            error=wrong.get("scopes", ""), options=_scopes(typed.getlist("scopes")),
        ),
        Box(
            kind="input", name="procedures", label=_("Chỉ các thủ tục này"), is_required=False,
            value=typed.get("procedures", ""), error=wrong.get("procedures", ""),
            hint=_("Mã thủ tục, cách nhau bằng dấu phẩy. Để trống là mọi thủ tục."),
        ),
        Box(
            kind="input", name="valid_from", label=_("Từ ngày"), input_type="date", width="10",
            value=typed.get("valid_from", first), error=wrong.get("valid_from", ""),
        ),
        Box(
            kind="input", name="last_day", label=_("Đến hết ngày"), input_type="date", width="10",
            value=typed.get("last_day", ""), error=wrong.get("last_day", ""),
        ),
    )  # fmt: skip
    return {"boxes": boxes, "errors": list_errors(wrong, {box.name: box.id for box in boxes})}


def listing(found: list[Authorisation], person_id: int, *, today: date) -> dict[str, Any]:
    """Return the lists of an account: what waits for an answer of one's own, and the two sides. No query."""
    rows = [_row(one, person_id, today) for one in found]
    waiting = [row for row in rows if Act.ACCEPT in row["acts"]]
    others = [row for row in rows if row not in waiting]
    return {
        "waiting": waiting,
        "for_me": [row for row in others if row["side"] is Side.REPRESENTED],
        "for_others": [row for row in others if row["side"] is Side.REPRESENTATIVE],
    }


def opened(
    one: Authorisation, person_id: int, typed: Mapping[str, str], refusal: Refusal | None,
    *, today: date,
) -> dict[str, Any]:  # fmt: skip
    """Return an authorisation with its log and what this side may do. Few queries."""
    wrong = read_wrong(refusal)
    row = _row(one, person_id, today)
    box = Box(
        kind="textarea", name="reason", label=_("Bạn phản đối điều gì?"),
        value=typed.get("reason", ""), error=wrong.get("reason", ""),
    )  # fmt: skip
    names = {
        f"citizen:{who.pk}": who.full_name
        for who in (one.represented, one.representative)
        if who is not None
    }
    return {
        **row,
        "basis": Basis(one.basis).label,
        "scopes": [Scope(scope).label for scope in one.scopes],
        "procedures": _names(one.procedures),
        "buttons": [
            {"act": act, "label": _said(act, row["side"]), "tone": _BUTTONS[act]}
            for act in row["acts"]
            if act is not Act.CONTEST
        ],
        "box": box if Act.CONTEST in row["acts"] else None,
        "happened": [
            {
                "title": entry.act.label, "at": entry.at, "text": entry.words.get("reason", entry.words.get("paper", "")),
                "by": _("Bạn") if entry.by == f"citizen:{person_id}" else names.get(entry.by, _("Bộ phận Một cửa")),
            }
            for entry in reversed(queries.list_happened(one))
        ],
        "errors": list_errors(wrong, {"reason": box.id}),
    }  # fmt: skip


def _row(one: Authorisation, person_id: int, today: date) -> dict[str, Any]:
    side, state = queries.side_of(one, person_id), State(one.state)
    other = one.representative if side is Side.REPRESENTED else one.represented
    is_over = state in {State.GIVEN, State.ASKED} and one.last_day < today
    return {
        "one": one,
        "side": side,
        "other": other.full_name if other else _("Người bạn đã ghi số định danh"),
        "state": _("Đã hết hạn") if is_over else state.label,
        "tone": "neutral" if is_over else TONES[state],
        "acts": () if is_over else queries.list_acts(one, person_id),
    }


def _said(act: Act, side: Side) -> str:
    if act is Act.ACCEPT and side is Side.REPRESENTED:
        return _("Đồng ý cho người này làm thay tôi")
    if act is Act.ACCEPT:
        return _("Đồng ý làm thay người này")
    return str(act.label)


def _scopes(chosen: list[str]) -> Any:
    options = list_options("scopes", {scope: str(scope.label) for scope in Scope}, "")
    return tuple(
        type(one)(id=one.id, value=one.value, text=one.text, is_chosen=one.value in chosen)
        for one in options
    )


def _names(procedure_ids: list[int]) -> list[str]:
    if not procedure_ids:
        return []
    names = procedures.names_by_id(get_language() or "vi")
    return [names[key] for key in procedure_ids]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _procedure(code: str, on: date) -> int:
    try:
        return procedures.get_by_code(code, on).procedure_id
    except ProcedureNotFound as refusal:
        problem = FieldProblem(
            field="procedures", text=_("Không có thủ tục mang mã {code}.").format(code=code),
            code="unknown",
        )  # fmt: skip
        raise InvalidInput([problem]) from refusal
