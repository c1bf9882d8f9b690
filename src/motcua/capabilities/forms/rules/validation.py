"""What is wrong with the answers: all of it, one sentence a question, in the order of the form.

The validator of the schema judges; here each error finds its question and its sentence. A problem's
``field`` is the path of the answer ("child_birth_date", "residence.province", "members.0.pin").
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from motcua.capabilities.forms.rules import checks, sentences
from motcua.capabilities.forms.rules.settling import Settled
from motcua.capabilities.forms.rules.shapes import Answers, Field, Form
from motcua.foundation.kernel.errors import FieldProblem

PRECEDENCE: Final = (
    "required", "type", "const", "enum", "format", "minLength", "pattern", "maxLength",
    "minimum", "maximum", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
"""Of several errors of one answer, the one to tell: what must be put right first."""


def find_problems(
    form: Form, settled: Settled, answers: Answers, *, today: date
) -> list[FieldProblem]:
    """Return every problem of the settled answers, and of answers to questions nobody asked."""
    found: dict[str, tuple[int, FieldProblem]] = {}
    for rank, problem in _schema_problems(form, settled):
        known = found.get(problem.field)
        if known is None or rank < known[0]:
            found[problem.field] = (rank, problem)
    for check in checks.failed(form, settled.answers, today=today):
        if checks.refuses(check) and check.field not in found:
            text = str(check.message)
            found[check.field] = (0, FieldProblem(field=check.field, text=text, code=check.kind))
    for name in answers:
        if name not in form.fields:
            found[name] = (0, _unknown(name))
    problems = [problem for _rank, problem in found.values()]
    return sorted(problems, key=lambda problem: _place(form, problem.field))


def find_warnings(form: Form, settled: Settled, *, today: date) -> list[FieldProblem]:
    """Return what an officer should look at; never a reason to refuse."""
    return [
        FieldProblem(field=check.field, text=str(check.message), code=check.kind)
        for check in checks.failed(form, settled.answers, today=today)
        if not checks.refuses(check)
    ]


def on_page(form: Form, page_key: str, problems: Iterable[FieldProblem]) -> list[FieldProblem]:
    """Return the problems of the questions of one page."""
    return [
        problem
        for problem in problems
        if form.page_of.get(problem.field.split(".", 1)[0]) == page_key
    ]


def _schema_problems(form: Form, settled: Settled) -> Iterator[tuple[int, FieldProblem]]:
    for error in form.validator.iter_errors(dict(settled.answers)):
        keyword = error.kind.name
        if keyword == "unevaluatedProperties":
            # Only the questions asked are kept, so the error can only follow from another: a branch
            # with one wrong answer leaves all of its answers unevaluated.
            continue
        if keyword == "additionalProperties":
            for name in error.kind.value:
                yield 0, _unknown(_join(error.instance_path, name))
            continue
        missing = (error.kind.value,) if keyword == "required" else ()
        path = [*error.instance_path, *missing]
        field = _find_field(form, path)
        if field is not None:
            typed = None if missing else error.instance
            text = sentences.sentence(field, keyword, error.kind.value, typed)
            yield _rank(keyword), FieldProblem(field=_join(path), text=text, code=keyword)


def _find_field(form: Form, path: list[str | int]) -> Field | None:
    """Return the innermost question on the path of an error."""
    field = form.fields.get(str(path[0])) if path else None
    for step in path[1:]:
        inner = field.part(step) if field and isinstance(step, str) else None
        field = inner or field
    return field


def _unknown(name: str) -> FieldProblem:
    last = name.rsplit(".", 1)[-1]
    return FieldProblem(field=name, text=sentences.unknown(last), code=sentences.UNKNOWN)


def _join(path: Iterable[str | int], *more: str) -> str:
    return ".".join(str(step) for step in (*path, *more))


def _rank(keyword: str) -> int:
    return PRECEDENCE.index(keyword) if keyword in PRECEDENCE else len(PRECEDENCE)


def _place(form: Form, path: str) -> tuple[int, list[tuple[int, int, str]]]:
    head, *rest = path.split(".")
    field = form.fields.get(head)
    places = [part.id for part in field.parts] if field else []
    steps = [
        (int(step), 0, "") if step.isdecimal() else (0, _index(places, step), step) for step in rest
    ]
    return form.order.get(head, len(form.order)), steps


def _index(places: list[str], step: str) -> int:
    return places.index(step) if step in places else len(places)
