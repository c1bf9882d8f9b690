"""The tests of a draft as its page tells them: results, differences, and what nobody has tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.enums import NodeKind
from motcua.composition.rehearsal import queries as rehearsal
from motcua.composition.rehearsal.enums import Outcome
from motcua.composition.rehearsal.queries import Coverage, Shown
from motcua.foundation.identity.enums import Role
from motcua.surfaces.desk.presenting import rehearsal as words

if TYPE_CHECKING:
    from motcua.capabilities.workflow.queries import Model

TONES: Final[Mapping[str, str]] = {
    Outcome.FITS: "success",
    Outcome.DIFFERS: "attention",
    Outcome.FAILED: "danger",
}
_PLACES: Final[Mapping[str, Any]] = {
    "at": gettext_lazy("Đồng hồ"),
    "refused": gettext_lazy("Hệ thống từ chối"),
    "state": gettext_lazy("Trạng thái"),
    "number": gettext_lazy("Mã hồ sơ"),
    "intake_due_at": gettext_lazy("Hạn trả lời tiếp nhận"),
    "due_at": gettext_lazy("Hẹn trả kết quả"),
    "standing": gettext_lazy("So với hạn"),
    "days": gettext_lazy("Số ngày đã qua"),
    "tasks": gettext_lazy("Bước đang chờ"),
    "citizen": gettext_lazy("Người dân thấy"),
    "papers": gettext_lazy("Giấy tờ phát hành"),
    "messages": gettext_lazy("Thông báo cho người dân"),
}
"""What is seen after a move, in words; the rest of a place follows as it is."""


@dataclass(frozen=True, kw_only=True)
class ShownTest:
    """A test as a row."""

    key: int
    name: str
    moves: int
    outcome: str
    tone: str
    is_stale: bool
    differences: int
    kept_by: str


@dataclass(frozen=True, kw_only=True)
class ShownDifference:
    """One difference side by side."""

    move: str
    place: str
    expected: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One thing to try, and whether somebody has."""

    text: str
    is_tried: bool
    is_reachable: bool


@dataclass(frozen=True, kw_only=True)
class MarkedStep:
    """A step of the process with the ways it can end."""

    name: str
    who: str
    ways: tuple[Mark, ...]


