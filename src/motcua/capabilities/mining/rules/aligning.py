"""A sequence of a log laid against a design, so that the two differ in as few places as possible.

The standard notion of conformance (van der Aalst, Adriansyah, van Dongen: "Replaying history on
process models for conformance checking and performance analysis", 2012): a run of the design and the
sequence are walked together; a step of the log that the design does not allow costs one, and so
does a step of the design that the log lacks, and a way that belongs to another outcome. Dijkstra's search finds a cheapest walk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Final

from motcua.capabilities.mining.enums import DeviationKind
from motcua.capabilities.mining.rules.nets import START, Marking, Net, Transition, fire

MOST_STATES: Final = 20_000
"""How many situations are looked at before a comparison is given up."""

Trace = tuple[tuple[str, str], ...]
"""Activities with their outcomes; an empty outcome is not known."""


@dataclass(frozen=True, slots=True)
class Together:
    """The log's step at ``place``, allowed by the design."""

    place: int
    transition: Transition
    is_against_outcome: bool = False
    """Whether the design leads this way after another outcome than the step had."""


@dataclass(frozen=True, slots=True)
class OnlyInLog:
    """The log's step at ``place``, which the design does not allow there."""

    place: int


@dataclass(frozen=True, slots=True)
class OnlyInDesign:
    """A move of the design: a step that the log lacks, or one that leaves no trace."""

    transition: Transition


Move = Together | OnlyInLog | OnlyInDesign


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """One place where a sequence departs from the design."""

    kind: DeviationKind
    activity: str


def align(net: Net, trace: Trace, *, is_whole: bool) -> tuple[Move, ...] | None:
    """Return a cheapest walk of the trace along the design; None if it is too much to compare.

    :param is_whole: whether the design must have ended with it; what still runs, or was lawfully cut
        short, may stop anywhere
    """
    known = tuple(
        (activity, outcome if (activity, outcome) in net.outcomes else "")
        for activity, outcome in trace
    )
    order = count()
    begin: tuple[int, Marking] = (0, frozenset({START}))
    waiting: list[tuple[int, int, int, tuple[int, Marking], _Walk]] = [
        (0, 0, next(order), begin, None)
    ]
    done: set[tuple[int, Marking]] = set()
    while waiting and len(done) < MOST_STATES:
        cost, length, _tie, at, walk = heappop(waiting)
        if at in done:
            continue
        done.add(at)
        place, marking = at
        if place == len(known) and not (is_whole and marking):
            return _unwound(walk)
        for move, price, after in _moves(net, known, place, marking):
            if after not in done:
                heappush(waiting, (cost + price, length + 1, next(order), after, (walk, move)))
    return None


_Walk = tuple["_Walk", Move] | None


def _moves(
    net: Net, trace: Trace, place: int, marking: Marking
) -> Iterator[tuple[Move, int, tuple[int, Marking]]]:
    step = trace[place] if place < len(trace) else None
    for one in net.enabled(marking):
        after = fire(marking, one)
        if after is None:
            continue
        if step is not None and one.activity == step[0]:
            against = not _fits(one.outcome, step[1])
            yield Together(place, one, against), int(against), (place + 1, after)
        yield OnlyInDesign(one), int(bool(one.activity)), (place, after)
    if step is not None:
        yield OnlyInLog(place), 1, (place + 1, marking)


def _fits(designed: str, happened: str) -> bool:
    return not designed or not happened or designed == happened


def _unwound(walk: _Walk) -> tuple[Move, ...]:
    moves: list[Move] = []
    while walk is not None:
        walk, move = walk
        moves.append(move)
    return tuple(reversed(moves))


def find_deviations(net: Net, trace: Trace, moves: tuple[Move, ...]) -> tuple[Deviation, ...]:
    """Return in words' kinds where the walk had to leave the trace or the design.

    A step that is missing in one place and stands in another was done out of order: one deviation.
    """
    missing = [
        move.transition.activity
        for move in moves
        if isinstance(move, OnlyInDesign) and move.transition.activity
    ]
    seen = {trace[move.place][0] for move in moves if isinstance(move, Together)}
    found = []
    for move in moves:
        if isinstance(move, Together) and move.is_against_outcome:
            activity = move.transition.activity
            found.append(Deviation(kind=DeviationKind.AGAINST_OUTCOME, activity=activity))
        if isinstance(move, OnlyInLog):
            activity = trace[move.place][0]
            found.append(Deviation(kind=_kind(net, activity, missing, seen), activity=activity))
            if activity in missing:
                missing.remove(activity)
    found += [Deviation(kind=DeviationKind.SKIPPED, activity=one) for one in missing]
    return tuple(found)


def _kind(net: Net, activity: str, missing: list[str], seen: set[str]) -> DeviationKind:
    if activity not in net.activities:
        return DeviationKind.FOREIGN
    if activity in missing or activity not in seen:
        return DeviationKind.OUT_OF_ORDER
    return DeviationKind.REPEATED
