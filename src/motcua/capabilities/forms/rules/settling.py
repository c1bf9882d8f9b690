"""Which questions are asked, given the answers so far.

There is one truth, the schema's ``if``/``then``: a question under a condition that does not hold is
neither drawn nor validated nor kept. Conditions are taken in the order of the schema and see only
answers kept so far, so that an answer that has itself become hidden decides nothing. The document's
rules make each condition look back, which is why a JSON Schema validator that knows nothing of this
agrees: it finds no property that the conditions did not allow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.capabilities.forms.enums import REPEATING
from motcua.capabilities.forms.rules import calculating, reading
from motcua.capabilities.forms.rules.shapes import Answers, Condition, Field, Form, Json, Page


@dataclass(frozen=True, slots=True)
class Settled:
    """The questions asked, and the answers given to them."""

    asked: frozenset[str]
    answers: Mapping[str, Json]


class Kept(reading.Tidied):
    """The answers that count, in the shape of their questions: settling them again changes nothing."""


def settle(form: Form, answers: Answers) -> Settled:
    """Return what is asked and what of the (tidied) answers counts."""
    asked = set(form.always)
    kept = {name: kept for name in form.always if (kept := _kept(form, name, answers)) is not None}
    for branch in form.branches:
        if holds(branch.condition, kept):
            asked.update(branch.fields)
            for name in branch.fields:
                answer = _kept(form, name, answers)
                if answer is not None:
                    kept[name] = answer
    for name in form.calculated:
        if name in asked:
            answer = reckoned(form.fields[name], kept.pop(name, None), kept)
            if answer is not None:
                kept[name] = answer
    return Settled(frozenset(asked), {name: kept[name] for name in form.fields if name in kept})


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether each question of the condition is answered by one of its values."""
    return all(
        isinstance(answer := answers.get(name), str | bool) and answer in values
        for name, values in condition
    )


def visible_pages(form: Form, settled: Settled) -> tuple[Page, ...]:
    """Return the pages on which something is asked."""
    return tuple(page for page in form.pages if not settled.asked.isdisjoint(page.fields))


def _kept(form: Form, name: str, answers: Answers) -> Json:
    answer = answers.get(name)
    repeats = form.fields[name].kind in REPEATING
    return reading.without_blank_rows(answer) if repeats else answer


def reckoned(field: Field, answer: Json, answers: Answers) -> Json:
    """Return what is reckoned in place of what was sent: the number, or the rows with theirs."""
    if field.formula is not None:
        earlier = {name: answers[name] for name in answers if name != field.id}
        return calculating.result(field.formula, earlier)
    if not isinstance(answer, list):
        return answer
    return [_reckoned_row(field, row) if isinstance(row, dict) else row for row in answer]


def _reckoned_row(field: Field, row: dict[str, Json]) -> dict[str, Json]:
    whole = dict(row)
    for part in field.calculated_parts:
        number = reckoned(part, None, whole)
        whole.pop(part.id, None)
        if number is not None:
            whole[part.id] = number
    return whole
