"""Feedback as people send it, follow it and read what others were answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions import Sent
from motcua.domain.feedback.enums import Act, Helped, Kind, State, Step
from motcua.domain.feedback.queries import TOLD, Words
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.identity.actors import Actor, Citizen
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.portal.presenting.boxes import (
    Box,
    Choice,
    list_errors,
    list_options,
    read_wrong,
)
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.feedback.models import Feedback, Publication
    from motcua.domain.feedback.queries import Happened, Seen
    from motcua.foundation.kernel.errors import Refusal

TONES: Final = {
    State.RECEIVED: "neutral",
    State.ASKED: "attention",
    State.DECLINED: "danger",
    State.LED_OUT: "danger",
    State.ACCEPTED: "progress",
    State.ROUTED: "progress",
    State.ANSWERED: "success",
    State.PUBLISHED: "success",
    State.WITHHELD: "success",
}
LONGEST_ASKED: Final = 100
EXCERPT: Final = 160


def form(typed: Mapping[str, str], actor: Actor, refusal: Refusal | None = None) -> dict[str, Any]:
    """Return the boxes to send feedback in, with what was typed and what is wrong. One query, for the agencies."""
    wrong = read_wrong(refusal)
    boxes = (_kind(typed, wrong), *_contents(typed, wrong))
    sender = () if isinstance(actor, Citizen) else _sender(typed, wrong)
    anchors = {one.name: one.id for one in (*boxes, *sender)} | {
        one.name: one.id for option in boxes[0].options for one in option.reveals
    }
    return {
        "boxes": boxes,
        "sender": sender,
        "is_named": isinstance(actor, Citizen),
        "hides_name": "hides_name" in typed,
        "file_error": wrong.get("file", ""),
        "errors": list_errors(wrong, anchors | {"file": "f-file"}),
    }


def read(posted: Mapping[str, str]) -> Sent:
    """Return what was typed."""
    kind = posted.get("kind", "")
    about = posted.get("about", "") if kind == Kind.CONDUCT else ""
    typed = posted.get("procedure", "") if kind == Kind.PROCEDURE else ""
    dossier = posted.get("dossier", "") if kind == Kind.DOSSIER else ""
    return Sent(
        kind=kind,
        procedure_code=typed,
        dossier=dossier,
        concerned_id=key_of(posted.get("concerned", "")) if kind == Kind.CONDUCT else None,
        hides_name="hides_name" in posted,
        words=Words(
            content=posted.get("content", ""), about=about or typed or dossier,
            name=posted.get("name", ""), phone=posted.get("phone", ""),
            email=posted.get("email", ""), address=posted.get("address", ""),
        ),
    )  # fmt: skip


def begin(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what the page from which somebody comes fills in: a procedure, a dossier of their own."""
    if "thu-tuc" in asked:
        return {"kind": Kind.PROCEDURE, "procedure": asked["thu-tuc"][:LONGEST_ASKED]}
    if "ho-so" in asked:
        return {"kind": Kind.DOSSIER, "dossier": asked["ho-so"][:LONGEST_ASKED]}
    return {}


def follow(
    seen: Seen, typed: Mapping[str, str], refusal: Refusal | None, *, code: str = ""
) -> dict[str, Any]:
    """Return feedback as its sender sees it, with what they can do now."""
    wrong = read_wrong(refusal)
    acts = seen.acts
    answered = seen.last(Act.ANSWER)
    is_answered = answered is not None and State(seen.feedback.state) in _ANSWERED
    anchors = {"supplement": "f-supplement", "helped": f"f-helped-{Helped.YES}"}
    return {
        "feedback": seen.feedback,
        "code": code,
        "state": str(State(seen.feedback.state).label),
        "tone": TONES[State(seen.feedback.state)],
        "kind": str(Kind(seen.feedback.kind).label),
        "words": seen.words,
        "answer": answered if is_answered else None,
        "told": _last_told(seen),
        "promise": promise(seen),
        "supplement": _area(
            "supplement", _("Nội dung bổ sung"), typed, wrong
        ) if Act.SUPPLEMENT in acts else None,
        "helped": _helped(typed, wrong) if _may_rate(seen) else None,
        "reason": _area(
            "reason", _("Vì sao câu trả lời chưa thỏa đáng"), typed, wrong
        ) if Act.REOPEN in acts and seen.feedback.round == 1 else None,
        "comment": typed.get("comment", ""),
        "rated": str(Helped(seen.feedback.helped).label) if seen.feedback.helped else "",
        "timeline": [_entry(one) for one in seen.happened],
        "errors": list_errors(wrong, anchors | {"reason": "f-reason"}),
    }  # fmt: skip


