"""A form as a whole, for whoever asks its questions without the server: every question, and what decides between them.

A browser that keeps an outline draws each question, shows those that are asked, and judges what can be
judged by an answer alone. It decides nothing: what it sends is read and validated as any other answer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from motcua.capabilities.forms.enums import (
    CHOICES,
    DATES,
    OF_PARTS,
    REPEATING,
    WHOLE_NUMBERS,
    CheckKind,
    FieldKind,
)
from motcua.capabilities.forms.rules import pages, sentences
from motcua.capabilities.forms.rules.pages import PageView
from motcua.capabilities.forms.rules.shapes import Condition, Field, Form

LIMITS: Final = ("minLength", "maxLength", "minimum", "maximum", "pattern")
"""What a browser can judge of one box by itself."""
LATER: Final = frozenset({FieldKind.FILE, FieldKind.CALCULATED})
"""Kinds that wait for the server: files, and what is reckoned."""
BOXES: Final = frozenset({"day", "month", "year"})
DATE_SENTENCES: Final = {
    "day": sentences.NO_DAY,
    "month": sentences.NO_MONTH,
    "year": sentences.NO_YEAR,
    "short": sentences.SHORT_YEAR,
    "none": sentences.NO_SUCH_DAY,
    "letters": sentences.NOT_A_DATE,
}
ROW: Final = re.compile("[0-9]{1,3}")
COMPARED: Final = frozenset({CheckKind.NOT_FUTURE, CheckKind.NOT_BEFORE, CheckKind.NOT_AFTER})


def draw(form: Form) -> tuple[PageView, ...]:
    """Return every page with every question, whatever decides whether it is asked."""
    whole = replace(form, always=frozenset(form.fields), branches=())
    return tuple(pages.draw(whole, page, {}, {}, ()) for page in form.pages)


def describe(form: Form) -> dict[str, Any]:
    """Return, as plain JSON, which questions are asked when, and what is wrong with an answer."""
    return {
        "always": [name for name in form.fields if name in form.always],
        "branches": [
            {"when": _condition(branch.condition), "ask": list(branch.fields)}
            for branch in form.branches
        ],
        "questions": {name: _question(field) for name, field in form.fields.items()},
        "checks": [
            {"kind": check.kind.value, "field": check.field, "than": check.than,
             "text": str(check.message)}
            for check in form.checks
            if check.kind in COMPARED
        ],
    }  # fmt: skip


def find_box(form: Form, name: str) -> Field | None:
    """Return the question that would be answered under the posted name; None if the form has no such box."""
    head, *rest = name.split("-")
    field = form.fields.get(head)
    for step in rest:
        if field is None:
            return None
        if field.kind in DATES and step in BOXES:
            continue
        if field.kind in REPEATING and ROW.fullmatch(step):
            # One row too many is read, so that the sheet can say so.
            field = field if int(step) <= field.most_items else None
            continue
        field = field.part(step)
    return field if field is not None and field.kind not in LATER else None


def fits(field: Field, value: str) -> bool:
    """Say whether the question could be answered so, as far as it is one of a list."""
    return field.kind not in CHOICES or not value or value in field.texts


def _condition(condition: Condition) -> list[list[Any]]:
    return [[name, sorted(values, key=str)] for name, values in condition]


def _question(field: Field) -> dict[str, Any]:
    return dict(_told(field))


def _told(field: Field) -> Iterator[tuple[str, Any]]:
    yield "kind", field.kind.value
    if field.kind in LATER:
        return
    if field.is_required:
        yield "required", sentences.sentence(field, "required")
    if field.sources:
        yield "known", [[source.key, _condition(source.when)] for source in field.sources]
    for keyword in LIMITS:
        if keyword in field.limits and field.kind not in DATES:
            limit = field.limits[keyword]
            yield keyword, [limit, sentences.sentence(field, keyword, limit)]
    if field.kind in WHOLE_NUMBERS | {FieldKind.DECIMAL}:
        yield "number", sentences.sentence(field, "type")
    if field.kind in DATES:
        yield (
            "date",
            {name: sentences.fill(template, field) for name, template in DATE_SENTENCES.items()},
        )
    if field.kind in OF_PARTS | REPEATING:
        yield "parts", {part.id: _question(part) for part in field.parts}
