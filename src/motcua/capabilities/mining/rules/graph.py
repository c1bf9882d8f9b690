"""What is mined from a log: which activity follows which, the variants, what was done again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.rules.log import BEGIN, END, Case, Happening, Times, measure


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How often an activity happened, in how many cases, and how long it took."""

    code: str
    count: int
    cases: int
    times: Times

    @property
    def again(self) -> int:
        """How often it was done once more in a case that had it already."""
        return self.count - self.cases


@dataclass(frozen=True, kw_only=True)
class Following:
    """One activity directly after another: how often, and the time from one end to the next."""

    source: str
    target: str
    count: int
    cases: int
    times: Times


@dataclass(frozen=True, kw_only=True)
class Variant:
    """Cases with the same sequence of activities."""

    sequence: tuple[str, ...]
    keys: tuple[str, ...]
    share: float
    """Of all cases that have ended."""
    times: Times

    @property
    def count(self) -> int:
        """How many cases went this way."""
        return len(self.keys)


@dataclass(frozen=True, kw_only=True)
class Held:
    """How long cases lay with one holder, added up over its cases."""

    holder: str
    cases: int
    working: int
    """Working seconds."""
    elapsed: int
    """Seconds by the wall clock: nights and holidays too."""
    times: Times
    """Of the cases it held, each added up."""


@dataclass(frozen=True, kw_only=True)
class Mined:
    """Everything mined from a log."""

    standings: Mapping[Standing, int]
    activities: tuple[Activity, ...]
    followings: tuple[Following, ...]
    variants: tuple[Variant, ...]
    holders: tuple[Held, ...]
    redone: tuple[str, ...]
    """The cases in which something was done more than once."""
    times: Times
    """Of the cases that were finished."""

    @property
    def count(self) -> int:
        """On how many cases it all rests."""
        return sum(self.standings.values())


@dataclass
class _Tally:
    count: int = 0
    cases: int = 0
    took: list[int] = field(default_factory=list)


def mine(cases: Iterable[Case]) -> Mined:
    """Return what the log holds. One pass; keeps durations and keys, no happening.

    Arrows count every case; variants only those that have ended, since the others may still change.
    """
    standings: Counter[Standing] = Counter()
    activities: defaultdict[str, _Tally] = defaultdict(_Tally)
    followings: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    variants: defaultdict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    holders: defaultdict[str, _Holding] = defaultdict(_Holding)
    redone: list[str] = []
    finished: list[int] = []
    for case in cases:
        standings[case.standing] += 1
        _count_activities(case, activities)
        _count_followings(case, followings)
        _count_holders(case, holders)
        if len(set(case.sequence)) < len(case.sequence):
            redone.append(case.key)
        if case.standing is not Standing.RUNNING:
            variants[case.sequence].append((case.key, case.took))
        if case.standing is Standing.FINISHED:
            finished.append(case.took)
    return Mined(
        standings={one: standings[one] for one in Standing},
        activities=_activities(activities),
        followings=_followings(followings),
        variants=_variants(variants),
        holders=_holders(holders),
        redone=tuple(redone),
        times=measure(finished),
    )


@dataclass
class _Holding:
    elapsed: int = 0
    took: list[int] = field(default_factory=list)


def _count_activities(case: Case, into: defaultdict[str, _Tally]) -> None:
    for one in case.happenings:
        tally = into[one.activity]
        tally.count += 1
        tally.took.append(one.done - one.began)
    for code in set(case.sequence):
        into[code].cases += 1


def _count_followings(case: Case, into: defaultdict[tuple[str, str], _Tally]) -> None:
    seen = set()
    for before, after in pairwise(_with_ends(case)):
        pair = (_code(before, BEGIN), _code(after, END))
        tally = into[pair]
        tally.count += 1
        if before is not None and after is not None:
            tally.took.append(after.done - before.done)
        seen.add(pair)
    for pair in seen:
        into[pair].cases += 1


def _with_ends(case: Case) -> list[Happening | None]:
    """Return the happenings between the ends; a case that still runs has no end."""
    ends: list[Happening | None] = [None, *case.happenings]
    return ends if case.standing is Standing.RUNNING else [*ends, None]


def _code(one: Happening | None, end: str) -> str:
    return end if one is None else one.activity


def _count_holders(case: Case, into: defaultdict[str, _Holding]) -> None:
    own: Counter[str] = Counter()
    for one in case.happenings:
        if one.holder:
            own[one.holder] += one.done - one.began
            into[one.holder].elapsed += int((one.done_at - one.began_at).total_seconds())
    for holder, seconds in own.items():
        into[holder].took.append(seconds)


def _activities(tallies: Mapping[str, _Tally]) -> tuple[Activity, ...]:
    found = (
        Activity(code=code, count=one.count, cases=one.cases, times=measure(one.took))
        for code, one in tallies.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.cases, one.code)))


def _followings(tallies: Mapping[tuple[str, str], _Tally]) -> tuple[Following, ...]:
    found = (
        Following(
            source=source, target=target, count=one.count, cases=one.cases, times=measure(one.took)
        )
        for (source, target), one in tallies.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.count, one.source, one.target)))


def _variants(
    grouped: Mapping[tuple[str, ...], list[tuple[str, int]]],
) -> tuple[Variant, ...]:
    whole = sum(len(members) for members in grouped.values())
    found = (
        Variant(
            sequence=sequence,
            keys=tuple(key for key, _took in members),
            share=len(members) / whole,
            times=measure(took for _key, took in members),
        )
        for sequence, members in grouped.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.count, one.sequence)))


def _holders(holdings: Mapping[str, _Holding]) -> tuple[Held, ...]:
    found = (
        Held(
            holder=holder,
            cases=len(one.took),
            working=sum(one.took),
            elapsed=one.elapsed,
            times=measure(one.took),
        )
        for holder, one in holdings.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.working, one.holder)))