def promise(seen: Seen) -> dict[str, Any] | None:
    """Return by when it is to be answered, with the days that do not count and the source; None if nothing runs."""
    running = [one for one in seen.deadlines if one.step is Step.ANSWER and one.met_at is None]
    if not running:
        return None
    one = running[-1]
    return {
        "at": one.due_at,
        "since": one.since,
        "days": one.limit.working_days,
        "source": one.limit.source,
        "is_verified": one.limit.is_verified,
        "skipped": [f"{day.on:%d/%m} ({day.reason})" for day in one.due.skipped],
        "is_late": one.is_late(clock.now()),
    }


def rows(found: Sequence[Feedback]) -> list[dict[str, Any]]:
    """Return one's own feedback as rows."""
    return [
        {
            "feedback": one,
            "kind": str(Kind(one.kind).label),
            "state": str(State(one.state).label),
            "tone": TONES[State(one.state)],
        }
        for one in found
    ]


def published(
    found: Sequence[Publication], *, text: str, page: int, code: str, agency_id: int | None
) -> dict[str, Any]:
    """Return what everybody may read, a page of it, with the figures. Three queries."""
    figures = queries.count_figures(agency_id=agency_id)
    agencies = organisations.list_agencies(on=clock.today())
    names = procedures.named_by_id() if found else {}
    return {
        "rows": [
            {
                "publication": one,
                "excerpt": _excerpt(one.question),
                "agency": one.feedback.agency,
                "procedure": names.get(one.feedback.procedure_id or 0),
            }
            for one in found[: queries.PAGE]
        ],
        "q": text,
        "code": code,
        "agency": str(agency_id or ""),
        "agencies": [(str(one.pk), one) for one in agencies],
        "next": page + 1 if len(found) > queries.PAGE else 0,
        "before": page - 1,
        "figures": figures,
        "in_time": _percent(figures.in_time, figures.answered),
        "helped": _percent(figures.helped, figures.rated),
    }  # fmt: skip


def name_of_procedure(code: str) -> str:
    """Return what the procedure with this code is called today; nothing if there is none."""
    try:
        return procedures.get_by_code(code, clock.today()).name
    except ProcedureNotFound:
        return ""


_ANSWERED: Final = frozenset({State.ANSWERED, State.PUBLISHED, State.WITHHELD})


def _may_rate(seen: Seen) -> bool:
    return Act.RATE in seen.acts and not seen.feedback.helped


def _last_told(seen: Seen) -> Happened | None:
    """Return what the agency last asked or told the sender, while it stands."""
    by_state = {
        State.ASKED: Act.ASK, State.DECLINED: Act.DECLINE, State.LED_OUT: Act.LEAD_OUT,
    }  # fmt: skip
    act = by_state.get(State(seen.feedback.state))
    return seen.last(act) if act else None


def _entry(one: Happened) -> dict[str, Any]:
    return {
        "title": str(one.act.label),
        "at": one.event.at,
        "by": "",
        "text": one.text if one.act in TOLD else "",
        "language": "vi",
    }


