"""A model as a table of steps: who does what in which time, how it ends, where each end leads.

A gateway that only asks how the one task before it ended is no step of its own: its arrows are that
task's ways. Everything else of a model is a step, so that no model is too strange for the table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.drawing import reading_order
from motcua.capabilities.workflow.rules.model import Flow, Model, Node


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way out of a step."""

    flow: str
    """The arrow that ends at the target."""
    outcome: str
    """The code of the outcome that leads here; empty where nobody chooses."""
    label: str
    text: str
    """The condition, where it asks for more than an outcome."""
    is_default: bool
    target: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row of the table."""

    node: Node
    ways: tuple[Way, ...]
    gateway: str = ""
    """The gateway that belongs to the step, if one does."""


def list_steps(model: Model) -> tuple[Step, ...]:
    """Return the steps as they are read, each gateway that belongs to a task left out."""
    owned = deciders(model)
    gateways = {gateway: task for task, gateway in owned.items()}
    return tuple(
        _step(model, model.nodes[code], owned.get(code, ""))
        for code in reading_order(model)
        if code not in gateways
    )


def get_step(model: Model, code: str) -> Step | None:
    """Return the step of an element; None if there is none, or it belongs to another's step."""
    return next((step for step in list_steps(model) if step.node.code == code), None)


def deciders(model: Model) -> Mapping[str, str]:
    """Return by task the gateway that asks only how it ended."""
    return {
        node.code: gateway
        for node in model.of_kind(NodeKind.USER)
        for gateway in _decider(model, node)
    }


def _decider(model: Model, task: Node) -> Iterator[str]:
    leaving = model.leaving[task.code]
    if len(leaving) != 1 or leaving[0].target not in model.nodes:
        return
    gateway = model.nodes[leaving[0].target]
    if gateway.kind is not NodeKind.EXCLUSIVE or len(model.entering[gateway.code]) != 1:
        return
    flows = model.leaving[gateway.code]
    others = [flow for flow in flows if not flow.is_default]
    is_whole = len(flows) > 1 and len(others) == len(flows) - 1
    if is_whole and all(outcomes_of(flow, task) is not None for flow in others):
        yield gateway.code


def outcomes_of(flow: Flow, task: Node) -> frozenset[str] | None:
    """Return the outcomes of the task that the arrow asks for; None if it asks for anything else."""
    asked = None if flow.condition is None else _asked(flow.condition, task.code)
    known = {choice.code for choice in task.choices}
    return asked if asked is not None and asked <= known else None


def _asked(condition: expressions.Node, task: str) -> frozenset[str] | None:
    """Return the outcomes that satisfy the condition; None if it is no question of outcomes."""
    match condition:
        case expressions.Either(left, right):
            one, other = _asked(left, task), _asked(right, task)
            return None if one is None or other is None else one | other
        case expressions.Compare("==", expressions.Name(name), expressions.Constant(value)):
            return frozenset({value}) if name == task and isinstance(value, str) else None
        case expressions.OneOf(expressions.Name(name), values):
            texts = frozenset(one for one in values if isinstance(one, str))
            return texts if name == task and len(texts) == len(set(values)) else None
        case _:
            return None


def _step(model: Model, node: Node, gateway: str) -> Step:
    if node.kind is not NodeKind.USER or not node.choices:
        return Step(node=node, ways=tuple(_plain(flow) for flow in model.leaving[node.code]))
    flows = model.leaving[gateway or node.code]
    if len(flows) != 1 and not gateway:
        return Step(node=node, ways=tuple(_plain(flow) for flow in flows))
    return Step(node=node, ways=tuple(_by_outcome(node, flows)), gateway=gateway)


def _by_outcome(task: Node, flows: tuple[Flow, ...]) -> Iterator[Way]:
    for choice in task.choices:
        asking = (flow for flow in flows if choice.code in (outcomes_of(flow, task) or ()))
        flow = next(asking, None) or next(
            (flow for flow in flows if flow.is_default or len(flows) == 1), flows[-1]
        )
        yield Way(
            flow=flow.code,
            outcome=choice.code,
            label=choice.label,
            text="",
            is_default=flow.is_default,
            target=flow.target,
        )


def _plain(flow: Flow) -> Way:
    return Way(
        flow=flow.code,
        outcome="",
        label=flow.name,
        text=flow.text,
        is_default=flow.is_default,
        target=flow.target,
    )
