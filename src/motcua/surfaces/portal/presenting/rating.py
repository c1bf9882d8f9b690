"""The five questions with what was answered before a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.foundation.kernel.errors import InvalidInput, Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class ShownMark:
    """One answer to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question."""

    name: str
    label: str
    marks: tuple[ShownMark, ...]
    problem: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """The page."""

    dossier: Dossier
    questions: tuple[Question, ...]
    comment: str
    comment_problem: str
    problems: tuple[tuple[str, str], ...]
    refusal: Refusal | None
    may_be_rated: bool
    is_rated: bool


def show(
    dossier: Dossier,
    posted: Mapping[str, str],
    *,
    may_be_rated: bool,
    is_rated: bool,
    refusal: Refusal | None,
) -> Rating:
    """Return the page; nothing is chosen that the person did not choose."""
    problems = refusal.problems if isinstance(refusal, InvalidInput) else ()
    by_field = {problem.field: problem.text for problem in problems}
    return Rating(
        dossier=dossier,
        questions=tuple(
            Question(
                name=subject.value,
                label=str(subject.label),
                marks=tuple(_mark(mark, posted.get(subject.value, "")) for mark in Mark),
                problem=by_field.get(subject.value, ""),
            )
            for subject in Subject31
        ),
        comment=posted.get("comment", ""),
        comment_problem=by_field.get("comment", ""),
        problems=tuple((_anchor(problem.field), problem.text) for problem in problems),
        refusal=None if problems else refusal,
        may_be_rated=may_be_rated,
        is_rated=is_rated,
    )


def _mark(mark: Mark, chosen: str) -> ShownMark:
    return ShownMark(
        value=str(mark.value), label=str(mark.label), is_chosen=str(mark.value) == chosen
    )


def _anchor(field: str) -> str:
    return field if field == "comment" else f"{field}-{Mark.VERY_SATISFIED.value}"
