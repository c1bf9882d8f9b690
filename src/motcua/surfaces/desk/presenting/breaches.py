"""Breaches of data protection as who keeps the register sees them, and the boxes of each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.domain.privacy import actions, queries
from motcua.domain.privacy.actions import Notice, Report
from motcua.domain.privacy.enums import BreachAct, BreachOutcome
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.kernel.personal_data import ARTICLES, DataKind, is_sensitive, name_kinds
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.desk.typed import require_moment
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from motcua.domain.privacy.models import Breach
    from motcua.domain.privacy.queries import BreachHappened, OpenedBreach
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.kernel.errors import Refusal

PATHS: Final = {
    "bo-sung": BreachAct.SUPPLEMENT,
    "thong-bao": BreachAct.NOTIFY,
    "bao-nguoi-dan": BreachAct.TELL,
    "ket-thuc": BreachAct.CLOSE,
}
"""Acts by what their pages are called."""
MOST_PERSONS: Final = 9
"""Digits of a number of people."""


def rows(found: Sequence[Breach]) -> list[dict[str, Any]]:
    """Return breaches as rows. No query."""
    return [
        {
            "breach": one,
            "kinds": name_kinds(one.kinds),
            "is_sensitive": any(is_sensitive(DataKind(kind)) for kind in one.kinds),
            "outcome": str(BreachOutcome(one.outcome).label) if one.outcome else "",
            **_clock(one),
        }
        for one in found
    ]


def page(opened: OpenedBreach) -> dict[str, Any]:
    """Return a breach with what is known of it, its history, and the acts that are open. At most one query."""
    breach = opened.breach
    (row,) = rows([breach])
    return {
        **row,
        "clock": row,
        "known": _known(opened),
        "limit": queries.find_notice_limit(clock.day_in_vietnam(breach.found_at)),
        "acts": [] if breach.closed_at else [(path, act.label) for path, act in PATHS.items()],
        "history": _history(opened.happened),
    }


def paper(opened: OpenedBreach) -> dict[str, Any]:
    """Return the notice to the authority as it stands now. No query."""
    breach = opened.breach
    return {
        "breach": breach,
        "known": _known(opened),
        "number": len(opened.notices) + 1,
        "limit": queries.find_notice_limit(clock.day_in_vietnam(breach.found_at)),
        "is_late": breach.notified_at is None and clock.now() > breach.due_at,
        "late_reason": next(
            (one.words["late_reason"] for one in opened.notices if one.words["late_reason"]), ""
        ),
        "now": clock.now(),
        "measures_told": breach.told_at,
    }


def recording(posted: QueryDict, refusal: Refusal | None) -> dict[str, Any]:
    """Return the boxes to enter a breach, with what was typed. No query."""
    typed = _single(posted)
    boxes = _report_boxes(typed, posted.getlist("kinds"), wrong_by_field(refusal), is_new=True)
    return {
        "title": _("Ghi vụ việc vào sổ"),
        "hint": _(
            "Ghi ngay khi phát hiện, với những gì đã biết; phần chưa biết bổ sung sau (Điều 23.4"
            " Nghị định 13/2023/NĐ-CP)."
        ),
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
        "breach": None,
    }


def act_page(
    opened: OpenedBreach, act: BreachAct, posted: QueryDict, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the boxes of an act, with what was typed and what is wrong. No query."""
    wrong, typed = wrong_by_field(refusal), _single(posted)
    boxes: tuple[Box, ...]
    match act:
        case BreachAct.SUPPLEMENT:
            kinds = posted.getlist("kinds") if typed else opened.report.kinds
            boxes = _report_boxes(typed or _as_typed(opened.report), kinds, wrong, is_new=False)
        case BreachAct.NOTIFY:
            boxes = _notice_boxes(opened.breach, typed, wrong)
        case BreachAct.TELL:
            boxes = (
                box("persons", _("Số người đã được báo"), typed, wrong, kind="number"),
                box("way", _("Báo bằng cách nào"), typed, wrong),
                box("text", _("Đã báo điều gì"), typed, wrong, kind="area"),
            )
        case _:
            boxes = (
                choose("outcome", _("Kết quả"), BreachOutcome.choices, typed, wrong),
                box("text", _("Kết quả xử lý, hoặc vì sao không phải vi phạm"), typed, wrong, kind="area"),
            )  # fmt: skip
    return {
        "title": str(act.label),
        "hint": _("Ghi xong không sửa được.") if act is BreachAct.CLOSE else "",
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
        "breach": opened.breach,
    }