def page(tests: Sequence[Shown], coverage: Coverage | None) -> dict[str, Any]:
    """Return the values of the page of a draft's tests."""
    return {
        "tests": [row(shown) for shown in tests],
        "percent": coverage.percent if coverage else None,
        "left": len(coverage.left) if coverage else 0,
        "steps": _steps(coverage) if coverage else (),
        "arrows": _arrows(coverage) if coverage else (),
        "branches": _branches(coverage) if coverage else (),
    }


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How the tests of a draft stand, in three numbers."""

    tests: int
    failing: int
    waiting: int


def summary(tests: Sequence[Shown]) -> Summary | None:
    """Return how the tests of a draft stand; None if there are none."""
    if not tests:
        return None
    return Summary(
        tests=len(tests),
        failing=sum(one.last is not None and one.last.outcome != Outcome.FITS for one in tests),
        waiting=sum(one.last is None or one.is_stale for one in tests),
    )


def row(shown: Shown) -> ShownTest:
    """Return a test as a row."""
    last = shown.last
    return ShownTest(
        key=shown.script.pk,
        name=shown.script.name,
        moves=len(shown.script.moves),
        outcome=str(Outcome(last.outcome).label) if last else _("Chưa chạy trên bản soạn này"),
        tone=TONES[Outcome(last.outcome)] if last else "neutral",
        is_stale=shown.is_stale,
        differences=len(last.differences) if last else 0,
        kept_by=shown.script.kept_by_name,
    )


def test(shown: Shown, coverage: Coverage | None) -> dict[str, Any]:
    """Return the values of the page of one test."""
    names = _names(coverage.designed.model) if coverage else {}
    script = [words.say(move, names) for move in shown.script.moves]
    found = rehearsal.read_differences(shown.last.differences) if shown.last else ()
    return {
        "test": row(shown),
        "begins_at": shown.script.begins_at,
        "script": script,
        "failure": shown.last.failure if shown.last else "",
        "run_at": shown.last.run_at if shown.last else None,
        "differences": [
            ShownDifference(
                move=script[one.move - 1] if 0 < one.move <= len(script) else _("Lúc bắt đầu"),
                place=_place(one.what),
                expected=one.expected,
                found=one.found,
            )
            for one in found
        ],
    }


def _place(path: str) -> str:
    head, _dot, rest = path.partition(".")
    name = str(_PLACES.get(head, head))
    return f"{name} ({rest})" if rest else name


def _names(model: "Model") -> dict[str, str]:
    names: dict[str, str] = {}
    for node in model.of_kind(NodeKind.USER):
        names[node.code] = _in_language(node.name, node.name_en)
        for choice in node.choices:
            names[f"{node.code}={choice.code}"] = _in_language(choice.label, choice.label_en)
    return names


def _in_language(vietnamese: str, english: str) -> str:
    return english if get_language() == "en" and english else vietnamese


def _steps(coverage: Coverage) -> tuple[MarkedStep, ...]:
    return tuple(
        MarkedStep(
            name=_in_language(node.name, node.name_en),
            who=str(Role(node.role).label) if node.role in Role.values else _("Người nộp hồ sơ"),
            ways=tuple(
                _mark(
                    _in_language(choice.label, choice.label_en),
                    workflow.outcome_goal(node.code, choice.code),
                    coverage,
                )
                for choice in node.choices
            ),
        )
        for node in coverage.designed.model.of_kind(NodeKind.USER)
    )


def _arrows(coverage: Coverage) -> tuple[Mark, ...]:
    """Return the arrows that nobody went along, from where to where."""
    model = coverage.designed.model
    marks = (
        _mark(
            f"{_name_of(model, flow.source)} → {_name_of(model, flow.target)}",
            workflow.flow_goal(flow.code),
            coverage,
        )
        for flow in model.flows
    )
    return tuple(mark for mark in marks if not mark.is_tried)


def _name_of(model: "Model", code: str) -> str:
    """Return what the step is called; a fork without a name is told by the step it comes after."""
    node = model.nodes[code]
    named = _in_language(node.name, node.name_en)
    before = next((flow.source for flow in model.flows if flow.target == code), "")
    if named or not before:
        return named or str(NodeKind(node.kind).label)
    earlier = model.nodes[before]
    return _("{kind} sau “{step}”").format(
        kind=NodeKind(node.kind).label,
        step=_in_language(earlier.name, earlier.name_en) or NodeKind(earlier.kind).label,
    )


def _branches(coverage: Coverage) -> tuple[Mark, ...]:
    """Return what is to try in the form that nobody has tried."""
    form = coverage.designed.form
    marks = (_mark(_say_goal(form, goal), goal.key, coverage) for goal in coverage.goals.form)
    return tuple(mark for mark in marks if not mark.is_tried)


def _say_goal(form: forms.Form, goal: forms.Goal) -> str:
    if goal.check is not None:
        return f"{form.fields[goal.check.field].label}: {goal.check.message}"
    return _(" và ").join(
        f"{form.fields[name].label}: {', '.join(sorted(_answer(form, name, one) for one in values))}"
        for name, values in goal.needs
    )


def _answer(form: forms.Form, name: str, value: str | bool) -> str:  # noqa: FBT001 - an answer
    if isinstance(value, bool):
        return _("đánh dấu")
    text = form.fields[name].texts.get(value)
    return str(text) if text else value


def _mark(text: str, key: str, coverage: Coverage) -> Mark:
    return Mark(
        text=text,
        is_tried=key in coverage.tried,
        is_reachable=key not in coverage.goals.unreachable,
    )
