"""Cases counted on a design: how many went over each step and arrow, and how long the steps took."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.rules.aligning import (
    Deviation,
    Move,
    OnlyInLog,
    Together,
    Trace,
    align,
    find_deviations,
)
from motcua.capabilities.mining.rules.log import Case, Times, measure
from motcua.capabilities.mining.rules.nets import START, Net


@dataclass(frozen=True, kw_only=True)
class Passed:
    """How often a step or an arrow of the design was gone over."""

    count: int
    cases: int
    times: Times
    """Of a step, from ready to done; of an arrow, of the step it led to, when reached this way."""


@dataclass(frozen=True, kw_only=True)
class Departed:
    """A case that departs from the design."""

    key: str
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """A log laid over a design."""

    steps: Mapping[str, Passed]
    flows: Mapping[str, Passed]
    departed: tuple[Departed, ...]
    not_compared: int
    """Cases too tangled to be laid over the design."""


@dataclass
class _Tally:
    count: int = 0
    cases: int = 0
    took: list[int] = field(default_factory=list)

    def closed(self) -> Passed:
        return Passed(count=self.count, cases=self.cases, times=measure(self.took))


def replay(net: Net, cases: Iterable[Case]) -> Replayed:
    """Lay each case over the design; each distinct sequence is compared once.

    Cases that run or were cut short may stop anywhere. What is done beside every design must not be
    among the happenings: whatever the design does not know is a deviation.
    """
    steps: defaultdict[str, _Tally] = defaultdict(_Tally)
    flows: defaultdict[str, _Tally] = defaultdict(_Tally)
    compared: dict[tuple[Trace, bool], tuple[Move, ...] | None] = {}
    departed: list[Departed] = []
    not_compared = 0
    for case in cases:
        trace = tuple((one.activity, one.outcome) for one in case.happenings)
        is_whole = case.standing is Standing.FINISHED
        if (trace, is_whole) not in compared:
            compared[trace, is_whole] = align(net, trace, is_whole=is_whole)
        moves = compared[trace, is_whole]
        if moves is None:
            not_compared += 1
            continue
        _count(case, moves, steps, flows)
        deviations = find_deviations(net, trace, moves)
        if deviations:
            departed.append(Departed(key=case.key, deviations=deviations))
    return Replayed(
        steps={code: tally.closed() for code, tally in steps.items()},
        flows={code: tally.closed() for code, tally in flows.items()},
        departed=tuple(departed),
        not_compared=not_compared,
    )


def _count(
    case: Case,
    moves: tuple[Move, ...],
    steps: defaultdict[str, _Tally],
    flows: defaultdict[str, _Tally],
) -> None:
    """Count one case. A step that the log lacks is gone over by nobody; its arrows neither."""
    passed_steps: Counter[str] = Counter()
    passed_flows: Counter[str] = Counter()
    for move in moves:
        if isinstance(move, OnlyInLog):
            continue
        one = move.transition
        if isinstance(move, Together):
            happening = case.happenings[move.place]
            seconds = happening.done - happening.began
            steps[one.node].took.append(seconds)
            for flow in one.takes - {START}:
                flows[flow].took.append(seconds)
        elif one.activity:
            continue
        passed_steps[one.node] += 1
        passed_flows.update([*one.through, *one.gives])
    for into, passed in ((steps, passed_steps), (flows, passed_flows)):
        for code, times in passed.items():
            into[code].count += times
            into[code].cases += 1
