"""Numbers kept for a counter without a line: the blocks, each number's end, slips that wait for a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from motcua.composition.casework import late, offline
from motcua.composition.casework.offline import Written
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.reserves import permissions, queries
from motcua.domain.reserves.actions import Timed
from motcua.domain.reserves.enums import BlockKind, FateKind
from motcua.domain.reserves.queries import Accounted, Number
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk import counter_form
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.reserves.models import Block, Slip
    from motcua.foundation.identity.actors import Officer

USUAL: Final = "20"
_TONES: Final = {
    FateKind.USED: "success",
    FateKind.CANCELLED: "neutral",
    FateKind.RETURNED: "neutral",
}
_BOX_OF_CODE: Final = {
    "identity.pin-malformed": "pin",
    "identity.person-differs": "full_name",
}
Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ShownNumber:
    """One number with how it stands."""

    counter: int
    text: str
    standing: str
    tone: str
    why: str
    reference: str
    """Of the dossier it was used for."""
    sheet: str
    """Of the sheet on which the rest is still written down."""
    may_cancel: bool


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A slip whose time a second person confirms."""

    slip: Slip
    name: str
    """The number on the slip, or of the dossier that was taken in."""
    reference: str
    """Of the dossier that was taken in meanwhile; empty while the sheet is written."""
    proof: str
    may_judge: bool


