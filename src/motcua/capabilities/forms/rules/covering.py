"""What there is to try in a form: each option that decides something, each branch, each circumstance.

Of the questions on which something depends every way to answer is tried once, of long lists those that
conditions name and one that none names. A condition is a conjunction over single choices and a question
stands in one branch, so the answers that lead to a goal follow from it by intersection, exactly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from motcua.capabilities.forms.enums import CheckKind, FieldKind
from motcua.capabilities.forms.rules import checks, sampling, settling
from motcua.capabilities.forms.rules.sampling import Sampled
from motcua.capabilities.forms.rules.shapes import Answers, Check, Condition, Form, Json

MOST_PATHS: Final = 60
LONG_LIST: Final = 12
"""Options up to which every one is tried."""
Allowed = Mapping[str, frozenset[str | bool]]


class GoalKind(StrEnum):
    """What a goal is about."""

    OPTION = "option"
    BRANCH = "branch"
    CASE = "case"


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One thing to try: its key, and what must hold for it."""

    kind: GoalKind
    key: str
    needs: Condition
    name: str = ""
    """The circumstance, as other contexts call it."""
    check: Check | None = None
    """The rule whose failing makes the circumstance."""


@dataclass(frozen=True, kw_only=True)
class FormPath:
    """One way through the form: sample answers, and the goals they reach."""

    sampled: Sampled
    reaches: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class FormPaths:
    """Few ways through the form that reach every goal but those nobody can reach."""

    paths: tuple[FormPath, ...]
    unreachable: frozenset[str]


def list_goals(form: Form) -> tuple[Goal, ...]:
    """Return everything there is to try, in the order of the form."""
    return (*_options(form), *_branches(form), *_cases(form))


def reached(form: Form, answers: Answers, *, today: date) -> frozenset[str]:
    """Return the keys of the goals that these answers reach."""
    settled = settling.settle(form, answers)
    failed = set(checks.failed(form, settled.answers, today=today))
    return frozenset(
        goal.key
        for goal in list_goals(form)
        if (goal.check in failed if goal.check else settling.holds(goal.needs, settled.answers))
    )


def find_paths(form: Form, *, today: date, most: int = MOST_PATHS) -> FormPaths:
    """Return ways through the form that together reach every goal, found greedily."""
    goals = list_goals(form)
    left = {goal.key for goal in goals}
    unreachable: set[str] = set()
    paths: list[FormPath] = []
    # A form without conditions still has one way through it.
    for goal in goals or (Goal(kind=GoalKind.OPTION, key="", needs=()),):
        if len(paths) >= most:
            break
        if goal.key not in left and goals:
            continue
        path = _path_to(form, goal, left, today)
        if path is None or (goals and goal.key not in path.reaches):
            unreachable.add(goal.key)
            left.discard(goal.key)
        if path is not None and (path.reaches & left or not goals):
            left -= path.reaches
            paths.append(path)
    if not paths:
        plain = sampling.fill(form, today=today)
        paths.append(FormPath(sampled=plain, reaches=reached(form, plain.answers, today=today)))
    return FormPaths(paths=tuple(paths), unreachable=frozenset(unreachable))


def _path_to(form: Form, goal: Goal, left: set[str], today: date) -> FormPath | None:
    allowed = _allowed(form, goal)
    if allowed is None:
        return None
    wishes = _wishes(form, left)
    fixed = _day_that_fails(goal.check, today) if goal.check else {}

    def choose(name: str) -> Json:
        if name in fixed:
            return fixed[name]
        values = allowed.get(name)
        for value in wishes.get(name, ()):
            if values is None or value in values:
                return value
        return None if values is None else min(values, key=str)

    sampled = sampling.fill(form, today=today, choose=choose)
    return FormPath(sampled=sampled, reaches=reached(form, sampled.answers, today=today))


def _allowed(form: Form, goal: Goal) -> Allowed | None:
    """Return what each question must be answered by to reach the goal; None if nothing would do."""
    allowed: dict[str, frozenset[str | bool]] = {}
    waiting = list(goal.needs)
    shown = [goal.check.field] if goal.check else []
    while waiting or shown:
        if shown:
            waiting += _asked_when(form, shown.pop())
            continue
        name, values = waiting.pop()
        if name not in allowed:
            shown.append(name)
        allowed[name] = allowed.get(name, values) & values
        if not allowed[name]:
            return None
    return allowed


def _asked_when(form: Form, name: str) -> Condition:
    """Return under which condition the question is asked; none if it always is."""
    return next((branch.condition for branch in form.branches if name in branch.fields), ())


def _wishes(form: Form, left: set[str]) -> dict[str, list[str | bool]]:
    """Return, of the questions that decide something, the answers nobody has tried yet."""
    wishes: dict[str, list[str | bool]] = {}
    for goal in _options(form):
        if goal.key in left:
            ((name, values),) = goal.needs
            wishes.setdefault(name, []).extend(values)
    return wishes


def _day_that_fails(check: Check, today: date) -> dict[str, Json]:
    """Return an answer that makes the circumstance: a day too long ago."""
    if check.kind is not CheckKind.WITHIN_DAYS:
        return {}
    return {check.field: (today - timedelta(days=check.days + 30)).isoformat()}


def _options(form: Form) -> Iterator[Goal]:
    named = _named_values(form)
    for name, field in form.fields.items():
        if name not in named:
            continue
        values: list[str | bool] = (
            [True] if field.kind is FieldKind.CONFIRM else [one.value for one in field.options]
        )
        if len(values) > LONG_LIST:
            others = [value for value in values if value not in named[name]]
            values = [value for value in values if value in named[name]] + others[:1]
        for value in values:
            yield Goal(
                kind=GoalKind.OPTION,
                key=f"option:{name}={value}",
                needs=((name, frozenset({value})),),
            )


def _named_values(form: Form) -> dict[str, set[str | bool]]:
    """Return the questions on which something depends, with the answers that conditions name."""
    named: dict[str, set[str | bool]] = {}
    conditions = [branch.condition for branch in form.branches]
    conditions += [condition for whens in form.cases.values() for condition in whens]
    conditions += [source.when for field in form.fields.values() for source in field.sources]
    for condition in conditions:
        for name, values in condition:
            named.setdefault(name, set()).update(values)
    return named


def _branches(form: Form) -> Iterator[Goal]:
    """Yield the branches that look at several questions; the others are options already."""
    for place, branch in enumerate(form.branches):
        if len(branch.condition) > 1:
            yield Goal(kind=GoalKind.BRANCH, key=f"branch:{place}", needs=branch.condition)


def _cases(form: Form) -> Iterator[Goal]:
    for case, whens in form.cases.items():
        for place, condition in enumerate(whens):
            if len(condition) > 1:
                yield Goal(
                    kind=GoalKind.CASE, key=f"case:{case}.{place}", needs=condition, name=case
                )
    for check in form.checks:
        if check.case and check.kind is CheckKind.WITHIN_DAYS:
            yield Goal(
                kind=GoalKind.CASE,
                key=f"case:{check.case}.{check.field}",
                needs=(),
                name=check.case,
                check=check,
            )
