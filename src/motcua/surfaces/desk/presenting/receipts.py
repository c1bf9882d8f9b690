"""Books of receipts, the receipts of one dossier, and the boxes in which they are written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.composition.casework.receipting import LONGEST_LINE, LONGEST_MARK, TypedBook
from motcua.domain.receipts import permissions
from motcua.domain.receipts.queries import Use, write_number
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.surfaces.desk.boxes import box
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import require_day

if TYPE_CHECKING:
    from motcua.domain.receipts.models import Book, Receipt
    from motcua.foundation.identity.actors import Officer


def page(
    found: "Sequence[tuple[Book, Use]]", typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the books with what became of their numbers, and the boxes to enter one."""
    wrong = wrong_by_field(refusal)
    values = typed or {"valid_from": f"{clock.today():%d/%m/%Y}", "first": "1"}
    boxes = (
        box("form", _("Mẫu số"), values, wrong, hint=_("Như 01BLP0-001.")),
        box("series", _("Ký hiệu"), values, wrong, hint=_("Như AA-26E.")),
        box("first", _("Số đầu"), values, wrong, kind="number"),
        box("last", _("Số cuối"), values, wrong, kind="number"),
        box("valid_from", _("Dùng từ ngày"), values, wrong, kind="date"),
        box("basis", _("Thông báo phát hành"), values, wrong,
            hint=_("Như: Thông báo số 03/TB-UBND ngày 02/01/2026.")),
    )  # fmt: skip
    return {
        "rows": [
            {
                "book": book,
                "first": write_number("", book.first).strip(),
                "last": write_number("", book.last).strip(),
                "use": use,
            }
            for book, use in found
        ],
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def read(posted: Mapping[str, str]) -> TypedBook:
    """Return the book that was typed.

    Raises:
        InvalidInput: if its day is none.
    """
    return TypedBook(
        form=_mark(posted, "form"),
        series=_mark(posted, "series"),
        first=_number(posted.get("first", "")),
        last=_number(posted.get("last", "")),
        valid_from=require_day(posted.get("valid_from", ""), field="valid_from"),
        basis=" ".join(posted.get("basis", "").split())[:LONGEST_LINE],
    )


def show(found: "Sequence[Receipt]", officer: "Officer", *, may_take: bool) -> list[dict[str, Any]]:
    """Return the receipts of a dossier, each with what this officer may do with it."""
    return [
        {
            "id": one.pk,
            "number": str(one),
            "amount": format_dong(Dong(one.amount)),
            "at": one.given_at,
            "is_void": one.is_void,
            "may_replace": may_take and permissions.may_void(officer, one),
            "is_own": may_take and not one.is_void and not permissions.may_void(officer, one),
        }
        for one in found
    ]


def _mark(posted: Mapping[str, str], name: str) -> str:
    return "".join(posted.get(name, "").split())[:LONGEST_MARK]


def _number(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= LONGEST_MARK else None
