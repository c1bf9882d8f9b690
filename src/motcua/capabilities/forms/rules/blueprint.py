"""A document as who builds it sees it: pages with questions in order, each with its condition.

In a document a question stands in three places: its schema under ``properties`` or a branch, its
hints, and its name on a page. Here it is one thing; ``write(read(document))`` is the same document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from motcua.capabilities.forms.rules.anatomy import Document

Condition: TypeAlias = tuple[tuple[str, tuple[str | bool, ...]], ...]
"""Each of these questions is answered by one of these values; nothing to meet when empty."""

ALWAYS: Final[Condition] = ()
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question wherever it stands in the document."""

    name: str
    schema: Document
    hints: Document
    is_required: bool
    condition: Condition = ALWAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One topic; ``hints`` are its title and lead."""

    key: str
    hints: Document
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Blueprint:
    """A form being built. ``rest`` and ``head`` are what nobody builds question by question."""

    pages: tuple[Page, ...]
    branches: tuple[Condition, ...]
    """Conditions in the order in which they are looked at."""
    required: tuple[str, ...]
    """Required questions in the order in which the document names them."""
    rest: Document
    """Hints of the form as a whole: title, declaration, lists, checks, cases."""
    head: Document
    """The schema's own title and definitions."""

    def questions(self) -> Iterator[Question]:
        """Yield every question in the order in which it is asked."""
        for page in self.pages:
            yield from page.questions

    def find(self, name: str) -> Question | None:
        """Return the question of that name, or None."""
        return next((one for one in self.questions() if one.name == name), None)

    def page_of(self, name: str) -> Page | None:
        """Return the page on which the question stands, or None."""
        found = (page for page in self.pages if any(one.name == name for one in page.questions))
        return next(found, None)

    def find_page(self, key: str) -> Page | None:
        """Return the page with the key, or None."""
        return next((page for page in self.pages if page.key == key), None)

    def with_page(self, changed: Page) -> "Blueprint":
        """Return the form with the page of that key changed."""
        pages = tuple(changed if page.key == changed.key else page for page in self.pages)
        return replace(self, pages=pages)


EMPTY: Final = Blueprint(pages=(), branches=(), required=(), rest={}, head={})


def read(document: Document) -> Blueprint:
    """Return the form that the document describes. It may have pages without questions."""
    schema, hints = document["schema"], document["hints"]
    placed = _placed(schema)
    required = _required(schema)
    pages = tuple(
        Page(
            key=page["key"],
            hints={name: page[name] for name in ("title", "lead") if name in page},
            questions=tuple(
                Question(
                    name=name,
                    schema=placed[name][0],
                    hints=hints["fields"][name],
                    is_required=name in required,
                    condition=placed[name][1],
                )
                for name in page["fields"]
            ),
        )
        for page in hints["pages"]
    )
    branches = tuple(dict.fromkeys(_condition(one) for one in schema.get("allOf", ())))
    kept = {"$schema", "type", "properties", "required", "unevaluatedProperties", "allOf"}
    return Blueprint(
        pages=pages,
        branches=branches,
        required=required,
        rest={name: hints[name] for name in hints if name not in {"pages", "fields"}},
        head={name: schema[name] for name in schema if name not in kept},
    )


def write(form: Blueprint) -> dict[str, Any]:
    """Return the document of the form."""
    asked = list(form.questions())
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        **form.head,
        "type": "object",
        "properties": _properties(asked, ALWAYS),
        "required": _in_order(form, asked, ALWAYS),
        "unevaluatedProperties": False,
    }
    branches = [_branch(form, asked, condition) for condition in ordered_branches(form)]
    if branches:
        schema["allOf"] = branches
    hints = {
        **form.rest,
        "pages": [
            {"key": page.key, **page.hints, "fields": [one.name for one in page.questions]}
            for page in form.pages
        ],
        "fields": {one.name: one.hints for one in asked},
    }
    return {"schema": schema, "hints": hints}


def ordered_branches(form: Blueprint) -> list[Condition]:
    """Return the conditions in use, each after those that ask what it looks at; else as they stood."""
    used = {one.condition for one in form.questions()} - {ALWAYS}
    waiting = [one for one in form.branches if one in used]
    waiting += sorted(used - set(waiting), key=str)
    depends = {one.name: one.condition for one in form.questions()}
    ordered: list[Condition] = []
    while waiting:
        ready = next(
            (
                one
                for one in waiting
                if all(depends.get(name, ALWAYS) in {ALWAYS, *ordered} for name, _values in one)
            ),
            # A circle of conditions: the document's own rules will name it.
            waiting[0],
        )
        waiting.remove(ready)
        ordered.append(ready)
    return ordered


def _placed(schema: Document) -> dict[str, tuple[Document, Condition]]:
    placed = {name: (question, ALWAYS) for name, question in schema["properties"].items()}
    for branch in schema.get("allOf", ()):
        condition = _condition(branch)
        for name, question in branch["then"]["properties"].items():
            placed[name] = (question, condition)
    return placed


def _required(schema: Document) -> tuple[str, ...]:
    names = list(schema["required"])
    for branch in schema.get("allOf", ()):
        names += branch["then"].get("required", ())
    return tuple(names)


def _condition(branch: Document) -> Condition:
    return tuple(
        (name, tuple(test["enum"]) if "enum" in test else (test["const"],))
        for name, test in sorted(branch["if"]["properties"].items())
    )


def _branch(form: Blueprint, asked: list[Question], condition: Condition) -> Document:
    then: dict[str, Any] = {"properties": _properties(asked, condition)}
    required = _in_order(form, asked, condition)
    if required:
        then["required"] = required
    return {
        "if": {
            "properties": {
                name: {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
                for name, values in condition
            },
            "required": [name for name, _values in condition],
        },
        "then": then,
    }


def _properties(asked: list[Question], condition: Condition) -> dict[str, Document]:
    return {one.name: one.schema for one in asked if one.condition == condition}


def _in_order(form: Blueprint, asked: list[Question], condition: Condition) -> list[str]:
    """Return the required questions of a branch, those that the document named first as it did."""
    required = [one.name for one in asked if one.condition == condition and one.is_required]
    known = [name for name in form.required if name in required]
    # A question that was not required before comes after the required one it stands behind.
    for place, name in enumerate(required):
        if name not in known:
            before = required[:place]
            known.insert(max((known.index(one) + 1 for one in before), default=0), name)
    return known
