"""What is wrong with a path: names that lead nowhere, questions that change nothing, ways without an end."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from motcua.domain.procedures.rules.life_paths import (
    LifePath,
    PathQuestion,
    Plan,
    When,
    combinations,
    list_asked,
    plan,
    settle,
)
from motcua.domain.procedures.rules.record import Record

RESERVED: Final = frozenset({"cach", "co", "hoi", "noi", "sua", "tich"})
"""What the address of a path says beside its answers."""
MOST_WAYS: Final = 5_000
"""Ways through one path; more could no longer be tried one by one."""

Outcome = tuple[tuple[tuple[str, int, frozenset[str], frozenset[str]], ...], tuple[str, ...]]


def find_faults(path: LifePath, codes: Collection[str]) -> list[str]:
    """Return which names of the path lead nowhere, for developers to read.

    :param codes: the codes of the procedures there are
    """
    return [*_twice(path), *_conditions(path), *_steps(path, codes)]


def _twice(path: LifePath) -> Iterator[str]:
    for kind, keys in (
        ("question", [one.key for one in path.questions]),
        ("step", [one.key for one in path.steps]),
        *(
            (f"choice of {one.key}", [choice.key for choice in one.choices])
            for one in path.questions
        ),
    ):
        yield from (f"{kind} {key}: twice" for key, n in Counter(keys).items() if n > 1)
    yield from (f"question {one.key}: reserved" for one in path.questions if one.key in RESERVED)


def _conditions(path: LifePath) -> Iterator[str]:
    known: dict[str, set[str]] = {}
    for question in path.questions:
        yield from _unknown(f"question {question.key}", question.when, known)
        known[question.key] = {choice.key for choice in question.choices}
    for step in path.steps:
        yield from _unknown(f"step {step.key}", step.when, known)
        for one in step.cases:
            yield from _unknown(f"step {step.key}, case {one.case}", one.when, known)
        for each in step.groups:
            yield from _unknown(f"step {step.key}, group {each.group}", each.when, known)
    for number, advice in enumerate(path.advice, start=1):
        yield from _unknown(f"advice {number}", advice.when, known)


def _unknown(place: str, when: When, known: Mapping[str, Collection[str]]) -> Iterator[str]:
    for condition in when:
        for question, choices in condition.items():
            if question not in known:
                yield f"{place}: no earlier question {question}"
                continue
            yield from (
                f"{place}: {question} has no choice {choice}"
                for choice in choices
                if choice not in known[question]
            )


def _steps(path: LifePath, codes: Collection[str]) -> Iterator[str]:
    earlier: set[str] = set()
    for step in path.steps:
        if (step.code is None) == (step.elsewhere is None):
            yield f"step {step.key}: either a code or elsewhere"
        if step.code is not None and step.code not in codes:
            yield f"step {step.key}: no procedure {step.code}"
        yield from (f"step {step.key}: after {key}" for key in step.after if key not in earlier)
        earlier.add(step.key)


def find_blind_spots(path: LifePath, records: Mapping[str, Record]) -> list[str]:
    """Try every way through the path; return what leads nowhere, changes nothing or is never reached.

    :param records: the procedures by code, to know their cases
    """
    ways = list(combinations(path))
    if len(ways) > MOST_WAYS:
        return [f"{len(ways)} ways"]
    plans = [plan(path, way) for way in ways]
    return [
        *(f"nothing to do: {way}" for way, one in zip(ways, plans, strict=True) if not one.steps),
        *(f"question {one.key}: changes nothing" for one in _idle(path, ways)),
        *_never_reached(path, plans),
        *_strange_cases(path, records),
    ]


def _idle(path: LifePath, ways: Iterable[Mapping[str, str]]) -> Iterator[PathQuestion]:
    everything = list(ways)
    for question in path.questions:
        if not any(_matters(path, question, way) for way in everything if question.key in way):
            yield question


def _matters(path: LifePath, question: PathQuestion, way: Mapping[str, str]) -> bool:
    """Say whether another answer here leads to another plan or to other questions."""
    results = set()
    for choice in question.choices:
        answers = settle(path, {**way, question.key: choice.key})
        asked = tuple(one.key for one in list_asked(path, answers))
        results.add((asked, _outcome(plan(path, answers))))
    return len(results) > 1


def _outcome(one: Plan) -> Outcome:
    steps = tuple((each.step.key, each.stage, each.cases, each.groups) for each in one.steps)
    return steps, tuple(advice.text for advice in one.advice)


def _never_reached(path: LifePath, plans: Iterable[Plan]) -> Iterator[str]:
    reached: set[object] = set()
    for one in plans:
        reached |= {advice.text for advice in one.advice}
        for planned in one.steps:
            told = (*planned.cases, *planned.groups)
            reached |= {planned.step.key, *((planned.step.key, name) for name in told)}
    wanted: list[object] = [
        *(step.key for step in path.steps),
        *((step.key, case.case) for step in path.steps for case in step.cases),
        *((step.key, one.group.value) for step in path.steps for one in step.groups),
        *(advice.text for advice in path.advice),
    ]
    yield from (f"never reached: {one}" for one in wanted if one not in reached)


def _strange_cases(path: LifePath, records: Mapping[str, Record]) -> Iterator[str]:
    for step in path.steps:
        record = records.get(step.code or "")
        known = {case.code for case in record.cases} if record else set()
        yield from (
            f"step {step.key}: {step.code} has no case {one.case}"
            for one in step.cases
            if one.case not in known
        )