def listing(
    found: Sequence[Accounted], waiting: Sequence[Slip], officer: Officer, typed: Texts,
    refusal: Refusal | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the agency's blocks, the slips that wait, and the boxes to keep numbers."""
    wrong = wrong_by_field(refusal)
    values = typed or {"on": f"{clock.today():%d/%m/%Y}", "count": USUAL}
    boxes = (
        box("name", _("Tên tập phiếu"), values, wrong, hint=_("Như: Tập phiếu 3, quầy số 1.")),
        box("on", _("Số của ngày"), values, wrong, kind="date",
            hint=_("Ngày đã qua nếu nhập phiếu của hôm mất điện.")),
        box("count", _("Bao nhiêu số"), values, wrong, kind="number",
            hint=_("Nhiều nhất {most}.").format(most=queries.MOST)),
    )  # fmt: skip
    return {
        "rows": found,
        "waiting": _list_waiting(waiting, officer),
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _list_waiting(waiting: Sequence[Slip], officer: Officer) -> list[Waiting]:
    became = dossiers.list_became([slip.draft_id for slip in waiting]) if waiting else {}
    shown = []
    for slip in waiting:
        dossier = became.get(slip.draft_id)
        shown.append(
            Waiting(
                slip=slip,
                name=slip.number or str(dossier or ""),
                reference=dossier.reference if dossier else "",
                proof=f"{slip.block.name} · {_offset(slip)}"
                if slip.block
                else _("Nhập muộn tại quầy"),
                may_judge=permissions.may_judge(officer, slip),
            )
        )
    return shown


def read_count(posted: Texts) -> int:
    """Return how many numbers are wanted; what is no number is none."""
    return key_of(posted.get("count", "").strip()) or 0


def page(
    accounted: Accounted, officer: Officer, typed: Texts, refusal: Refusal | None
) -> dict[str, Any]:
    """Return every number of a block, and the boxes to enter a slip of a pad."""
    block = accounted.block
    wrong = _wrong(refusal)
    free = [one for one in accounted.numbers if one.is_free]
    is_pad = block.kind == BlockKind.PAD
    values = typed or {"_came_on": f"{block.received_on:%d/%m/%Y}"}
    boxes = _slip_boxes(officer, free, values, wrong) if is_pad and free else ()
    return {
        "reserve": block,
        "kind": BlockKind(block.kind).label,
        "sum": accounted.sum,
        "numbers": [_number(one) for one in accounted.numbers],
        "is_pad": is_pad,
        "boxes": boxes,
        "slip_id": typed.get("slip") or uuid4(),
        "reason_box": box("reason", _("Lý do"), typed, wrong),
        "errors": _errors(wrong, [one.name for one in boxes]),
    }


def read_slip(block: Block, posted: Texts) -> Written:
    """Return the slip that was typed from a pad.

    Raises:
        InvalidInput: naming every box that is empty or wrong.
    """
    problems: list[FieldProblem] = []
    counter, code = key_of(posted.get("counter", "")), posted.get("code", "")
    if counter is None:
        problems.append(_problem("counter", _("Chọn số ghi trên phiếu.")))
    if not code:
        problems.append(_problem("code", _("Chọn thủ tục.")))
    who = came_at = None
    try:
        who = counter_form.read_who(posted)
    except InvalidInput as refusal:
        problems += refusal.problems
    try:
        came_at = counter_form.read_moment(posted)
    except InvalidInput as refusal:
        problems += refusal.problems
    else:
        if came_at is None:
            problems.append(_problem("came_time", _("Ghi giờ nhận trên phiếu, như 08:30.")))
    if not posted.get("_late_reason", "").strip():
        problems.append(
            _problem("late_reason", _("Ghi vì sao viết tay, và phiếu số mấy của tập nào."))
        )
    if problems or who is None or came_at is None or counter is None:
        raise InvalidInput(problems)
    return Written(
        slip_id=_slip_id(posted.get("slip", "")),
        block_id=block.pk,
        counter=counter,
        device=None,
        code=code,
        who=who,
        brought=counter_form.read_brought(posted, came_at),
        timed=Timed(came_at=came_at),
    )


def _slip_boxes(
    officer: Officer, free: Sequence[Number], typed: Texts, wrong: Texts
) -> tuple[Any, ...]:
    taken_in = offline.list_procedures(officer, on=clock.today())
    who = [one for one in counter_form.who_boxes(typed, wrong) if one.name != counter_form.CARD]
    return (
        choose("counter", _("Số trên phiếu"), [(one.counter, one.text) for one in free], typed, wrong),
        choose("code", _("Thủ tục"), [(one.code, name_of(one)) for one in taken_in], typed, wrong),
        *who,
        counter_form.identified_box(typed, wrong),
        box("_came_on", _("Ngày nhận"), typed, wrong, kind="date"),
        box("_came_time", _("Giờ nhận"), typed, wrong, hint=_("Như 08:30.")),
        box("_late_reason", _("Lý do và căn cứ"), typed, wrong, kind="area",
            hint=_("Như: mất điện cả ngày; phiếu số 15, tập 3.")),
        box(late.PICTURE, _("Ảnh hoặc bản quét phiếu giấy"), typed, wrong, kind="file"),
    )  # fmt: skip


def _number(one: Number) -> ShownNumber:
    fate, slip = one.fate, one.slip
    if fate is not None:
        kind = FateKind(fate.kind)
        standing, tone, why = str(kind.label), _TONES[kind], fate.reason
    elif slip is not None:
        standing, tone, why = _("Đã đưa cho người nộp, đang nhập"), "attention", ""
    else:
        standing, tone, why = _("Chưa dùng"), "neutral", ""
    is_written_down = slip is not None and fate is None
    return ShownNumber(
        counter=one.counter, text=one.text, standing=standing, tone=tone, why=why,
        reference=fate.dossier.reference if fate is not None and fate.dossier else "",
        sheet=str(slip.draft_id) if is_written_down and slip is not None else "",
        may_cancel=fate is None,
    )  # fmt: skip


def _offset(slip: Slip) -> str:
    """Return in words what the device's clock is worth."""
    if slip.offset_ms is None:
        return _("Viết tay")
    seconds = round(abs(slip.offset_ms) / 1000)
    if slip.drift_ms is None:
        return _("Đồng hồ của máy chưa so lại được")
    return _("Đồng hồ của máy lệch {seconds} giây, khi gửi lệch thêm {drift} giây").format(
        seconds=seconds, drift=round(abs(slip.drift_ms) / 1000)
    )


def _slip_id(text: str) -> UUID:
    """Return the id that the page was drawn with; another for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _wrong(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        return {_box_of(problem.field): problem.text for problem in refusal.problems}
    field = _BOX_OF_CODE.get(refusal.code, refusal.field or "")
    return {_box_of(field): refusal.text}


def _box_of(field: str) -> str:
    return counter_form.box_of(field) if field in _OF_TIME else field


_OF_TIME: Final = frozenset({"came_at", "came_time", "late_reason", "identified"})


def _problem(field: str, text: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code="empty")


def _errors(wrong: Texts, names: Sequence[str]) -> list[Error]:
    return [
        Error(anchor=f"f-{name}" if name in names else TOP, text=text)
        for name, text in wrong.items()
    ]
