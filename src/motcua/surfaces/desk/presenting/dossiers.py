"""Dossiers and tasks as rows, a timeline and a list of papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework import handling
from motcua.composition.casework.examining import Examined, Line, Work
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Flagged, State
from motcua.domain.dossiers.queries import Flag, Happened
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.worktime import Calendar
from motcua.surfaces.desk.presenting import clocks, forecasts, told
from motcua.surfaces.desk.presenting.clocks import Clock

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.capabilities.workflow.models import Task
    from motcua.composition.steering.models import Forecast
    from motcua.domain.dossiers.models import Dossier

_TONES: Final[Mapping[State, str]] = {
    State.LODGED: "neutral",
    State.SUPPLEMENT_AT_INTAKE: "attention",
    State.DIRECTED: "neutral",
    State.REFUSED: "danger",
    State.ACCEPTED: "progress",
    State.IN_PROGRESS: "progress",
    State.AWAITING_SUPPLEMENT: "attention",
    State.AWAITING_OBLIGATION: "attention",
    State.DECIDED: "success",
    State.REJECTED: "danger",
    State.HANDED_OVER: "success",
    State.WITHDRAWN: "neutral",
    State.STOPPED: "danger",
}
APPLICANT: Final = "applicant"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dossier in a list."""

    reference: str
    name: str
    """Its number, or the reference before it has one."""
    applicant: str
    procedure: str
    lodged_at: datetime
    state: str
    tone: str
    clock: Clock
    forecast: forecasts.Shown | None = None
    holders: tuple[str, ...] = ()
    """In whose hands it is, where the list says so."""


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task in a list."""

    id: int
    step: str
    is_mine: bool
    """Whether the reader's post may do it."""
    named: str
    """Who was named to do it (Article 19.1)."""
    clock: Clock
    dossier: Row


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a timeline, as the component ``timeline`` draws it."""

    title: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """One step of the process, done or waiting."""

    name: str
    state: str
    tone: str
    who: str
    at: datetime | None
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One outcome of a step, as a radio button."""

    code: str
    label: str
    needs_reason: bool
    asks_items: bool
    """Whether it asks the applicant for a supplement, thing by thing."""
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper in the list beside the form."""

    id: int
    title: str
    filename: str
    pages: int
    size: int
    is_shown: bool
    is_converted: bool
    trust: str
    is_replaced: bool
    """Whether a corrected result stands in for it."""


def name_of(version: Version) -> str:
    """Return the procedure's name in the reader's language."""
    return version.name_in(get_language() or "vi")


def show_waiting(
    found: "Iterable[tuple[Dossier, Version]]", *, now: datetime, calendar: Calendar
) -> list[Row]:
    """Return what waits at the desk, each with its intake clock."""
    return [
        _row(
            dossier,
            version,
            clocks.show_running(
                dossier.intake_due_at, soon=clocks.INTAKE_SOON, now=now, calendar=calendar
            ),
        )
        for dossier, version in found
    ]


def show_rows(
    found: "Iterable[tuple[Dossier, Version]]", *, now: datetime, calendar: Calendar,
    foretold: "Mapping[int, Forecast]" = forecasts.NO_FORECASTS,
) -> list[Row]:  # fmt: skip
    """Return dossiers in any state, each with its promise and what is foretold of it."""
    return [_with_promise(dossier, version, now, calendar, foretold) for dossier, version in found]


def show_work(
    found: Iterable[Work], *, reader: Officer, now: datetime, calendar: Calendar,
    foretold: "Mapping[int, Forecast]" = forecasts.NO_FORECASTS,
) -> list[TaskRow]:  # fmt: skip
    """Return tasks, each with its own clock and that of its dossier."""
    return [
        TaskRow(
            id=work.task.pk,
            step=step_name(work.task),
            is_mine=work.task.role in reader.roles
            and (work.named is None or work.named.id == reader.post_id),
            named=work.named.name if work.named else "",
            clock=clocks.show_running(
                work.task.due_at, soon=clocks.TASK_SOON, now=now, calendar=calendar
            ),
            dossier=_with_promise(work.dossier, work.version, now, calendar, foretold),
        )
        for work in found
    ]


def step_name(task: "Task") -> str:
    """Return the step's name in the reader's language."""
    return task.name_en if get_language() == "en" and task.name_en else task.name


def choice_label(choice: Mapping[str, object]) -> str:
    """Return an outcome in the reader's language."""
    english = str(choice.get("label_en") or "")
    return english if get_language() == "en" and english else str(choice["label"])


def show_choices(task: "Task", *, chosen: str) -> list[Choice]:
    """Return the outcomes the step can have, the one chosen before marked."""
    return [
        Choice(
            code=choice["code"],
            label=choice_label(choice),
            needs_reason=bool(choice.get("needs_reason")),
            asks_items=choice["code"] == handling.ASK,
            is_chosen=choice["code"] == chosen,
        )
        for choice in task.choices
    ]


