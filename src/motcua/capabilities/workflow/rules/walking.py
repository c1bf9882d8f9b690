"""Walking through a model without running it: which way a step goes, and few ways that try everything.

The walker decides gateways as the engine does, from the outcomes of the steps. What services answer is
not known beforehand and counts as unanswered, so a way that hangs on it is found by rehearsing alone.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.model import OUTCOME, Flow, Model

Step = tuple[str, str]
"""A task and the outcome it ends with."""

MOST_PLACES: Final = 5_000
"""Positions that are looked at, at the most."""
MOST_PATHS: Final = 60


@dataclass(frozen=True)
class Place:
    """Where the tokens are: open tasks, arrivals at joins as (join, arrow), outcomes that count."""

    open: tuple[str, ...]
    arrived: frozenset[tuple[str, str]]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Walked:
    """Where a step led, and the arrows it went along."""

    place: Place
    flows: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ProcessPath:
    """One way through the process: its steps, and the goals they reach."""

    steps: tuple[Step, ...]
    reaches: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ProcessPaths:
    """Few ways through the process that reach every goal but those nobody can reach."""

    paths: tuple[ProcessPath, ...]
    unreachable: frozenset[str]


def outcome_goal(task: str, outcome: str) -> str:
    """Return the key of the goal that the task ends with the outcome."""
    return f"outcome:{task}={outcome}"


def flow_goal(code: str) -> str:
    """Return the key of the goal that the process goes along the arrow."""
    return f"flow:{code}"


def list_goals(model: Model) -> tuple[str, ...]:
    """Return everything there is to try: each outcome of each task, each arrow, in the file's order."""
    return (
        *(
            outcome_goal(node.code, choice.code)
            for node in model.of_kind(NodeKind.USER)
            for choice in node.choices
        ),
        *(flow_goal(flow.code) for flow in model.flows),
    )


def begin(model: Model) -> Walked:
    """Start the process and go on until people must act."""
    walk = _Walk(model=model)
    for node in model.of_kind(NodeKind.START):
        walk.leave(node.code)
    return walk.stop()


def complete(model: Model, place: Place, step: Step) -> Walked:
    """End an open task with an outcome and go on until people must act again."""
    task, outcome = step
    named = _named(model)
    told = {task: outcome, OUTCOME: outcome}
    walk = _Walk(
        model=model,
        open=[code for code in place.open if code != task],
        arrived=set(place.arrived),
        values={**dict(place.values), **{name: told[name] for name in told if name in named}},
    )
    walk.leave(task)
    return walk.stop()


def reached(model: Model, steps: tuple[Step, ...]) -> frozenset[str]:
    """Return the goals that these steps reach; those behind a step that was not open do not count."""
    walked = begin(model)
    found = {flow_goal(code) for code in walked.flows}
    for task, outcome in steps:
        if task not in walked.place.open:
            break
        walked = complete(model, walked.place, (task, outcome))
        found.add(outcome_goal(task, outcome))
        found.update(flow_goal(code) for code in walked.flows)
    return frozenset(found)


def find_paths(model: Model, *, most: int = MOST_PATHS) -> ProcessPaths:
    """Return ways from start to end that together reach every goal, each as short as can be."""
    atlas = _Atlas.of(model)
    left = dict.fromkeys(list_goals(model))
    first = {flow_goal(code) for code in atlas.first.flows}
    for goal in first:
        left.pop(goal, None)
    paths: list[ProcessPath] = []
    unreachable: set[str] = set()
    for goal in list_goals(model):
        if goal not in left or len(paths) >= most:
            continue
        steps = atlas.way_through(goal)
        if steps is None:
            unreachable.add(goal)
            left.pop(goal)
            continue
        reaches = reached(model, steps)
        paths.append(ProcessPath(steps=steps, reaches=reaches))
        for key in reaches:
            left.pop(key, None)
    return ProcessPaths(paths=tuple(paths), unreachable=frozenset(unreachable))


