"""Changes of a model, each from one model to the next. None of them touches what it is given.

A change keeps the gateways that belong to tasks (``rules.steps``) in order by itself: whoever edits speaks
of outcomes and of where they lead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.drawing import reading_order
from motcua.capabilities.workflow.rules.model import OUTCOME, Flow, Model, Node
from motcua.capabilities.workflow.rules.steps import Step, deciders, get_step
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.errors import FieldProblem

_LONGEST: Final = 40


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A way out of a gateway that stands for itself: when it is gone, and where it leads."""

    text: str
    target: str
    is_default: bool = False
    name: str = ""


def new_code(model: Model, name: str) -> str:
    """Return an id for a new element of that name, which nothing in the model has yet."""
    flows = (flow.code for flow in model.flows)
    taken = {*model.nodes, *model.values, *flows, OUTCOME, *expressions.WORDS}
    return _free(slug(name) or "buoc", taken)


def slug(text: str) -> str:
    """Return the text as a word of small letters, digits and underscores; empty if none is left."""
    plain = re.sub(r"[^a-z0-9]+", "_", vietnamese.fold(text)).strip("_")
    return re.sub(r"^[0-9_]+", "", plain)[:_LONGEST].rstrip("_")


def insert(model: Model, *, flow: str, nodes: Iterable[Node]) -> Model:
    """Put new elements, one after the other, between the two that an arrow joins.

    :raises ModelRefused: if there is no such arrow
    """
    cut = next((one for one in model.flows if one.code == flow), None)
    if cut is None:
        raise _refused("", _("Không còn đường này trong quy trình: hãy mở lại trang."), "no-arrow")
    chain = [*nodes]
    for node in chain:
        model = _with_node(model, node, after=cut.source)
    targets = [*(node.code for node in chain[1:]), cut.target]
    flows = [replace(one, target=chain[0].code) if one is cut else one for one in model.flows]
    for node, target in zip(chain, targets, strict=True):
        flows.append(_arrow(flows, node.code, target))
    return replace(model, flows=tuple(flows))


def insert_parallel(model: Model, *, flow: str, branches: Iterable[Node]) -> Model:
    """Put two or more tasks that are done at the same time between the two that an arrow joins.

    :raises ModelRefused: if there is no such arrow
    """
    chain = [*branches]
    split = Node(code=new_code(model, "chia"), kind=NodeKind.PARALLEL, name="")
    model = insert(model, flow=flow, nodes=[split, chain[0]])
    join = Node(code=new_code(model, "gop"), kind=NodeKind.PARALLEL, name="")
    (last,) = model.leaving[chain[0].code]
    model = insert(model, flow=last.code, nodes=[join])
    for node in chain[1:]:
        model = _with_node(model, node, after=chain[0].code)
        flows = list(model.flows)
        flows.append(_arrow(flows, split.code, node.code))
        flows.append(_arrow(flows, node.code, join.code))
        model = replace(model, flows=tuple(flows))
    return model


def change(model: Model, node: Node) -> Model:
    """Let the element of that id say this; where it leads stays.

    :raises ModelRefused: if the model has no such element, or it is of another kind
    """
    _require_same(model, node)
    return replace(
        model, nodes={code: node if code == node.code else one for code, one in model.nodes.items()}
    )


