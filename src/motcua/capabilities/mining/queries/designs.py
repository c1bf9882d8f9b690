"""A process model as a net to lay logs against."""

from collections.abc import Iterator
from itertools import product

from motcua.capabilities.mining.rules.nets import START, Net, Transition
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.queries.designs import Model, Node, Step, list_steps


def to_net(model: Model) -> Net:
    """Return the model as a net: people's tasks can be seen in a log, all else goes by itself.

    What a gateway asks besides the outcome of the task before it is not in a log: such a gateway may
    go every way.
    """
    steps = {step.node.code: step for step in list_steps(model)}
    transitions = [
        one
        for code, node in model.nodes.items()
        if code in steps
        for one in _transitions(model, node, steps[code])
    ]
    return Net(transitions=tuple(transitions))


def _transitions(model: Model, node: Node, step: Step) -> Iterator[Transition]:
    entering = [flow.code for flow in model.entering[node.code]]
    leaving = [flow.code for flow in model.leaving[node.code]]
    match node.kind:
        case NodeKind.START:
            yield _transition(node, {START}, leaving)
        case NodeKind.PARALLEL:
            yield _transition(node, entering, leaving)
        case NodeKind.EXCLUSIVE:
            for before, after in product(entering, leaving):
                yield _transition(node, {before}, {after})
        case NodeKind.USER if step.gateway:
            for before, way in product(entering, step.ways):
                yield Transition(
                    node=node.code,
                    takes=frozenset({before}),
                    gives=frozenset({way.flow}),
                    activity=node.code,
                    outcome=way.outcome,
                    through=tuple(leaving),
                )
        case _:
            activity = node.code if node.kind is NodeKind.USER else ""
            for before in entering:
                yield _transition(node, {before}, leaving, activity)


def _transition(
    node: Node, takes: "set[str] | list[str]", gives: "set[str] | list[str]", activity: str = ""
) -> Transition:
    return Transition(
        node=node.code, takes=frozenset(takes), gives=frozenset(gives), activity=activity
    )