@dataclass
class _Walk:
    """A walk under way from one stop of people to the next."""

    model: Model
    open: list[str] = field(default_factory=list)
    arrived: set[tuple[str, str]] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)
    flows: set[str] = field(default_factory=set)

    def leave(self, code: str) -> None:
        """Go on from the node along the arrows that its kind and the outcomes choose."""
        node, leaving = self.model.nodes[code], self.model.leaving[code]
        chosen = leaving
        if node.kind is NodeKind.EXCLUSIVE and len(leaving) > 1:
            chosen = (self._choose(leaving),)
        for flow in chosen:
            self.flows.add(flow.code)
            self._enter(flow)

    def stop(self) -> Walked:
        """Return where the walk came to stand."""
        place = Place(
            open=tuple(sorted(self.open)),
            arrived=frozenset(self.arrived),
            values=tuple(sorted(self.values.items())),
        )
        return Walked(place=place, flows=frozenset(self.flows))

    def _choose(self, leaving: tuple[Flow, ...]) -> Flow:
        for flow in leaving:
            if flow.condition is not None and expressions.is_true(flow.condition, self.values):
                return flow
        return next(flow for flow in leaving if flow.is_default)

    def _enter(self, flow: Flow) -> None:
        code = flow.target
        match self.model.nodes[code].kind:
            case NodeKind.USER:
                self.open.append(code)
            case NodeKind.PARALLEL:
                self.arrived.add((code, flow.code))
                waiting = {(code, one.code) for one in self.model.entering[code]}
                if waiting <= self.arrived:
                    self.arrived -= waiting
                    self.leave(code)
            case NodeKind.END:
                pass
            case _:
                self.leave(code)


@dataclass(frozen=True, kw_only=True)
class _Leg:
    """One step from a place to another."""

    source: Place
    step: Step
    target: Place
    reaches: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class _Atlas:
    """Every place that can be reached, the leg that first led there, and the leg towards the end."""

    first: Walked
    legs: tuple[_Leg, ...]
    to: Mapping[Place, _Leg | None]
    onward: Mapping[Place, _Leg | None]

    @classmethod
    def of(cls, model: Model) -> "_Atlas":
        first = begin(model)
        to: dict[Place, _Leg | None] = {first.place: None}
        legs: list[_Leg] = []
        waiting = deque([first.place])
        while waiting and len(to) < MOST_PLACES:
            place = waiting.popleft()
            for leg in _legs(model, place):
                legs.append(leg)
                if leg.target not in to:
                    to[leg.target] = leg
                    waiting.append(leg.target)
        return cls(first=first, legs=tuple(legs), to=to, onward=_towards_the_end(legs))

    def way_through(self, goal: str) -> tuple[Step, ...] | None:
        """Return the shortest way from start to end that reaches the goal, None if there is none."""
        ways = [
            (*self._way_to(leg.source), leg.step, *self._way_on(leg.target))
            for leg in self.legs
            if goal in leg.reaches and leg.target in self.onward
        ]
        return min(ways, key=len, default=None)

    def _way_to(self, place: Place) -> tuple[Step, ...]:
        steps: list[Step] = []
        leg = self.to[place]
        while leg is not None:
            steps.append(leg.step)
            leg = self.to[leg.source]
        return tuple(reversed(steps))

    def _way_on(self, place: Place) -> tuple[Step, ...]:
        steps: list[Step] = []
        leg = self.onward[place]
        while leg is not None:
            steps.append(leg.step)
            leg = self.onward[leg.target]
        return tuple(steps)


def _legs(model: Model, place: Place) -> Iterator[_Leg]:
    for task in place.open:
        for choice in model.nodes[task].choices:
            step = (task, choice.code)
            walked = complete(model, place, step)
            reaches = {outcome_goal(*step), *(flow_goal(code) for code in walked.flows)}
            yield _Leg(source=place, step=step, target=walked.place, reaches=frozenset(reaches))


def _towards_the_end(legs: list[_Leg]) -> dict[Place, _Leg | None]:
    """Return for each place from which there is an end the first leg of the shortest way to it."""
    entering: dict[Place, list[_Leg]] = {}
    for leg in legs:
        entering.setdefault(leg.target, []).append(leg)
    ends = [place for place in entering if not place.open]
    onward: dict[Place, _Leg | None] = dict.fromkeys(ends)
    waiting = deque(ends)
    while waiting:
        for leg in entering.get(waiting.popleft(), ()):
            if leg.source not in onward:
                onward[leg.source] = leg
                waiting.append(leg.source)
    return onward


def _named(model: Model) -> frozenset[str]:
    """Return the names that conditions ask for; other outcomes decide nothing."""
    conditions = (flow.condition for flow in model.flows if flow.condition is not None)
    return frozenset[str]().union(*(expressions.names_in(one) for one in conditions))
