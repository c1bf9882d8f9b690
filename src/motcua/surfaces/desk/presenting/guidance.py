"""The pages on which the desk keeps what it told people about a procedure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.queries import Row, Said, Used
from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice

LONGEST: Final = 5000
"""Letters of what was said that are looked at."""
LINE: Final = 200


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One guidance in a list."""

    key: UUID
    procedure: str
    way: str
    row: Row


def rows(found: Sequence[Row]) -> list[ShownRow]:
    """Return guidance as rows: which procedure, how and when; nobody's name."""
    return [
        ShownRow(
            key=row.guidance.pk, procedure=name_of(row.version), way=str(row.way.label), row=row
        )
        for row in found
    ]


def finding(typed: str, refusal: Refusal | None) -> dict[str, Any]:
    """Return the box for the number of who comes back."""
    wrong = wrong_by_field(refusal)
    asked = box(
        "contact", _("Số điện thoại hoặc số định danh cá nhân"), {"contact": typed}, wrong,
        kind="number",
    )  # fmt: skip
    return {"asked": asked, "errors": errors(refusal, ["contact"])}


def writing(
    version: Version, typed: QueryDict, refusal: Refusal | None, *, used: Sequence[Used] = (),
    chosen: Used | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the boxes in which the officer writes what was said, with what the record says beside.

    What was said before and is chosen stands in them, as long as nothing was typed.
    """
    wrong = wrong_by_field(refusal)
    if chosen is not None and not typed:
        typed = typed.copy()
        typed["content"] = chosen.content
        typed.setlist("papers", list(chosen.papers))
    named = set(typed.getlist("papers"))
    boxes = (
        choose("way", _("Cách hướng dẫn"), Way.choices, typed, wrong),
        box("name", _("Họ tên người được hướng dẫn, nếu họ cho biết"), typed, wrong),
        box("contact", _("Số điện thoại hoặc số định danh cá nhân, nếu họ cho biết"), typed, wrong,
            kind="number", hint=_("Để lần sau tìm lại được nội dung này.")),
        Box(
            kind="checks", name="papers", label=_("Giấy tờ đã nêu"), error=wrong.get("papers", ""),
            choices=tuple(
                Choice(value=paper.code, text=paper.name, is_chosen=paper.code in named)
                for paper in version.papers
            ),
        ),
        box("content", _("Nội dung đã hướng dẫn"), typed, wrong, kind="area",
            hint=_("Trình tự, thời hạn, khoản phải nộp, điều cần lưu ý của trường hợp này.")),
    )  # fmt: skip
    return {
        "version": version,
        "procedure": name_of(version),
        "boxes": boxes,
        "used": used,
        "chosen": chosen,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def read_said(posted: QueryDict) -> Said:
    """Return what was typed about the person and what was said."""
    return Said(
        name=posted.get("name", "").strip()[:LINE],
        contact=posted.get("contact", "").strip()[:LINE],
        content=posted.get("content", "").strip()[:LONGEST],
    )