def _kind(typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    name = name_of_procedure(typed.get("procedure", ""))
    hint = name or _("Gõ tên hoặc mã thủ tục. Không nhớ thì để trống.")
    reveals = {
        Kind.PROCEDURE.value: (
            _line("procedure", _("Thủ tục nào?"), typed, wrong, hint=hint, is_required=False),
        ),
        Kind.DOSSIER.value: (
            _line(
                "dossier", _("Số hồ sơ"), typed, wrong, is_required=False,
                hint=_("Ghi trên giấy tiếp nhận. Chỉ hồ sơ của chính bạn được gắn vào phản ánh."),
            ),
        ),
        Kind.CONDUCT.value: (_concerned(typed, wrong), _about(typed, wrong)),
    }  # fmt: skip
    hints = {
        Kind.PROCEDURE.value: _("Giấy tờ thừa, quy định khó hiểu, không hợp lý, trái luật."),
        Kind.DOSSIER.value: _("Trễ hẹn, đòi thêm giấy tờ, không được giải thích."),
        Kind.CONDUCT.value: _("Cơ quan, cán bộ bị phản ánh không xem được phản ánh này."),
        Kind.IDEA.value: _("Cách làm bạn muốn nhà nước áp dụng."),
    }
    chosen = typed.get("kind", "")
    choices = {value: str(label) for value, label in Kind.choices}
    return Box(
        kind="radios", name="kind", label=_("Bạn muốn nói về điều gì?"), error=wrong.get("kind", ""),
        options=list_options("kind", choices, chosen, hints=hints, reveals=reveals),
    )  # fmt: skip


def _concerned(typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    agencies = organisations.list_agencies(on=clock.today())
    return Box(
        kind="select", name="concerned", label=_("Cán bộ của cơ quan nào?"),
        value=typed.get("concerned", ""), error=wrong.get("concerned", ""),
        choices=tuple(Choice(value=str(one.pk), text=one.name) for one in agencies),
    )  # fmt: skip


def _about(typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    hint = _("Tên nếu biết, hoặc quầy số mấy, ngày giờ nào.")
    return _line("about", _("Ai, ở đâu, lúc nào?"), typed, wrong, hint=hint, is_required=False)


def _contents(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    hint = _("Việc gì đã xảy ra, bạn mong cơ quan làm gì. Viết bằng tiếng Việt.")
    return (_area("content", _("Nội dung"), typed, wrong, hint=hint),)


def _sender(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    return (
        _line("name", _("Họ tên"), typed, wrong, is_required=False, autocomplete="name"),
        _line(
            "phone", _("Số điện thoại"), typed, wrong, is_required=False, autocomplete="tel",
            inputmode="tel", width="20",
        ),
        _line(
            "email", _("Thư điện tử"), typed, wrong, is_required=False, autocomplete="email",
            inputmode="email",
        ),
        _line(
            "address", _("Địa chỉ"), typed, wrong, is_required=False,
            autocomplete="street-address",
        ),
    )  # fmt: skip


def _helped(typed: Mapping[str, str], wrong: Mapping[str, str]) -> Box:
    choices = {value: str(label) for value, label in Helped.choices}
    return Box(
        kind="radios", name="helped", label=_("Câu trả lời có giúp được bạn không?"),
        error=wrong.get("helped", ""),
        options=list_options("helped", choices, typed.get("helped", "")),
    )  # fmt: skip


def _line(
    name: str, label: str, typed: Mapping[str, str], wrong: Mapping[str, str], *,
    hint: str = "", is_required: bool = True, autocomplete: str = "", inputmode: str = "",
    width: str = "",
) -> Box:  # fmt: skip
    return Box(
        kind="input", name=name, label=label, value=typed.get(name, ""), hint=hint,
        error=wrong.get(name, ""), is_required=is_required, autocomplete=autocomplete,
        inputmode=inputmode, width=width,
    )  # fmt: skip


def _area(
    name: str, label: str, typed: Mapping[str, str], wrong: Mapping[str, str], *, hint: str = ""
) -> Box:
    return Box(
        kind="textarea", name=name, label=label, value=typed.get(name, ""), hint=hint,
        error=wrong.get(name, ""),
    )  # fmt: skip


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]}…"


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
