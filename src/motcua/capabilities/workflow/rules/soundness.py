"""Proof that a model always goes on and comes to an end: its markings, walked through.

Each gateway is taken as free to choose, so the proof holds whatever people decide and whatever
services answer. A marking is the set of arrows that hold a token, together with the waiting tasks.
"""

from collections import deque
from collections.abc import Iterator
from typing import Final

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules.model import Flow, Model

Marking = frozenset[str]

MAX_MARKINGS: Final = 20_000
"""More states than this and the model is refused as too tangled to be proved."""


class TooTangled(Exception):
    """The model has more markings than we are ready to walk."""


def find_stuck(model: Model) -> Iterator[str]:
    """Yield the ids of nodes that can get stuck or be reached twice at once; none if sound.

    Raises:
        TooTangled: if the model has too many markings.
    """
    successors = _walk(model)
    ends = [marking for marking, following in successors.items() if not marking and not following]
    can_end = _backwards(successors, ends)
    stuck: dict[str, None] = {}
    for marking, following in successors.items():
        if following is None or marking not in can_end:
            stuck.update(dict.fromkeys(_targets(model, marking)))
    yield from stuck


def find_endless(model: Model) -> Iterator[str]:
    """Yield the nodes on a circle without a person's task: the machine would turn it for ever."""
    automatic = {code for code, node in model.nodes.items() if node.kind is not NodeKind.USER}
    for start in automatic:
        seen: set[str] = set()
        waiting = [flow.target for flow in model.leaving[start]]
        while waiting:
            code = waiting.pop()
            if code in seen or code not in automatic:
                continue
            seen.add(code)
            waiting.extend(flow.target for flow in model.leaving[code])
        if start in seen:
            yield start


def _walk(model: Model) -> dict[Marking, tuple[Marking, ...] | None]:
    """Return each reachable marking with what can follow it, None where a second token arrives."""
    flows = {flow.code: flow for flow in model.flows}
    first = frozenset(
        flow.code for node in model.of_kind(NodeKind.START) for flow in model.leaving[node.code]
    )
    found: dict[Marking, tuple[Marking, ...] | None] = {}
    waiting = deque([first])
    while waiting:
        marking = waiting.popleft()
        if marking in found:
            continue
        if len(found) >= MAX_MARKINGS:
            raise TooTangled
        following = _next(model, flows, marking)
        found[marking] = following
        waiting.extend(following or ())
    return found


def _next(model: Model, flows: dict[str, Flow], marking: Marking) -> tuple[Marking, ...] | None:
    """Return the markings one step further, or None if a step would double a token."""
    following: list[Marking] = []
    arrived: dict[str, list[str]] = {}
    for code in sorted(marking):
        arrived.setdefault(flows[code].target, []).append(code)
    for node_code, codes in arrived.items():
        kind = model.nodes[node_code].kind
        leaving = [flow.code for flow in model.leaving[node_code]]
        if kind is NodeKind.PARALLEL:
            if len(codes) < len(model.entering[node_code]):
                continue
            steps = [(frozenset(codes), frozenset(leaving))]
        elif kind is NodeKind.END:
            steps = [(frozenset({code}), frozenset()) for code in codes]
        else:
            if len(codes) > 1:
                # Two tokens at one task would be two open copies of it.
                return None
            taken = frozenset(codes)
            steps = [(taken, frozenset({code})) for code in leaving]
        for taken, put in steps:
            rest = marking - taken
            if rest & put:
                return None
            following.append(rest | put)
    return tuple(following)


def _backwards(
    successors: dict[Marking, tuple[Marking, ...] | None], ends: list[Marking]
) -> set[Marking]:
    before: dict[Marking, list[Marking]] = {}
    for marking, following in successors.items():
        for after in following or ():
            before.setdefault(after, []).append(marking)
    reached = set(ends)
    waiting = deque(ends)
    while waiting:
        for marking in before.get(waiting.popleft(), ()):
            if marking not in reached:
                reached.add(marking)
                waiting.append(marking)
    return reached


def _targets(model: Model, marking: Marking) -> list[str]:
    return sorted({flow.target for flow in model.flows if flow.code in marking})