def change_task(model: Model, node: Node, targets: Mapping[str, str]) -> Model:
    """Let the person's task of that id say this, and each of its outcomes lead where it is told.

    :param targets: an element of the model for every outcome of the task
    :raises ModelRefused: if the model has no such task, an outcome is left out, or leads nowhere
    """
    _require_same(model, node)
    step = get_step(model, node.code)
    assert step is not None  # a task is always a step
    wanted = {choice.code: targets.get(choice.code, "") for choice in node.choices}
    _require_targets(model, node.code, wanted.values())
    old = [flow for flow in model.flows if flow.source in {node.code, step.gateway} - {""}]
    flows = [flow for flow in model.flows if flow not in old]
    kept = {code: one for code, one in model.nodes.items() if code != step.gateway}
    model = replace(change(model, node), nodes=kept | {node.code: node}, flows=tuple(flows))
    distinct = list(dict.fromkeys(wanted.values()))
    if len(distinct) < 2:  # noqa: PLR2004 - a choice begins with two
        flows += [_kept(old, flows, node.code, target) for target in distinct]
        return replace(model, flows=tuple(flows))
    gateway = step.gateway or new_code(model, f"re_{node.code}")
    model = _with_node(model, Node(code=gateway, kind=NodeKind.EXCLUSIVE, name=""), after=node.code)
    flows.append(_kept(old, flows, node.code, gateway))
    default = next((f.target for f in old if f.is_default and f.target in distinct), distinct[-1])
    before = _outcomes_by_target(step)
    for target in distinct:
        chosen = [choice for choice in node.choices if wanted[choice.code] == target]
        arrow = _kept(old, flows, gateway, target)
        if not arrow.name or before.get(target) != {choice.code for choice in chosen}:
            arrow = replace(arrow, name=" / ".join(choice.label for choice in chosen))
        text = " or ".join(f'{node.code} == "{choice.code}"' for choice in chosen)
        flows.append(_asking(arrow, text, is_default=target == default))
    return replace(model, flows=tuple(flows))


def _outcomes_by_target(step: Step) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for way in step.ways:
        found.setdefault(way.target, set()).add(way.outcome)
    return found


def _require_same(model: Model, node: Node) -> None:
    known = model.nodes.get(node.code)
    if known is None or known.kind is not node.kind:
        raise _gone(node.code)


def lead_on(model: Model, *, code: str, target: str) -> Model:
    """Let an element with one way out lead to another.

    :raises ModelRefused: if there is no such element or target
    """
    if code not in model.nodes:
        raise _gone(code)
    _require_targets(model, code, [target])
    old = list(model.leaving[code])
    flows = [flow for flow in model.flows if flow not in old]
    return replace(model, flows=(*flows, _kept(old, flows, code, target)))


def branch(model: Model, *, gateway: str, branches: Iterable[Branch]) -> Model:
    """Let a gateway that stands for itself branch so.

    :raises ModelRefused: if there is no such gateway, or a branch leads to nothing in the model
    """
    node = model.nodes.get(gateway)
    if node is None or node.kind not in {NodeKind.EXCLUSIVE, NodeKind.PARALLEL}:
        raise _gone(gateway)
    wanted = [*branches]
    _require_targets(model, gateway, [one.target for one in wanted])
    old = [flow for flow in model.flows if flow.source == gateway]
    flows = [flow for flow in model.flows if flow.source != gateway]
    for one in wanted:
        arrow = replace(_kept(old, flows, gateway, one.target), name=one.name)
        is_asked = node.kind is NodeKind.EXCLUSIVE
        flows.append(
            _asking(arrow, one.text if is_asked else "", is_default=is_asked and one.is_default)
        )
    return replace(model, flows=tuple(flows))


def remove(model: Model, code: str) -> Model:
    """Take an element away; what led to it leads on to where it led.

    Of several ways on it is the first that does not lead back. What nothing leads to any more stays, to be
    led to or removed by hand.

    :raises ModelRefused: if it is the start, an end that something leads to, or there is no such step
    """
    step = get_step(model, code)
    if step is None or step.node.kind is NodeKind.START:
        raise _gone(code)
    gone = {code, step.gateway} - {""}
    order = reading_order(model)
    # An outcome that leads nowhere yet is nobody's way on.
    onward = [way for way in step.ways if way.target in model.nodes.keys() - gone]
    ahead = (way for way in onward if order.index(way.target) > order.index(code))
    last = next(ahead, onward[0] if onward else None)
    if last is None and model.entering[code]:
        raise _refused(code, _("Còn đường dẫn tới bước này: hãy dẫn đi nơi khác trước."), "led-to")
    target = last.target if last else ""
    owners = {gateway: task for task, gateway in deciders(model).items()}
    for source in dict.fromkeys(flow.source for flow in model.entering[code]):
        if source not in gone:
            model = _lead_past(model, source, owners.get(source, ""), code, target)
    return replace(
        model,
        nodes={one: node for one, node in model.nodes.items() if one not in gone},
        flows=tuple(f for f in model.flows if f.source not in gone and f.target not in gone),
    )