def show_steps(tasks: "Iterable[Task]") -> list[ShownStep]:
    """Return the steps the process has opened so far, with who did what when."""
    shown = []
    for task in tasks:
        labels = {choice["code"]: choice_label(choice) for choice in task.choices}
        is_done, is_stopped = task.done_at is not None, task.cancelled_at is not None
        waiting_tone = "neutral" if is_stopped else "progress"
        shown.append(
            ShownStep(
                name=step_name(task),
                state=str(task.state.label),
                tone="success" if is_done else waiting_tone,
                who=task.done_by_name or (_("Người nộp hồ sơ") if task.role == APPLICANT else ""),
                at=task.done_at or task.cancelled_at or task.ready_at,
                outcome=labels.get(task.outcome, ""),
            )
        )
    return shown


def show_timeline(lines: Iterable[Line]) -> list[Item]:
    """Return all that happened, newest first: who, when, under which article, from where to where."""
    return [
        Item(
            title=line.happened.label,
            by=line.who or _actor(line.happened),
            at=line.happened.at,
            text=_told(line),
        )
        for line in reversed(list(lines))
    ]


@dataclass(frozen=True, kw_only=True)
class ShownFlag:
    """One sign that somebody should look at."""

    words: str
    after: str
    at: datetime
    article: str


def show_flags(flags: Iterable[Flag]) -> list[ShownFlag]:
    """Return the signs in a dossier's log, each with how long it was and the article it touches."""
    return [
        ShownFlag(words=str(flag.kind.label), after=_after(flag), at=flag.at, article=flag.article)
        for flag in flags
    ]


def _after(flag: Flag) -> str:
    hours = round(flag.after.total_seconds() / clocks.HOUR)
    match flag.kind:
        case Flagged.LATE_REQUEST:
            words = _("{hours} giờ sau khi bắt đầu tính")
        case Flagged.WRITTEN_LATER:
            words = _("ghi sau {hours} giờ")
        case Flagged.LATE_ANSWER:
            words = _("muộn {hours} giờ")
        case _:
            return ""
    return words.format(hours=hours)


def show_papers(
    documents: "Iterable[Document]", *, shown: int | None, replaced: frozenset[int] = frozenset()
) -> list[Paper]:
    """Return papers as a list beside the form, one of them shown."""
    return [
        Paper(
            id=document.pk,
            title=document.title,
            filename=document.filename,
            pages=document.pages,
            size=document.size,
            is_shown=document.pk == shown,
            is_converted=document.is_converted,
            trust=str(document.get_trust_display()),
            is_replaced=document.pk in replaced,
        )
        for document in documents
    ]


def show_promise(examined: Examined, *, now: datetime, calendar: Calendar) -> Clock:
    """Return the dossier's promise with the days that were counted."""
    dossier = examined.dossier
    shown = clocks.show(
        dossier.due_at,
        standing=examined.standing,
        now=now,
        calendar=calendar,
        promise=examined.promise if dossier.due_at else None,
    )
    return replace(shown, turns=tuple(examined.clock.tell()))


def state_tone(state: State) -> str:
    """Return the shape that goes with a state."""
    return _TONES[state]


def _with_promise(
    dossier: "Dossier", version: Version, now: datetime, calendar: Calendar,
    foretold: "Mapping[int, Forecast]",
) -> Row:  # fmt: skip
    standing = dossiers.standing(dossier, now=now)
    clock = clocks.show(dossier.due_at, standing=standing, now=now, calendar=calendar)
    shown = forecasts.show(foretold.get(dossier.pk), dossier, now=now)
    return replace(_row(dossier, version, clock), forecast=shown)


def _row(dossier: "Dossier", version: Version, clock: Clock) -> Row:
    state = State(dossier.state)
    return Row(
        reference=dossier.reference,
        name=str(dossier),
        applicant=dossier.applicant.full_name,
        procedure=name_of(version),
        lodged_at=dossier.lodged_at,
        state=str(state.label),
        tone=_TONES[state],
        clock=clock,
    )


def _actor(happened: Happened) -> str:
    if "through" in happened.payload:
        return _("Người nộp hồ sơ, qua hệ thống khác")
    if "authorisation" in happened.payload:
        return _("Người làm thay, theo ủy quyền {number}").format(
            number=happened.payload["authorisation"]
        )
    match happened.by.partition(":")[0]:
        case "citizen":
            return _("Người nộp hồ sơ")
        case _:
            return _("Hệ thống")


def _told(line: Line) -> str:
    happened = line.happened
    parts = []
    if happened.source != happened.target:
        parts.append(_from_to(happened.source, happened.target))
    if line.to_agency:
        parts.append(_("Cơ quan có thẩm quyền: {name}").format(name=line.to_agency))
    if line.venue:
        parts.append(_("Nơi nhận hồ sơ: {name}").format(name=line.venue))
    if happened.payload.get("step"):
        parts.append(_("Bước: {name}").format(name=happened.payload["step"]))
    parts += told.tell(happened)
    if happened.words.get("reason"):
        parts.append(_("Lý do: {reason}").format(reason=happened.words["reason"]))
    parts.append(_("Căn cứ: {article}").format(article=happened.article))
    return "\n".join(parts)


def _from_to(source: str, target: State) -> str:
    to = str(target.label)
    if not source:
        return to
    return _("Từ “{source}” sang “{target}”").format(source=State(source).label, target=to)
