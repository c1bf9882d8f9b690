"""A path through a life event: questions that lead to this person's procedures, in their order.

A path is one document, decoded strictly. Its conditions are closed: they compare answers with choices
and can do nothing else, so every way through a path can be tried, and ``life_path_checks`` does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from motcua.domain.procedures.enums import ReliefGroup
from motcua.domain.procedures.rules import words
from motcua.domain.procedures.rules.record import Code, Doubt, Key, Line, Prose

Answers = Mapping[str, str]
"""The key of the choice by the key of its question."""

Condition = dict[Key, tuple[Key, ...]]
"""The choices of which each of these questions has one."""
When = tuple[Condition, ...]
"""The conditions of which one holds; none at all is always."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a path: immutable, and strict about names it does not know."""


class Choice(_Part, frozen=True, kw_only=True):
    """One answer to a question."""

    key: Key
    text: Line
    text_en: Line


class PathQuestion(_Part, frozen=True, kw_only=True):
    """A question with its answers, asked when what was answered before makes it matter."""

    key: Key
    text: Line
    text_en: Line
    hint: Prose | None = None
    hint_en: Prose | None = None
    choices: Annotated[tuple[Choice, ...], msgspec.Meta(min_length=2)]
    when: When = ()


class Elsewhere(_Part, frozen=True, kw_only=True):
    """A procedure the state has and the catalogue lacks: its name and who does it."""

    name: Line
    name_en: Line
    place: Prose
    place_en: Prose


class CaseWhen(_Part, frozen=True, kw_only=True):
    """A case of the procedure that holds with these answers."""

    case: Key
    when: When = ()


class GroupWhen(_Part, frozen=True, kw_only=True):
    """A group with relief that the person belongs to with these answers, as fee tables ask for it.

    People are asked whether they pay less, not why: one group that does stands for all of them.
    """

    group: ReliefGroup
    when: When = ()


class PathStep(_Part, frozen=True, kw_only=True):
    """One thing to do: a procedure of the catalogue or one done elsewhere, and why."""

    key: Key
    code: Code | None = None
    elsewhere: Elsewhere | None = None
    why: Prose
    why_en: Prose
    cases: tuple[CaseWhen, ...] = ()
    groups: tuple[GroupWhen, ...] = ()
    after: tuple[Key, ...] = ()
    """The steps to finish first, where they are part of the plan."""
    when: When = ()


class Advice(_Part, frozen=True, kw_only=True):
    """A sentence to know, with the article it rests on."""

    text: Prose
    text_en: Prose
    source: Line
    when: When = ()


class LifePath(_Part, frozen=True, kw_only=True):
    """What happens in a life, and the way from it to everything that has to be done."""

    key: Key
    place: Annotated[int, msgspec.Meta(ge=1)]
    """Where it stands among the others."""
    title: Line
    title_en: Line
    summary: Prose
    summary_en: Prose
    invitation: Line
    """How somebody who searches is asked whether this is it."""
    invitation_en: Line
    said: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1)]
    """What people type when it has happened to them."""
    questions: tuple[PathQuestion, ...]
    steps: Annotated[tuple[PathStep, ...], msgspec.Meta(min_length=1)]
    advice: tuple[Advice, ...] = ()
    to_verify: tuple[Doubt, ...] = ()

    def title_in(self, language: str) -> str:
        """Return the title in the language of the reader ("vi" or "en")."""
        return self.title_en if language == "en" else self.title

    def summary_in(self, language: str) -> str:
        """Return the summary in the language of the reader ("vi" or "en")."""
        return self.summary_en if language == "en" else self.summary

    def invitation_in(self, language: str) -> str:
        """Return the invitation in the language of the reader ("vi" or "en")."""
        return self.invitation_en if language == "en" else self.invitation


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A step of somebody's plan."""

    step: PathStep
    stage: int
    """Steps of one stage can be done side by side; a stage waits for those before it. From 1."""
    cases: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What these answers come to: the steps by stage, and what to know."""

    steps: tuple[Planned, ...]
    advice: tuple[Advice, ...]


def holds(when: When, answers: Answers) -> bool:
    """Say whether one of the conditions holds; a question without an answer fulfils none."""
    return not when or any(
        all(answers.get(question) in choices for question, choices in condition.items())
        for condition in when
    )


def settle(path: LifePath, given: Answers) -> dict[str, str]:
    """Return the answers that count: to questions that come up, from among their choices."""
    settled: dict[str, str] = {}
    for question in path.questions:
        answer = given.get(question.key)
        if holds(question.when, settled) and any(one.key == answer for one in question.choices):
            settled[question.key] = str(answer)
    return settled


def list_asked(path: LifePath, answers: Answers) -> list[PathQuestion]:
    """Return the questions that come up with these answers, in their order."""
    return [question for question in path.questions if holds(question.when, answers)]


def find_next(path: LifePath, answers: Answers) -> PathQuestion | None:
    """Return the first question still without an answer; None when the plan is ready."""
    asked = list_asked(path, answers)
    return next((question for question in asked if question.key not in answers), None)


def plan(path: LifePath, answers: Answers) -> Plan:
    """Return what is to be done with these answers, the first things first."""
    chosen = [step for step in path.steps if holds(step.when, answers)]
    stages: dict[str, int] = {}
    for step in chosen:
        stages[step.key] = 1 + max((stages.get(key, 0) for key in step.after), default=0)
    planned = [
        Planned(
            step=step,
            stage=stages[step.key],
            cases=frozenset(one.case for one in step.cases if holds(one.when, answers)),
            groups=frozenset(one.group.value for one in step.groups if holds(one.when, answers)),
        )
        for step in chosen
    ]
    return Plan(
        steps=tuple(sorted(planned, key=lambda one: one.stage)),
        advice=tuple(one for one in path.advice if holds(one.when, answers)),
    )


def combinations(path: LifePath) -> Iterator[dict[str, str]]:
    """Go through every way of answering the path to its end."""
    open_ways: list[dict[str, str]] = [{}]
    while open_ways:
        answers = open_ways.pop()
        question = find_next(path, answers)
        if question is None:
            yield answers
            continue
        open_ways += [{**answers, question.key: one.key} for one in reversed(question.choices)]


def is_meant(path: LifePath, typed: str) -> bool:
    """Say whether somebody typed one of the path's own phrases, however accented."""
    heard = words.syllables(typed)
    return any(_holds_phrase(heard, words.syllables(phrase)) for phrase in path.said)


def _holds_phrase(heard: words.Syllables, phrase: words.Syllables) -> bool:
    starts = range(len(heard) - len(phrase) + 1)
    return any(heard[at : at + len(phrase)] == phrase for at in starts)


def from_plain(plain: object) -> LifePath:
    """Return the path that plain values (of YAML) describe.

    Raises:
        msgspec.ValidationError: at the first value that does not fit, with its path.
    """
    return msgspec.convert(plain, LifePath)
