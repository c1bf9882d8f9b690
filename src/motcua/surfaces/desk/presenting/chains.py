"""The pages of a chain of agencies: parts as rows, one part with what it needs, how it ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework import chain_parts
from motcua.domain.chains.enums import PartState
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import require_day

LONGEST: Final = 5000
"""Letters of one box that are looked at."""
LINE: Final = 300
NOTHING: Final = QueryDict()

_TONES: Final = {
    PartState.AHEAD: "neutral",
    PartState.WAITING: "progress",
    PartState.OVERDUE: "danger",
    PartState.DONE: "success",
    PartState.LATE: "attention",
    PartState.DROPPED: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """One part in a list."""

    id: int
    name: str
    dossier: str
    procedure: str
    lead: str
    agency: str
    due_at: datetime | None
    done_at: datetime | None
    ended: str
    """How it ended, in words; empty while it has not."""
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What an officer says of a finished part."""

    outcome: str
    reason: str
    paper_number: str
    paper_on: date | None


def rows(found: Iterable[chain_parts.Row]) -> list[PartRow]:
    """Return parts as rows."""
    return [
        PartRow(
            id=row.part.pk,
            name=chain_parts.name_of(row.part),
            dossier=str(row.part.dossier),
            procedure=dossiers.name_of(row.version),
            lead=row.part.dossier.agency.name,
            agency=row.part.agency.name,
            due_at=row.part.due_at,
            done_at=row.part.done_at,
            ended=row.done.label if row.done else "",
            state=str(row.state.label),
            tone=_TONES[row.state],
        )
        for row in found
    ]


def read(posted: Mapping[str, str]) -> Sent:
    """Return what was sent.

    :raises InvalidInput: if the day of the paper is none
    """
    paper_on = posted.get("paper_on", "").strip()
    return Sent(
        outcome=posted.get("outcome", ""),
        reason=posted.get("reason", "")[:LONGEST],
        paper_number=posted.get("paper_number", "")[:LINE],
        paper_on=require_day(paper_on, field="paper_on") if paper_on else None,
    )


def part(seen: chain_parts.Seen, typed: QueryDict, refusal: Refusal | None) -> dict[str, Any]:
    """Return the page of a part, with the boxes of what this officer may do."""
    wrong = wrong_by_field(refusal)
    choices = [("", _("Chọn kết quả"))]
    choices += [(one["code"], _name(one["label"], one.get("label_en", ""))) for one in seen.choices]
    boxes = (
        choose("outcome", _("Kết quả phần việc"), choices, typed, wrong),
        box("reason", _("Lý do, ghi chú"), typed, wrong, kind="area",
            hint=_("Bắt buộc khi không làm được. Người dân và cơ quan chủ trì đọc được lời này.")),
        box("paper_number", _("Số, ký hiệu văn bản, nếu có"), typed, wrong),
        box("paper_on", _("Ngày ghi trên văn bản, nếu có"), typed, wrong, kind="date",
            hint=_("Đúng hạn hay trễ tính theo lúc gửi ở đây, không theo ngày này.")),
        box("file", _("Giấy tờ trả cho người dân, nếu có"), NOTHING, wrong, kind="file",
            hint=_("PDF hoặc ảnh.")),
    )  # fmt: skip
    return {
        "seen": seen,
        "part": seen.part,
        "name": chain_parts.name_of(seen.part),
        "dossier": seen.part.dossier,
        "procedure": dossiers.name_of(seen.version),
        "state": str(seen.state.label),
        "tone": _TONES[seen.state],
        "is_late": seen.state is PartState.OVERDUE,
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _name(name: str, name_en: str) -> str:
    return name_en if name_en and (get_language() or "").startswith("en") else name
