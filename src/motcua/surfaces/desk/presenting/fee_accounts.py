"""The fee accounts of an agency, the boxes to enter one, and a transfer as it is shown to who pays."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.capabilities.payments.queries import BANKS
from motcua.composition.casework.transferring import LONGEST_LINE, Typed
from motcua.domain.tills import permissions
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import require_day

if TYPE_CHECKING:
    from motcua.domain.tills.models import FeeAccount
    from motcua.foundation.identity.actors import Officer

_LONGEST_NUMBER: Final = 40


def page(
    found: "Sequence[FeeAccount]", officer: "Officer", typed: Mapping[str, str],
    refusal: Refusal | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the accounts, which of them is in force today, and the boxes with what was typed."""
    wrong = wrong_by_field(refusal)
    today = clock.today()
    in_force = next((one for one in found if one.is_confirmed and one.valid_from <= today), None)
    values = typed or {"valid_from": f"{today:%d/%m/%Y}"}
    banks = [("", _("Chọn ngân hàng")), *sorted(BANKS.items(), key=lambda bank: bank[1])]
    boxes = (
        choose("bank", _("Ngân hàng"), banks, values, wrong),
        box("number", _("Số tài khoản"), values, wrong),
        box("holder", _("Tên tài khoản"), values, wrong,
            hint=_("Đúng như ngân hàng ghi: người nộp so tên này trước khi chuyển.")),
        box("valid_from", _("Dùng từ ngày"), values, wrong, kind="date"),
        box("basis", _("Văn bản nêu tài khoản"), values, wrong,
            hint=_("Như: Thông báo số 12/TB-UBND ngày 02/01/2026.")),
    )  # fmt: skip
    return {
        "rows": [
            {
                "account": one,
                "is_in_force": one is in_force,
                "may_confirm": permissions.may_confirm(officer, one),
            }
            for one in found
        ],
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def read(posted: Mapping[str, str]) -> Typed:
    """Return the account that was typed.

    Raises:
        InvalidInput: if its day is none.
    """
    return Typed(
        bank=posted.get("bank", ""),
        number=posted.get("number", "")[:_LONGEST_NUMBER],
        holder=" ".join(posted.get("holder", "").split())[:LONGEST_LINE],
        valid_from=require_day(posted.get("valid_from", ""), field="valid_from"),
        basis=" ".join(posted.get("basis", "").split())[:LONGEST_LINE],
    )
