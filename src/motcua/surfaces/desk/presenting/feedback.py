"""Feedback as officers see it: the list by what is due, one with its story, the boxes of each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.feedback import Said
from motcua.domain.feedback import queries
from motcua.domain.feedback.actions import Classified, Sent
from motcua.domain.feedback.enums import (
    Act,
    Ground,
    Kind,
    OtherLaw,
    Outcome,
    Side,
    State,
    Step,
    Way,
)
from motcua.domain.feedback.queries import Words
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.feedback.models import Feedback
    from motcua.domain.feedback.queries import Happened, Seen
    from motcua.foundation.kernel.errors import Refusal
    from motcua.surfaces.desk.record_form import Box

PATHS: Final = {
    "bo-sung": Act.ASK,
    "khong-tiep-nhan": Act.DECLINE,
    "luat-khac": Act.LEAD_OUT,
    "tiep-nhan": Act.ACCEPT,
    "chuyen": Act.ROUTE,
    "tra-lai": Act.GIVE_BACK,
    "tra-loi": Act.ANSWER,
    "cong-khai": Act.PUBLISH,
    "khong-cong-khai": Act.WITHHOLD,
}
"""Acts of officers by what their pages are called."""
_PATH_OF: Final = {act: path for path, act in PATHS.items()}
TONES: Final = {
    State.RECEIVED: "attention",
    State.ASKED: "neutral",
    State.DECLINED: "neutral",
    State.LED_OUT: "neutral",
    State.ACCEPTED: "attention",
    State.ROUTED: "progress",
    State.ANSWERED: "attention",
    State.PUBLISHED: "success",
    State.WITHHELD: "success",
}


def rows(found: Sequence[Feedback]) -> list[dict[str, Any]]:
    """Return feedback as rows; nothing of a person stands there."""
    now = clock.now()
    return [
        {
            "feedback": one,
            "kind": str(Kind(one.kind).label),
            "state": str(State(one.state).label),
            "tone": TONES[State(one.state)],
            "step": str(Step(one.due_step).label) if one.due_step else "",
            "is_late": one.due_at is not None and one.due_at < now,
        }
        for one in found
    ]


def page(seen: Seen, files: Sequence[Document]) -> dict[str, Any]:
    """Return one feedback with its words, days and story. Two queries."""
    feedback, today = seen.feedback, clock.today()
    names = {one.pk: one.short_name for one in organisations.list_agencies(on=today)}
    return {
        **head(seen),
        "way": str(Way(feedback.way).label),
        "words": seen.words,
        "is_kept": _is_kept(seen),
        "procedure": procedures.named_by_id().get(feedback.procedure_id or 0),
        "files": files,
        "deadlines": [_deadline(one) for one in seen.deadlines],
        "paths": [
            {"path": _PATH_OF[act], "words": str(act.label)} for act in seen.acts if act in _PATH_OF
        ],
        "timeline": [_entry(one, names) for one in seen.happened],
    }


def head(seen: Seen) -> dict[str, Any]:
    """Return what stands above every page of one feedback. No query."""
    feedback = seen.feedback
    return {
        "feedback": feedback,
        "kind": str(Kind(feedback.kind).label),
        "article": Kind(feedback.kind).article,
        "state": str(State(feedback.state).label),
        "tone": TONES[State(feedback.state)],
        "is_shielded": feedback.case.is_shielded,
    }


def act_page(
    seen: Seen, act: Act, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the boxes of an act, with what was typed and what is wrong. At most one query."""
    wrong = wrong_by_field(refusal)
    values = typed or _usual(seen, act)
    boxes = _boxes(seen, act, values, wrong)
    found: tuple[str, ...] = ()
    if act is Act.PUBLISH:
        texts = " \n ".join((values.get("question", ""), values.get("answer", "")))
        found = queries.find_personal(texts, queries.list_names(seen))
    return {
        **head(seen),
        "words": seen.words,
        "title": str(act.label),
        "hint": _hint(act),
        "boxes": boxes,
        "found": found,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def read(act: Act, posted: Mapping[str, str]) -> Said:
    """Return what was typed for an act."""
    text = posted.get("answer" if act is Act.PUBLISH else "text", "")
    choice = next((posted[name] for name in ("ground", "law", "outcome") if name in posted), "")
    return Said(
        text=text,
        choice=choice,
        agency_id=key_of(posted.get("agency", "")),
        question=posted.get("question", ""),
        classified=Classified(
            kind=posted.get("kind", ""),
            procedure_code=posted.get("procedure", ""),
            concerned_id=key_of(posted.get("concerned", "")),
        ),
    )


def intake(typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return the boxes to write down what somebody says or writes. One query."""
    wrong = wrong_by_field(refusal)
    ways = [one for one in Way.choices if one[0] != Way.PORTAL]
    about = _("Tên thủ tục, hoặc ai, ở đâu, lúc nào.")
    faithful = _("Ghi đúng lời người dân (Điều 7.2.đ Nghị định 20/2008/NĐ-CP).")
    lacking = _("Không có thì để trống.")
    boxes = (
        choose("way", _("Người dân gửi bằng cách nào"), ways, typed, wrong),
        choose("kind", _("Nội dung về"), Kind.choices, typed, wrong),
        box("content", _("Nội dung"), typed, wrong, kind="area", hint=faithful),
        box("about", _("Nói về việc gì, ai"), typed, wrong, hint=about),
        box("procedure", _("Mã thủ tục"), typed, wrong, hint=_("Như 1.001193. Để trống nếu không rõ.")),
        choose("concerned", _("Cơ quan được nói đến"), _agencies(), typed, wrong),
        box("name", _("Họ tên người gửi"), typed, wrong, hint=lacking),
        box("phone", _("Số điện thoại người gửi"), typed, wrong),
        box("email", _("Thư điện tử"), typed, wrong),
        box("address", _("Địa chỉ"), typed, wrong),
        box("hides_name", _("Không cho cơ quan xử lý biết tên người gửi"), typed, wrong, kind="check"),
        box("file", _("Bản chụp thư, tệp kèm theo"), typed, wrong, kind="file"),
    )  # fmt: skip
    return {"boxes": boxes, "errors": errors(refusal, [one.name for one in boxes])}


def read_intake(posted: Mapping[str, str]) -> Sent:
    """Return what an officer wrote down."""
    return Sent(
        kind=posted.get("kind", ""),
        way=posted.get("way", ""),
        procedure_code=posted.get("procedure", ""),
        concerned_id=key_of(posted.get("concerned", "")),
        hides_name="hides_name" in posted,
        words=Words(
            content=posted.get("content", ""), about=posted.get("about", ""),
            name=posted.get("name", ""), phone=posted.get("phone", ""),
            email=posted.get("email", ""), address=posted.get("address", ""),
        ),
    )  # fmt: skip


def _usual(seen: Seen, act: Act) -> dict[str, str]:
    """Return what the boxes of an act begin with."""
    feedback = seen.feedback
    if act is Act.ACCEPT:
        return {
            "kind": feedback.kind,
            "procedure": feedback.procedure.code if feedback.procedure else "",
            "concerned": str(feedback.concerned_id or ""),
        }
    if act is Act.PUBLISH:
        answer = seen.last(Act.ANSWER)
        return {
            "question": seen.words.content,
            "answer": answer.words.get("text", "") if answer else "",
        }
    return {}


def _boxes(
    seen: Seen, act: Act, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    match act:
        case Act.ASK:
            return (_text(_("Cần bổ sung những gì"), typed, wrong),)
        case Act.DECLINE:
            return (
                choose("ground", _("Căn cứ"), Ground.choices, typed, wrong),
                _text(_("Lý do, để người gửi hiểu"), typed, wrong),
            )
        case Act.LEAD_OUT:
            return (
                choose("law", _("Đây là"), OtherLaw.choices, typed, wrong),
                _text(_("Gửi ở đâu, thế nào"), typed, wrong),
            )
        case Act.ACCEPT:
            return (
                choose("kind", _("Nội dung về"), Kind.choices, typed, wrong),
                box("procedure", _("Mã thủ tục"), typed, wrong, hint=_("Để trống nếu không có.")),
                choose("concerned", _("Cơ quan được nói đến"), _agencies(), typed, wrong),
            )
        case Act.ROUTE:
            handlers = queries.list_handlers(seen.feedback, on=clock.today())
            return (
                choose("agency", _("Cơ quan xử lý"), _named(handlers), typed, wrong),
                _text(_("Lời gửi cơ quan xử lý (không bắt buộc)"), typed, wrong),
            )
        case Act.GIVE_BACK:
            return (_text(_("Vì sao, và cơ quan nào có thẩm quyền"), typed, wrong),)
        case Act.ANSWER:
            return (
                choose("outcome", _("Kết quả xử lý"), Outcome.choices, typed, wrong),
                _text(_("Câu trả lời, người gửi đọc"), typed, wrong),
            )
        case Act.PUBLISH:
            return (
                box("question", _("Phản ánh, đã bỏ thông tin riêng"), typed, wrong, kind="area"),
                box("answer", _("Trả lời, đã bỏ thông tin riêng"), typed, wrong, kind="area"),
            )
        case _:
            return (_text(_("Lý do không công khai"), typed, wrong),)


def _hint(act: Act) -> str:
    return {
        Act.ASK: _("Chỉ đề nghị một lần. Thời hạn tính lại từ khi người gửi bổ sung."),
        Act.DECLINE: _("Người gửi đọc căn cứ và lý do này."),
        Act.LEAD_OUT: _("Khiếu nại, tố cáo có luật riêng (Điều 1 Nghị định 20/2008/NĐ-CP)."),
        Act.ACCEPT: _(
            "Phản ánh về hành vi: cơ quan bị phản ánh không xem được và không được giao."
        ),
        Act.ROUTE: _("Thời hạn không tính lại khi chuyển. Lãnh đạo cơ quan xử lý được báo."),
        Act.GIVE_BACK: _(
            "Thời hạn vẫn chạy. Cơ quan tiếp nhận chuyển lại cho nơi đúng thẩm quyền."
        ),
        Act.ANSWER: _("Người gửi được báo ngay. Câu trả lời đã gửi không sửa được."),
        Act.PUBLISH: _(
            "Bỏ tên, số điện thoại, số định danh, địa chỉ, số hồ sơ. Mọi người đọc được."
        ),
    }.get(act, "")


def _deadline(one: queries.Deadline) -> dict[str, Any]:
    return {
        "step": str(one.step.label),
        "at": one.due_at,
        "met_at": one.met_at,
        "is_late": one.is_late(clock.now()),
        "days": one.limit.working_days,
        "since": one.since,
        "source": one.limit.source,
        "skipped": [f"{day.on:%d/%m} ({day.reason})" for day in one.due.skipped],
    }


def _entry(one: Happened, names: Mapping[int, str]) -> dict[str, Any]:
    agency = one.event.payload.get("agency")
    lines = [names.get(agency, "")] if agency else []
    return {
        "title": str(one.act.label),
        "at": one.event.at,
        "by": names.get(one.event.agency_id or 0, _("Người gửi")),
        "text": "\n".join(filter(None, [*lines, one.text, one.event.article])),
        "language": "vi",
    }


def _is_kept(seen: Seen) -> bool:
    feedback = seen.feedback
    is_kept = feedback.hides_name or feedback.kind == Kind.CONDUCT
    return is_kept and seen.sides == {Side.HANDLER}


def _text(label: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    return box("text", label, typed, wrong, kind="area")


def _agencies() -> list[tuple[int, str]]:
    return _named(organisations.list_agencies(on=clock.today()))


def _named(agencies: Any) -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in agencies]
