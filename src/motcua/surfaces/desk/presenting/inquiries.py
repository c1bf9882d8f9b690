"""The pages on which others are asked and visits arranged: rows, boxes, and what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.composition.casework import consulting
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.consulting import Asking, Consulted, Wanted
from motcua.composition.casework.visiting import Seen
from motcua.domain.inquiries.enums import Finding, OpinionState, Stance, VisitState
from motcua.domain.inquiries.queries import Answered, Minutes, Plan
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.desk.typed import require_moment
from motcua.surfaces.ui.reading import key_of, require_day

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.inquiries.models import Visit

LONGEST: Final = 5000
"""Letters of one box that are looked at."""
LINE: Final = 300
DAY: Final = "%d/%m/%Y"
NOTHING: Final = QueryDict()

_OPINION_TONES: Final = {
    OpinionState.WAITING: "progress",
    OpinionState.OVERDUE: "danger",
    OpinionState.ANSWERED: "success",
    OpinionState.LATE: "attention",
    OpinionState.PASSED_OVER: "neutral",
    OpinionState.WITHDRAWN: "neutral",
}
_VISIT_TONES: Final = {
    VisitState.ARRANGED: "progress",
    VisitState.MINUTES_DUE: "attention",
    VisitState.HELD: "success",
    VisitState.CALLED_OFF: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """One question in a list."""

    id: int
    dossier: str
    procedure: str
    asking: str
    asked: str
    asked_at: datetime
    due_at: datetime
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """One visit in a list."""

    id: int
    reference: str
    dossier: str
    starts_at: datetime
    place: str
    state: str
    tone: str


# --- Rows ---------------------------------------------------------------------------------------


def opinion_rows(found: Iterable[consulting.Row]) -> list[OpinionRow]:
    """Return questions as rows."""
    return [
        OpinionRow(
            id=row.opinion.pk,
            dossier=str(row.opinion.dossier),
            procedure=dossiers.name_of(row.version),
            asking=row.opinion.asking_agency.name,
            asked=row.asked,
            asked_at=row.opinion.asked_at,
            due_at=row.opinion.due_at,
            state=str(row.state.label),
            tone=_OPINION_TONES[row.state],
        )
        for row in found
    ]


def visit_row(visit: "Visit", state: VisitState, place: str = "") -> VisitRow:
    """Return a visit as a row."""
    return VisitRow(
        id=visit.pk,
        reference=visit.dossier.reference,
        dossier=str(visit.dossier),
        starts_at=visit.starts_at,
        place=place,
        state=str(state.label),
        tone=_VISIT_TONES[state],
    )


def about(
    opinions: Iterable[consulting.Row], visits: "Iterable[tuple[Visit, VisitState]]"
) -> dict[str, Any]:
    """Return what the page of a dossier shows of its opinions and visits."""
    return {
        "opinions": opinion_rows(opinions),
        "visits": [visit_row(visit, state) for visit, state in visits],
    }


# --- Asking -------------------------------------------------------------------------------------


def read_wanted(posted: QueryDict) -> Wanted:
    """Return what the officer asks of whom.

    :raises InvalidInput: if the day is none
    """
    papers = [key_of(text) for text in posted.getlist("papers")]
    return Wanted(
        asked=posted.get("asked", ""),
        question=posted.get("question", "")[:LONGEST],
        paper_ids=tuple(key for key in papers if key is not None),
        until=require_day(posted.get("until", ""), field="until"),
    )


def asking(asking: Asking, typed: QueryDict, refusal: Refusal | None) -> dict[str, Any]:
    """Return the page on which somebody is asked, with the product's proposal or what was typed."""
    wrong = wrong_by_field(refusal)
    proposed = asking.proposed.strftime(DAY) if asking.proposed else ""
    choices = [(one.key, one.name) for one in asking.askable]
    boxes = (
        choose("asked", _("Hỏi cơ quan, đơn vị"), choices, typed, wrong),
        box("question", _("Nội dung cần cho ý kiến"), typed, wrong, kind="area",
             hint=_("Cơ quan được hỏi chỉ đọc được nội dung này và giấy tờ bạn chọn dưới đây.")),
        box("until", _("Hạn trả lời"), typed or {"until": proposed}, wrong, kind="date",
             hint=_("Trong thời hạn của hồ sơ: lấy ý kiến không làm dừng thời hạn.")),
        Box(
            kind="checks", name="papers", label=_("Giấy tờ chia sẻ với cơ quan được hỏi"),
            error=wrong.get("papers", ""),
            choices=tuple(
                Choice(
                    value=str(paper.pk), text=f"{paper.title} ({paper.filename})",
                    is_chosen=str(paper.pk) in typed.getlist("papers"),
                )
                for paper in asking.papers
            ),
        ),
    )  # fmt: skip
    return _page(asking.dossier, asking.barrier, boxes, refusal)


# --- One question -------------------------------------------------------------------------------


def read_answer(posted: Mapping[str, str]) -> Answered:
    """Return what the asked agency says.

    :raises InvalidInput: naming what is missing
    """
    stance, paper_on = posted.get("stance", ""), posted.get("paper_on", "").strip()
    if stance not in Stance.values:
        raise _empty("stance", _("Hãy chọn kết quả cho ý kiến."), posted, ("content",))
    return Answered(
        stance=Stance(stance),
        content=posted.get("content", "")[:LONGEST],
        paper_number=posted.get("paper_number", "")[:LINE],
        paper_on=require_day(paper_on, field="paper_on") if paper_on else None,
    )