def do(act: BreachAct, breach_id: int, posted: QueryDict, *, by: Officer, at: datetime) -> None:
    """Do an act with what was typed for it.

    Raises:
        BreachNotFound, BreachClosed, InvalidInput
    """
    text = posted.get("text", "")
    match act:
        case BreachAct.SUPPLEMENT:
            actions.supplement(breach_id, read_report(posted), by=by, at=at)
        case BreachAct.NOTIFY:
            notice = Notice(
                sent_at=_moment(posted, "sent")[0], reference=posted.get("reference", ""),
                late_reason=posted.get("late_reason", ""),
            )  # fmt: skip
            actions.notify(breach_id, notice, by=by, at=at)
        case BreachAct.TELL:
            persons = key_of(posted.get("persons", "").strip()[:MOST_PERSONS])
            actions.tell(
                breach_id, persons=persons, way=posted.get("way", ""), text=text, by=by, at=at
            )
        case _:
            outcome = posted.get("outcome", "")
            actions.close(breach_id, outcome=outcome, text=text, by=by, at=at)


def read_report(posted: QueryDict) -> Report:
    """Return what was typed of a breach; what is no moment or number is named."""
    found_at, _wrong = _moment(posted, "found")
    happened_at, happened_wrong = _moment(posted, "happened")
    typed_persons = posted.get("persons", "").replace(".", "").replace(" ", "")
    persons = key_of(typed_persons[:MOST_PERSONS])
    unreadable = {
        "happened": happened_wrong,
        "persons": bool(typed_persons) and (persons is None or len(typed_persons) > MOST_PERSONS),
    }
    chosen = set(posted.getlist("kinds"))
    return Report(
        found_at=found_at, happened_at=happened_at,
        kinds=tuple(kind for kind in DataKind if kind in chosen), persons=persons,
        words={one.name: posted.get(one.name, "") for one in queries.list_particulars()},
        unreadable=frozenset(name for name, is_wrong in unreadable.items() if is_wrong),
    )  # fmt: skip


def _single(posted: QueryDict) -> dict[str, str]:
    return {name: posted.get(name, "") for name in posted}


def _moment(posted: Mapping[str, str], name: str) -> tuple[datetime | None, bool]:
    """Return the moment that was typed, and whether something was typed that is none."""
    day, time = posted.get(name, "").strip(), posted.get(f"{name}_time", "").strip()
    if not day and not time:
        return None, False
    try:
        return require_moment(day, time), False
    except InvalidInput:
        return None, True


def _as_typed(report: Report) -> dict[str, str]:
    typed = dict(report.words)
    if report.happened_at:
        happened = report.happened_at.astimezone(VIETNAM)
        typed |= {"happened": f"{happened:%d/%m/%Y}", "happened_time": f"{happened:%H:%M}"}
    if report.persons is not None:
        typed["persons"] = str(report.persons)
    return typed


def _moment_boxes(
    name: str, label: str, time: str, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, Box]:
    return (
        box(name, label, typed, wrong, kind="date"),
        box(f"{name}_time", time, typed, wrong, hint=_("Như 14:30.")),
    )


def _report_boxes(
    typed: Mapping[str, str], kinds: Sequence[str], wrong: Mapping[str, str], *, is_new: bool
) -> tuple[Box, ...]:
    found = _moment_boxes("found", _("Ngày phát hiện"), _("Giờ phát hiện"), typed, wrong)
    words = [
        box(
            one.name, str(one.label), typed, wrong, kind="area",
            hint=_("Điều {article} Nghị định 13/2023/NĐ-CP").format(article=one.article),
        )
        for one in queries.list_particulars()
    ]  # fmt: skip
    choices = tuple(
        Choice(value=kind, text=_kind_text(kind), is_chosen=kind in kinds) for kind in DataKind
    )
    persons = box(
        "persons", _("Số người liên quan"), typed, wrong, kind="number",
        hint=_("Đếm được hoặc ước tính; chưa biết thì để trống."),
    )  # fmt: skip
    return (
        *(found if is_new else ()),
        *_moment_boxes("happened", _("Ngày xảy ra, nếu biết"), _("Giờ xảy ra"), typed, wrong),
        *words[:2],
        Box(kind="checks", name="kinds", label=_("Loại dữ liệu"), choices=choices),
        persons,
        *words[2:],
    )


