"""A compiled form: frozen values, shared by all requests of a process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import jsonschema_rs
from django.utils.translation import get_language

from motcua.capabilities.forms.enums import CheckKind, FieldKind
from motcua.capabilities.forms.rules import calculating
from motcua.foundation.kernel.personal_data import DataKind

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
Answers: TypeAlias = Mapping[str, Json]
"""Answers by the identifier of their question; ``None`` says "asked and left empty"."""

UNREADABLE: Final = False
"""Stands for an answer of a shape its question cannot have; no schema of ours accepts it."""


def language() -> str:
    """Return the language of the request, of the two the product speaks."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the two languages of the product; it prints in the language of the request."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if language() == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Help:
    """A closed box below a question that explains an official word."""

    title: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    text: Words
    hint: Words | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a long list, in one language."""

    value: str
    text: str


Condition: TypeAlias = tuple[tuple[str, frozenset[str | bool]], ...]
"""All of these questions are answered by one of these values."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer is known already ("identity.full_name"), and for which answers it holds."""

    key: str
    when: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A question. ``parts`` are those its kind names, or the questions of one row of a group or table."""

    id: str
    kind: FieldKind
    label: Words
    noun: Words
    """The label as it stands inside a sentence."""
    hint: Words | None
    help: Help | None
    options: tuple[Option, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    """The options as plain lines by language: long lists are drawn often."""
    limits: Mapping[str, Json]
    """The question's own schema with its reference resolved."""
    errors: Mapping[str, Words]
    sources: tuple[Source, ...]
    suggested: Json
    """What stands in the box until something is answered, because it is nearly always that."""
    is_locked: bool
    """What is known from a source cannot be typed over."""
    is_required: bool
    """Wherever the question is asked, it must be answered."""
    autocomplete: str
    width: str
    parts: tuple["Field", ...]
    texts: Mapping[str, Words]
    """Text of each option by its value."""
    formula: calculating.Node | None
    """How the number is reckoned, for what is calculated rather than asked."""
    is_money: bool
    """Whether the number is an amount of đồng."""
    data: tuple[DataKind, ...]
    """The kinds of personal data in the answer."""
    purpose: Words | None
    """Why this is asked, where it says more than the form does."""

    @property
    def calculated_parts(self) -> tuple["Field", ...]:
        """The columns of a group or table that are reckoned from others of the same row."""
        return tuple(part for part in self.parts if part.formula is not None)

    def part(self, part_id: str) -> "Field | None":
        """Return the part with the identifier, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    @property
    def most_items(self) -> int:
        """How many items a group may have."""
        limit = self.limits.get("maxItems")
        return limit if isinstance(limit, int) else 1


@dataclass(frozen=True, slots=True)
class Page:
    """One topic of a form."""

    key: str
    title: Words
    lead: Words | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Questions asked only under a condition: one ``if``/``then`` of the schema."""

    condition: Condition
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between answers, or between an answer and today."""

    kind: CheckKind
    field: str
    than: str
    days: int
    born: str
    sex: str
    case: str
    """The circumstance that holds when the check is not met."""
    message: Words


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """A form ready for use. ``id`` is 0 for a document that is not stored."""

    id: int
    key: str
    version: int
    title: Words
    declaration: Words | None
    """What the person vouches for when lodging."""
    pages: tuple[Page, ...]
    fields: Mapping[str, Field]
    order: Mapping[str, int]
    page_of: Mapping[str, str]
    always: frozenset[str]
    calculated: tuple[str, ...]
    """Questions whose number is reckoned, or that have such columns, in their order."""
    branches: tuple[Branch, ...]
    revealed_by: Mapping[str, tuple[str, str]]
    """Questions drawn under an option of radios on the same page: their radios and option."""
    checks: tuple[Check, ...]
    cases: Mapping[str, tuple[Condition, ...]]
    """Names other contexts know circumstances by ("no-birth-certificate"), with what makes them so."""
    validator: jsonschema_rs.Draft202012Validator