def read_file(sent: "UploadedFile[bytes] | None", *, largest: int) -> File | None:
    """Return the file that was sent, cut where it grows too large to be taken."""
    if sent is None:
        return None
    return File(name=sent.name or "tep", content=sent.read(largest + 1))


def opinion(consulted: Consulted, typed: QueryDict, refusal: Refusal | None) -> dict[str, Any]:
    """Return the page of a question, with the boxes of what this officer may do."""
    wrong = wrong_by_field(refusal)
    answering = (
        choose("stance", _("Kết quả cho ý kiến"), Stance.choices, typed, wrong),
        box("content", _("Nội dung ý kiến"), typed, wrong, kind="area"),
        box("paper_number", _("Số, ký hiệu văn bản, nếu có"), typed, wrong),
        box("paper_on", _("Ngày ghi trên văn bản, nếu có"), typed, wrong, kind="date",
             hint=_("Đúng hạn hay trễ tính theo lúc gửi ở đây, không theo ngày này.")),
        box("file", _("Tệp văn bản, nếu có"), NOTHING, wrong, kind="file",
             hint=_("PDF hoặc ảnh.")),
    )  # fmt: skip
    reason = box("reason", _("Lý do"), typed, wrong, kind="area")
    names = [one.name for one in (*answering, reason)]
    return {
        "consulted": consulted,
        "opinion": consulted.opinion,
        "dossier": consulted.opinion.dossier,
        "procedure": dossiers.name_of(consulted.version),
        "state": str(consulted.state.label),
        "tone": _OPINION_TONES[consulted.state],
        "is_late": consulted.state is OpinionState.OVERDUE,
        "answering": answering,
        "reason": reason,
        "errors": errors(refusal, names),
    }


# --- Visits -------------------------------------------------------------------------------------


def read_plan(posted: Mapping[str, str]) -> Plan:
    """Return what the appointment says.

    :raises InvalidInput: if day or hour are none
    """
    return Plan(
        starts_at=require_moment(posted.get("day", ""), posted.get("time", "")),
        place=posted.get("place", "")[:LINE],
        taking_part=posted.get("taking_part", "")[:LONGEST],
        content=posted.get("content", "")[:LONGEST],
    )


def arranging(
    dossier: "Dossier", barrier: Refusal | None, typed: QueryDict, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the page on which a visit is arranged."""
    wrong = wrong_by_field(refusal)
    boxes = (
        box("day", _("Ngày"), typed, wrong, kind="date"),
        box("time", _("Giờ"), typed, wrong, kind="time", hint=_("Giờ và phút, như 14:30.")),
        box("place", _("Địa điểm"), typed, wrong),
        box("taking_part", _("Thành phần tham gia"), typed, wrong, kind="area"),
        box("content", _("Nội dung thẩm tra, xác minh"), typed, wrong, kind="area"),
    )
    return _page(dossier, barrier, boxes, refusal)


def read_minutes(posted: Mapping[str, str]) -> Minutes:
    """Return what the minutes say.

    :raises InvalidInput: if no result is chosen
    """
    finding = posted.get("finding", "")
    if finding not in Finding.values:
        raise _empty("finding", _("Hãy chọn kết quả xác minh."), posted, ("present", "content"))
    return Minutes(
        finding=Finding(finding),
        present=posted.get("present", "")[:LONGEST],
        content=posted.get("content", "")[:LONGEST],
        late_reason=posted.get("late_reason", "")[:LONGEST],
    )


def visit(
    seen: Seen, typed: QueryDict, refusal: Refusal | None, *, now: datetime
) -> dict[str, Any]:
    """Return the page of a visit, with the boxes of what this officer may do."""
    wrong = wrong_by_field(refusal)
    boxes = [
        choose("finding", _("Kết quả"), Finding.choices, typed, wrong),
        box("present", _("Những người có mặt"), typed, wrong, kind="area"),
        box("content", _("Nội dung, diễn biến"), typed, wrong, kind="area"),
    ]
    if now > seen.late_after:
        boxes.append(box("late_reason", _("Lý do ghi biên bản muộn"), typed, wrong, kind="area"))
    boxes.append(
        box("file", _("Tệp biên bản, nếu có"), NOTHING, wrong, kind="file", hint=_("PDF hoặc ảnh."))
    )
    reason = box("reason", _("Lý do hủy hẹn"), typed, wrong, kind="area",
                  hint=_("Người nộp đọc được lời này."))  # fmt: skip
    return {
        "seen": seen,
        "visit": seen.visit,
        "dossier": seen.dossier,
        "procedure": dossiers.name_of(seen.version),
        "state": str(seen.state.label),
        "tone": _VISIT_TONES[seen.state],
        "boxes": boxes,
        "reason": reason,
        "errors": errors(refusal, [*(one.name for one in boxes), reason.name]),
    }


# --- Boxes --------------------------------------------------------------------------------------


def _page(
    dossier: "Dossier", barrier: Refusal | None, boxes: tuple[Box, ...], refusal: Refusal | None
) -> dict[str, Any]:
    version = procedures.get_version(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "procedure": dossiers.name_of(version),
        "barrier": barrier,
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _empty(field: str, text: str, posted: Mapping[str, str], others: Iterable[str]) -> InvalidInput:
    """Return the refusal of a choice that was not made, and of all that was left empty beside it."""
    empty = [name for name in others if not posted.get(name, "").strip()]
    return InvalidInput(
        [
            FieldProblem(field=field, text=text, code="empty"),
            *(
                FieldProblem(field=one, text=_("Không được để trống."), code="empty")
                for one in empty
            ),
        ]
    )