def _kind_text(kind: DataKind) -> str:
    mark = _(" · nhạy cảm") if is_sensitive(kind) else ""
    return f"{kind.label} ({_('Điều')} {ARTICLES[kind]}){mark}"


def _notice_boxes(
    breach: Breach, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Box, ...]:
    sent = _moment_boxes("sent", _("Ngày gửi"), _("Giờ gửi"), typed, wrong)
    reference = box("reference", _("Số văn bản hoặc cách gửi"), typed, wrong)
    if breach.notified_at is not None:
        return (*sent, reference)
    late = box(
        "late_reason", _("Lý do chậm, nếu gửi sau hạn"), typed, wrong, kind="area",
        hint=_("Hạn {due}.").format(due=f"{breach.due_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"),
    )  # fmt: skip
    return (*sent, reference, late)


def _clock(breach: Breach) -> dict[str, Any]:
    now = clock.now()
    left = int((breach.due_at - now).total_seconds() // 3600)
    is_open = breach.notified_at is None and breach.closed_at is None
    told_at = breach.notified_at
    return {
        "is_late": is_open and now > breach.due_at,
        "hours_left": left if is_open and left >= 0 else None,
        "was_late": told_at is not None and told_at > breach.due_at,
    }


def _known(opened: OpenedBreach) -> list[tuple[str, str, str]]:
    """Return what a notice says, as label, article and text; empty where it is not known yet."""
    report = opened.report
    moments = (
        (_("Lúc phát hiện"), report.found_at), (_("Lúc xảy ra"), report.happened_at),
    )  # fmt: skip
    words = [
        (str(one.label), one.article, report.words.get(one.name, ""))
        for one in queries.list_particulars()
    ]
    kinds = "; ".join(_kind_text(kind) for kind in report.kinds)
    persons = "" if report.persons is None else f"{report.persons}"
    return [
        *(
            (label, "23.3.a", f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else "")
            for label, at in moments
        ),
        *words[:2],
        (_("Loại dữ liệu"), "23.3.a", kinds),
        (_("Số người liên quan"), "23.3.a", persons),
        *words[2:],
    ]


def _history(happened: Sequence[BreachHappened]) -> list[dict[str, Any]]:
    ids = {int(one.actor.rpartition(":")[2]) for one in happened}
    posts = identity.list_posts_by_id(sorted(ids))
    labels = {one.name: str(one.label) for one in queries.list_particulars()}
    labels |= {
        "happened": _("Lúc xảy ra"), "kinds": _("Loại dữ liệu"), "persons": _("Số người liên quan"),
    }  # fmt: skip
    return [
        {
            "act": one.act.label,
            "at": one.at,
            "post": posts[int(one.actor.rpartition(":")[2])].title,
            "article": one.article,
            "lines": _lines(one, labels),
        }
        for one in happened
    ]


def _lines(one: BreachHappened, labels: Mapping[str, str]) -> list[str]:
    words, payload = one.words, one.payload
    match one.act:
        case BreachAct.SUPPLEMENT:
            return [
                _("Đã bổ sung: {names}.").format(
                    names="; ".join(labels[name] for name in payload["changed"])
                )
            ]
        case BreachAct.NOTIFY:
            sent = datetime.fromisoformat(payload["sent_at"]).astimezone(VIETNAM)
            lines = [
                _("Gửi lúc {at}: {reference}").format(
                    at=f"{sent:%H:%M %d/%m/%Y}", reference=words["reference"]
                )
            ]
            if payload["late"]:
                lines.append(_("Lý do chậm: {reason}").format(reason=words["late_reason"]))
            if payload["missing"]:
                names = "; ".join(labels[name] for name in payload["missing"])
                lines.append(_("Lúc gửi chưa có: {names}.").format(names=names))
            return lines
        case BreachAct.TELL:
            told = _("{count} người, {way}").format(count=payload["persons"], way=words["way"])
            return [told, words["text"]]
        case BreachAct.CLOSE:
            return [str(BreachOutcome(payload["outcome"]).label), words["text"]]
        case _:
            return [words["what"]]