def _lead_past(model: Model, source: str, owner: str, code: str, target: str) -> Model:
    """Let what leads from the source to the element lead to the target instead, once."""
    if owner:
        step = get_step(model, owner)
        assert step is not None  # ``deciders`` found it
        ways = {way.outcome: target if way.target == code else way.target for way in step.ways}
        return change_task(model, step.node, ways)
    if any(flow.target == target for flow in model.leaving[source]):
        flows = [f for f in model.flows if (f.source, f.target) != (source, code)]
        return replace(model, flows=tuple(flows))
    moved = [
        replace(flow, target=target) if (flow.source, flow.target) == (source, code) else flow
        for flow in model.flows
    ]
    return replace(model, flows=tuple(moved))


def add_end(model: Model, name: str) -> tuple[Model, str]:
    """Add an end that nothing leads to yet; return it with the model."""
    code = new_code(model, name or "ket_thuc")
    last = next(reversed([*model.nodes]), "")
    return _with_node(model, Node(code=code, kind=NodeKind.END, name=name), after=last), code


def _with_node(model: Model, node: Node, *, after: str) -> Model:
    """Add the element behind another in the order of the file."""
    nodes: dict[str, Node] = {}
    for code, one in model.nodes.items():
        nodes[code] = one
        if code == after:
            nodes[node.code] = node
    nodes.setdefault(node.code, node)
    return replace(model, nodes=nodes)


def _kept(old: Iterable[Flow], flows: list[Flow], source: str, target: str) -> Flow:
    """Return the arrow there was between the two, without a condition, or a new one."""
    same = next((one for one in old if (one.source, one.target) == (source, target)), None)
    if same is None:
        # An old arrow between other ends may bear the new one's name, and be kept a moment later.
        return _arrow([*old, *flows], source, target)
    return replace(same, condition=None, text="", is_default=False)


def _arrow(flows: Iterable[Flow], source: str, target: str) -> Flow:
    taken = {flow.code for flow in flows} | {source, target}
    return Flow(code=_free(f"{source}__{target}", taken), source=source, target=target)


def _asking(flow: Flow, text: str, *, is_default: bool) -> Flow:
    """Return the arrow with its condition; one that cannot be read stays as it is written."""
    if is_default or not text:
        return replace(flow, text="", condition=None, is_default=is_default)
    try:
        condition = expressions.parse(text)
    except expressions.NotAnExpression:
        condition = None
    return replace(flow, text=text, condition=condition, is_default=False)


def _free(wanted: str, taken: Iterable[str]) -> str:
    known = set(taken)
    names = (f"{wanted}_{number}" if number else wanted for number in _COUNT)
    return next(name for name in names if name not in known)


_COUNT: Final = range(10_000)


def _require_targets(model: Model, field: str, targets: Iterable[str]) -> None:
    if any(target not in model.nodes for target in targets):
        raise _refused(field, _("Chọn bước mà đường này dẫn tới."), "no-target")


def _gone(code: str) -> ModelRefused:
    return _refused(
        code, _("Quy trình không có bước này, hoặc bước này không sửa được ở đây."), "no-step"
    )


def _refused(field: str, text: str, code: str) -> ModelRefused:
    return ModelRefused([FieldProblem(field=field, text=text, code=code)])
