"""Whether a model makes sense: everything has a way in and a way out, and it always comes to an end."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules import expressions, soundness
from motcua.capabilities.workflow.rules.model import OUTCOME, Flow, Model, Node
from motcua.foundation.kernel.errors import FieldProblem

_SINGLE_EXIT: Final = frozenset({NodeKind.START, NodeKind.USER, NodeKind.SERVICE})


def find_problems(model: Model) -> list[FieldProblem]:
    """Return everything that keeps the model from running, element by element; none if it may run."""
    problems = [*_find_loose_arrows(model)]
    if problems:
        return problems
    problems += [*_find_wrong_counts(model), *_find_wrong_conditions(model)]
    if problems:
        return problems
    return [*_find_unreachable(model), *_find_unsound(model)]


def _find_loose_arrows(model: Model) -> Iterator[FieldProblem]:
    pairs: set[tuple[str, str]] = set()
    for flow in model.flows:
        if not flow.code or flow.source not in model.nodes or flow.target not in model.nodes:
            yield _problem(
                flow.code, _("Mũi tên phải nối hai phần tử của quy trình."), "loose-arrow"
            )
        if (flow.source, flow.target) in pairs:
            yield _problem(flow.code, _("Hai mũi tên nối cùng hai phần tử."), "double-arrow")
        pairs.add((flow.source, flow.target))


def _find_wrong_counts(model: Model) -> Iterator[FieldProblem]:
    if len(model.of_kind(NodeKind.START)) != 1:
        yield _problem("", _("Quy trình phải có đúng một điểm bắt đầu."), "one-start")
    if not model.of_kind(NodeKind.END):
        yield _problem("", _("Quy trình phải có ít nhất một điểm kết thúc."), "no-end")
    if not model.of_kind(NodeKind.USER):
        yield _problem("", _("Quy trình phải có ít nhất một công việc của người."), "no-task")
    for node in model.nodes.values():
        yield from _find_wrong_count(model, node)


def _find_wrong_count(model: Model, node: Node) -> Iterator[FieldProblem]:
    entering, leaving = model.entering[node.code], model.leaving[node.code]
    if node.kind in {NodeKind.USER, NodeKind.SERVICE} and not node.name:
        yield _problem(node.code, _("Công việc phải có tên."), "no-name")
    if node.code == OUTCOME or node.code in model.values:
        reason = _("Mã “{code}” đã được dùng cho một giá trị của quy trình.").format(code=node.code)
        yield _problem(node.code, reason, "name-taken")
    if (node.kind is NodeKind.START) == bool(entering):
        yield _problem(
            node.code, _("Phần tử không có đường vào, hoặc điểm bắt đầu có đường vào."), "way-in"
        )
    if (node.kind is NodeKind.END) == bool(leaving):
        yield _problem(
            node.code,
            _("Phần tử không có đường ra (ngõ cụt), hoặc điểm kết thúc có đường ra."),
            "dead-end",
        )
    if node.kind in _SINGLE_EXIT and len(leaving) > 1:
        yield _problem(
            node.code, _("Chỉ cổng rẽ nhánh hoặc song song mới có nhiều đường ra."), "many-exits"
        )


def _find_wrong_conditions(model: Model) -> Iterator[FieldProblem]:
    for flow in model.flows:
        if flow.condition is not None:
            yield from _find_wrong_condition(model, flow, flow.condition)
    for node in model.of_kind(NodeKind.EXCLUSIVE):
        leaving = model.leaving[node.code]
        if len(leaving) < 2:  # noqa: PLR2004 - a choice begins with two
            continue
        if sum(flow.is_default for flow in leaving) != 1:
            yield _problem(node.code, _("Cổng rẽ nhánh phải có một đường mặc định."), "no-default")
        for flow in leaving:
            if flow.is_default == (flow.condition is not None):
                reason = _("Mỗi đường ra phải có điều kiện, trừ đường mặc định.")
                yield _problem(flow.code, reason, "no-condition")


def _find_wrong_condition(
    model: Model, flow: Flow, condition: expressions.Node
) -> Iterator[FieldProblem]:
    source = model.nodes[flow.source]
    if source.kind is not NodeKind.EXCLUSIVE or len(model.leaving[flow.source]) == 1:
        yield _problem(
            flow.code, _("Chỉ đường ra của cổng rẽ nhánh mới có điều kiện."), "stray-condition"
        )
    outcomes = {
        node.code: {choice.code for choice in node.choices} for node in model.of_kind(NodeKind.USER)
    }
    known = outcomes.keys() | model.values | {OUTCOME}
    for name in sorted(expressions.names_in(condition) - known):
        reason = _("Điều kiện dùng “{name}” mà quy trình không khai báo.").format(name=name)
        yield _problem(flow.code, reason, "unknown-name")
    every = set().union(*outcomes.values())
    for name, value in expressions.constants_by_name(condition):
        possible = every if name == OUTCOME else outcomes.get(name)
        if possible is not None and value not in possible:
            reason = _("“{value}” không phải là kết quả của công việc nào được hỏi ở đây.")
            yield _problem(flow.code, reason.format(value=value), "unknown-outcome")


def _find_unreachable(model: Model) -> Iterator[FieldProblem]:
    seen: set[str] = set()
    waiting = [node.code for node in model.of_kind(NodeKind.START)]
    while waiting:
        code = waiting.pop()
        if code not in seen:
            seen.add(code)
            waiting.extend(flow.target for flow in model.leaving[code])
    for code in model.nodes.keys() - seen:
        yield _problem(code, _("Không có đường nào từ điểm bắt đầu đến đây."), "unreachable")


def _find_unsound(model: Model) -> Iterator[FieldProblem]:
    endless = sorted(soundness.find_endless(model))
    for code in endless:
        yield _problem(code, _("Vòng lặp này không có công việc nào của người."), "endless")
    if endless:
        return
    try:
        stuck = list(soundness.find_stuck(model))
    except soundness.TooTangled:
        yield _problem("", _("Quy trình có quá nhiều nhánh song song để kiểm tra."), "too-tangled")
        return
    for code in stuck:
        reason = _("Quy trình có thể kẹt hoặc chạy hai lần ở đây: xem lại các nhánh song song.")
        yield _problem(code, reason, "stuck")


def _problem(field: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code=code)
