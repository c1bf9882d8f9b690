"""A rehearsal as its pages tell it: what the citizen sees, what the officer sees, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.composition.casework import fees, handling
from motcua.composition.rehearsal import queries as rehearsal
from motcua.composition.rehearsal.enums import MoveKind, Until
from motcua.composition.rehearsal.queries import Look, Scene, Waiting
from motcua.domain.dossiers.enums import State
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.foundation.kernel.money import format_dong
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.pages import TOP, Error

if TYPE_CHECKING:
    from motcua.composition.rehearsal.models import Sitting


@dataclass(frozen=True, kw_only=True)
class Done:
    """A move that was made, in words, with what the product said if it would not do it any more."""

    number: int
    text: str
    at: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ShownCharge:
    """What the applicant will pay, and why it is less than usual or nothing."""

    name: str
    amount: str
    why: str


@dataclass(frozen=True, kw_only=True)
class TimeButton:
    """One way to turn the clock."""

    text: str
    days: int = 0
    hours: int = 0
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A step that waits, with the ways it can end."""

    key: str
    name: str
    who: str
    due_at: datetime | None
    choices: tuple[Mapping[str, Any], ...]
    is_applicants: bool
    is_reachable: bool
    asks_items: bool


def sitting(
    under_way: "Sitting", look: Look, *, page: str, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the values of the page on which somebody rehearses."""
    scene = look.scene
    return {
        "now": scene.now,
        "revision": under_way.revision,
        "done": _done(look, names_of(scene) | _papers(scene)),
        "times": _times(scene),
        "tasks": [_task(waiting) for waiting in scene.waiting],
        "scene": scene,
        "state": _state(scene),
        "tone": dossiers.state_tone(State(scene.dossier.state)) if scene.dossier else "neutral",
        "citizen_entries": _entries(scene),
        "officer_entries": dossiers.show_timeline(scene.examined.timeline)
        if scene.examined
        else (),
        "papers": list(enumerate(scene.issued)),
        "is_filling": scene.filling is not None,
        "charges": _charges(scene),
        "missing_papers": [one.code for one in scene.asked if not one.attached],
        "errors": errors(refusal),
        **_form_page(scene, page, refusal),
    }


def errors(refusal: Refusal | None) -> list[Error]:
    """Return why the product would not do it, as the page's summary of errors."""
    if refusal is None:
        return []
    if isinstance(refusal, InvalidInput):
        return [Error(anchor=TOP, text=problem.text) for problem in refusal.problems]
    return [Error(anchor=TOP, text=refusal.text)]


def _form_page(scene: Scene, wanted: str, refusal: Refusal | None) -> dict[str, Any]:
    """Return the page of the form that is drawn: the one asked for, else the first with something left."""
    filling = scene.filling
    if filling is None:
        return {"form_page": None}
    shown = forms.visible_pages(filling.form, filling.answers)
    today = clock.day_in_vietnam(scene.now)
    unfinished = forms.find_unfinished_page(filling.form, filling.answers, today=today)
    page = next((one for one in shown if one.key == wanted), unfinished or shown[-1])
    is_judged = wanted == page.key and bool(filling.answers.keys() & set(page.fields))
    problems = (
        forms.validate_page(filling.form, page.key, filling.answers, today=today)
        if is_judged or isinstance(refusal, InvalidInput)
        else []
    )
    return {
        "form_page": forms.page_view(
            filling.form, page.key, filling.answers, filling.known, problems
        ),
        "form_pages": [(one.key, str(one.title), one.key == page.key) for one in shown],
        "problems": len(scene.problems),
    }


def _charges(scene: Scene) -> tuple[ShownCharge, ...] | None:
    if scene.charges is None:
        return None
    return tuple(
        ShownCharge(
            name=charge.fee.name, amount=format_dong(charge.amount), why=fees.explain(charge)
        )
        for charge in scene.charges
    )


def _times(scene: Scene) -> list[TimeButton]:
    buttons = [
        TimeButton(text=_("Thêm 1 giờ"), hours=1),
        TimeButton(text=_("Thêm 1 ngày"), days=1),
        TimeButton(text=_("Thêm 1 tuần"), days=7),
    ]
    moments = {
        Until.INTAKE_DUE: scene.dossier.intake_due_at
        if scene.dossier and not scene.dossier.accepted_at
        else None,
        Until.TASK_DUE: min((one.due_at for one in scene.waiting if one.due_at), default=None),
        Until.DUE: scene.dossier.due_at if scene.dossier else None,
    }
    beyond = timedelta(minutes=1)
    return buttons + [
        TimeButton(text=_("Đến: {moment}").format(moment=until.label), until=until.value)
        for until, moment in moments.items()
        if moment is not None and moment + beyond > scene.now
    ]


def _task(waiting: Waiting) -> Task:
    return Task(
        key=waiting.code,
        name=_in_language(waiting.name, waiting.name_en),
        who=waiting.officer or _("Người nộp hồ sơ"),
        due_at=waiting.due_at,
        choices=tuple(
            {**choice, "text": _in_language(choice["label"], choice.get("label_en", ""))}
            for choice in waiting.choices
        ),
        is_applicants=waiting.role not in Role.values,
        is_reachable=waiting.is_reachable,
        asks_items=any(choice["code"] == handling.ASK for choice in waiting.choices),
    )


def _in_language(vietnamese: str, english: str) -> str:
    return english if get_language() == "en" and english else vietnamese


def _state(scene: Scene) -> str:
    if scene.dossier is None:
        return _("Đang khai, chưa nộp")
    return str(State(scene.dossier.state).label)


def _entries(scene: Scene) -> list[dict[str, Any]]:
    if scene.followed is None:
        return []
    return [
        {"title": line.happened.label, "at": line.happened.at, "by": line.officer, "text": ""}
        for line in scene.followed.timeline
    ]


def names_of(scene: Scene) -> dict[str, str]:
    """Return the names of steps and outcomes met so far, by their codes."""
    names: dict[str, str] = {}
    tasks = scene.examined.tasks if scene.examined else ()
    for task in tasks:
        names[task.code] = _in_language(task.name, task.name_en)
        for choice in task.choices:
            names[f"{task.code}={choice['code']}"] = _in_language(
                choice["label"], choice.get("label_en", "")
            )
    return names


def _moment(seen: str) -> str:
    """Return a moment, as what is compared notes it, the way the other pages write one."""
    return f"{datetime.fromisoformat(seen):%H:%M %d/%m/%Y}"


def _papers(scene: Scene) -> dict[str, str]:
    """Return what the papers of the record are called, by their codes."""
    return {one.code: _in_language(one.name, one.name_en) for one in scene.version.papers}


def _done(look: Look, names: Mapping[str, str]) -> list[Done]:
    return [
        Done(
            number=number,
            text=say(plain, names),
            at=_moment(look.seen[number]["at"]),
            refusal=str(refusal.text) if refusal else "",
        )
        for number, (plain, refusal) in enumerate(
            zip(rehearsal.to_plain(look.script), look.refusals, strict=True), start=1
        )
    ]


def say(move: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a move in words; codes stand for names that are not known."""
    kind = MoveKind(move["do"])
    return ": ".join(part for part in (str(kind.label), _detail(kind, move, names)) if part)


def _detail(kind: MoveKind, move: Mapping[str, Any], names: Mapping[str, str]) -> str:
    match kind:
        case MoveKind.ANSWER:
            return _("{count} câu trả lời").format(count=len(move["answers"]))
        case MoveKind.ATTACH:
            return names.get(move["paper"], str(move["paper"]))
        case MoveKind.TURN if move.get("until"):
            return str(Until(move["until"]).label)
        case MoveKind.TURN:
            return _("{days} ngày {hours} giờ").format(
                days=move.get("days", 0), hours=move.get("hours", 0)
            )
        case MoveKind.DO:
            task, outcome = move["task"], move["outcome"]
            ending = names.get(f"{task}={outcome}", outcome)
            return f"{names.get(task, task)} → {ending}"
        case MoveKind.CONFIRM:
            code = f"{handling.CONFIRM_TASK}={move['outcome']}"
            return names.get(code, move["outcome"])
        case MoveKind.RATE:
            return str(move["mark"])
        case _:
            return str(move.get("reason", ""))


def script_in_words(plain: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return the moves of a test in words."""
    return [say(move, names) for move in plain]
