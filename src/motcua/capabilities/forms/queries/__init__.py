"""Questions to stored forms, and everything a page asks of one. The forms answer without a table.

``answers`` is always a mapping of question to JSON as ``parse_page`` returns it, or any JSON at all:
each function reads it in the shape of the form first and none raises for what is in it. ``None``
says that a question was left empty. Whoever stores answers merges what ``parse_page`` returns and,
when lodging, stores ``kept``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.errors import DefinitionNotFound, InvalidDefinition, PageNotFound
from motcua.capabilities.forms.models import FormDefinition
from motcua.capabilities.forms.rules import (
    blocks,
    checks,
    documents,
    pages,
    prefilling,
    reading,
    settling,
    summaries,
    validation,
)
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.compiling import compile_form
from motcua.capabilities.forms.rules.covering import (
    FormPath,
    FormPaths,
    Goal,
    GoalKind,
    find_paths,
    list_goals,
    reached,
)
from motcua.capabilities.forms.rules.localities import NOWHERE, Localities
from motcua.capabilities.forms.rules.pages import ErrorLink, FieldView, PageView
from motcua.capabilities.forms.rules.prefilling import Facts, Prefilled
from motcua.capabilities.forms.rules.reading import Posted, is_reshaping
from motcua.capabilities.forms.rules.sampling import Sampled
from motcua.capabilities.forms.rules.sampling import fill as fill_sample
from motcua.capabilities.forms.rules.settling import Kept
from motcua.capabilities.forms.rules.shapes import Answers, Field, Form, Json, Page
from motcua.capabilities.forms.rules.summaries import NamedFile, Row, Section
from motcua.foundation.kernel.errors import FieldProblem

__all__ = [
    "PACKAGED",
    "Answers",
    "ErrorLink",
    "Facts",
    "Field",
    "FieldView",
    "Form",
    "FormPath",
    "FormPaths",
    "Goal",
    "GoalKind",
    "Json",
    "Kept",
    "NamedFile",
    "Page",
    "PageView",
    "Place",
    "Posted",
    "Prefilled",
    "Row",
    "Sampled",
    "Section",
    "asks_for_files",
    "cases",
    "compile_document",
    "fill_sample",
    "find_faults",
    "find_paths",
    "find_unfinished_page",
    "get_definition",
    "get_latest_definition",
    "get_page",
    "is_address",
    "is_reshaping",
    "kept",
    "list_file_questions",
    "list_goals",
    "list_warnings",
    "next_page",
    "official_summary",
    "page_view",
    "parse_page",
    "place_of",
    "prefill",
    "reached",
    "read_document",
    "read_packaged",
    "sources",
    "summary",
    "texts",
    "validate_all",
    "validate_page",
    "visible_pages",
]

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
PACKAGED: Final = tuple(sorted(path.stem for path in DEFINITIONS.glob("*.json")))
"""Keys of the forms that come with the product."""

Known = Mapping[str, Prefilled]
NOTHING_KNOWN: Final[Known] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a page."""

    page_key: str
    anchor: str


# --- stored forms -------------------------------------------------------------------------------


@cache
def get_definition(definition_id: int) -> Form:
    """Return the stored form; one query the first time, none ever after.

    :raises DefinitionNotFound: if there is no such form
    """
    return _compiled(FormDefinition.objects.filter(pk=definition_id).first())


def get_latest_definition(key: str) -> Form:
    """Return the newest version of the form.

    :raises DefinitionNotFound: if no version was stored
    """
    newest = FormDefinition.objects.filter(key=key).order_by("-version").values_list("pk").first()
    if newest is None:
        raise DefinitionNotFound
    return get_definition(newest[0])


def read_packaged(key: str) -> Document:
    """Return the document of a form that comes with the product, its shared lists written out.

    :raises DefinitionNotFound: if the product has no such form
    """
    if key not in PACKAGED:
        raise DefinitionNotFound
    document = blocks.write_out(_read_json(DEFINITIONS / f"{key}.json"), read_blocks())
    lists = {name: _read_list(name) for name in document["hints"].get("lists", [])}
    document["hints"]["lists"] = lists
    document["schema"]["$defs"] = {
        name: {"type": "string", "enum": [option["value"] for option in options]}
        for name, options in lists.items()
    }
    return document


def read_document(definition_id: int) -> Document:
    """Return the document of a stored form. One query.

    :raises DefinitionNotFound: if there is no such form
    """
    stored = FormDefinition.objects.filter(pk=definition_id).first()
    if stored is None:
        raise DefinitionNotFound
    return {"schema": stored.schema, "hints": stored.hints}


def find_faults(document: object) -> list[str]:
    """Return everything that keeps a document from being a form; nothing when it is one."""
    return documents.find_faults(document)


def read_blocks() -> dict[str, Document]:
    """Return the blocks of questions that come with the product, by key."""
    return {path.stem: _read_json(path) for path in sorted((DEFINITIONS / "blocks").glob("*.json"))}


def read_list(name: str) -> list[Document]:
    """Return a list that forms share. The installation's own province is always a choice."""
    return _read_list(name)


def compile_document(document: Document, *, key: str) -> Form:
    """Return a document as a form without storing it, to try it out.

    :raises InvalidDefinition: with everything that keeps the document from being a form
    """
    faults = documents.find_faults(document)
    if faults:
        raise InvalidDefinition(key=key, faults=faults)
    return compile_form(document, key=key)


# --- filling a form -----------------------------------------------------------------------------


def get_page(form: Form, page_key: str) -> Page:
    """Return the page of the form.

    :raises PageNotFound: if the form has no such page
    """
    for page in form.pages:
        if page.key == page_key:
            return page
    raise PageNotFound


def visible_pages(form: Form, answers: Answers) -> tuple[Page, ...]:
    """Return the pages on which something is asked, given the answers so far."""
    return settling.visible_pages(form, _settle(form, answers))


def next_page(form: Form, page_key: str, answers: Answers) -> Page | None:
    """Return the page to fill after the given one, None after the last.

    :raises PageNotFound: if the form has no such page
    """
    place = form.pages.index(get_page(form, page_key))
    shown = visible_pages(form, answers)
    return next((page for page in form.pages[place + 1 :] if page in shown), None)


def find_unfinished_page(form: Form, answers: Answers, *, today: date) -> Page | None:
    """Return the first page with something left to put right, None when all is ready."""
    problems = validate_all(form, answers, today=today)
    wrong = {form.page_of.get(problem.field.split(".", 1)[0]) for problem in problems}
    return next((page for page in form.pages if page.key in wrong), None)


def is_address(form: Form, question: str) -> bool:
    """Say whether the form asks for an address under that name."""
    field = form.fields.get(question)
    return field is not None and field.kind is FieldKind.ADDRESS


def sources(form: Form) -> frozenset[str]:
    """Return the names of the facts worth looking up before the form is drawn."""
    return prefilling.sources(form)


def prefill(form: Form, facts: Facts, answers: Answers) -> dict[str, Prefilled]:
    """Return what is known already of the form's questions, and where from."""
    return prefilling.prefill(form, facts, _settle(form, answers).answers)


def page_view(
    form: Form,
    page_key: str,
    answers: Answers,
    prefilled: Known = NOTHING_KNOWN,
    problems: Iterable[FieldProblem] = (),
    *,
    localities: Localities = NOWHERE,
) -> PageView:
    """Return the page as the templates ``ui/forms/`` draw it.

    :raises PageNotFound: if the form has no such page
    """
    page = get_page(form, page_key)
    tidied = reading.tidy(form, answers)
    return pages.draw(form, page, tidied, prefilled, problems, known=localities)


def parse_page(
    form: Form, page_key: str, posted: Posted, prefilled: Known = NOTHING_KNOWN
) -> dict[str, Json]:
    """Return the answers posted with the page: one, or None, for each of its questions but files.

    What is known and locked wins over what was posted. When ``is_reshaping(posted)``, a row was
    added or removed: draw the page again instead of judging it.

    :raises PageNotFound: if the form has no such page
    """
    page = get_page(form, page_key)
    return reading.parse_page(page, form, posted, prefilling.locked(form, prefilled))


def asks_for_files(form: Form) -> bool:
    """Say whether a question of the form may ask for a file."""
    return any(field.kind is FieldKind.FILE for field in form.fields.values())


def list_file_questions(form: Form, answers: Answers) -> list[Field]:
    """Return the questions that ask for files, given the answers so far."""
    if not asks_for_files(form):
        return []
    asked = _settle(form, answers).asked
    return [
        field
        for field in form.fields.values()
        if field.kind is FieldKind.FILE and field.id in asked
    ]


def tidy(form: Form, answers: Answers) -> Answers:
    """Return the answers in the shape of their questions, for whoever asks several things of them."""
    return reading.tidy(form, answers)


def validate_page(
    form: Form, page_key: str, answers: Answers, *, today: date
) -> list[FieldProblem]:
    """Return every problem of the page's questions; all answers are needed, not the page's alone."""
    return validation.on_page(form, page_key, validate_all(form, answers, today=today))


def validate_all(form: Form, answers: Answers, *, today: date) -> list[FieldProblem]:
    """Return every problem, in the order of the form; none means the form can be lodged."""
    tidied = reading.tidy(form, answers)
    return validation.find_problems(form, settling.settle(form, tidied), tidied, today=today)


def place_of(form: Form, path: str) -> Place | None:
    """Return where the answer at the path of a problem is typed; None if the form asks no such thing."""
    page_key = form.page_of.get(path.split(".", 1)[0])
    return Place(page_key=page_key, anchor=pages.anchor(form, path)) if page_key else None


def list_warnings(form: Form, answers: Answers, *, today: date) -> list[FieldProblem]:
    """Return what an officer should look at twice; never a reason to refuse."""
    return validation.find_warnings(form, _settle(form, answers), today=today)


def kept(form: Form, answers: Answers, prefilled: Known = NOTHING_KNOWN) -> Kept:
    """Return the answers that count: of the questions asked, with what is known and locked."""
    if isinstance(answers, Kept) and not prefilled:
        return answers
    answers = {**reading.tidy(form, answers), **prefilling.locked(form, prefilled)}
    return Kept(settling.settle(form, answers).answers)


def cases(form: Form, answers: Answers, *, today: date) -> frozenset[str]:
    """Return the circumstances of the form that the answers establish, by their names."""
    settled = _settle(form, answers)
    answered = {
        case
        for case, conditions in form.cases.items()
        if any(settling.holds(condition, settled.answers) for condition in conditions)
    }
    failed = {check.case for check in checks.failed(form, settled.answers, today=today)}
    return frozenset(answered | (failed - {""}))


def summary(form: Form, answers: Answers, localities: Localities = NOWHERE) -> tuple[Section, ...]:
    """Return every question asked with its answer in words, by topic, for a screen."""
    return summaries.summarise(form, _settle(form, answers), localities)


def official_summary(
    form: Form, answers: Answers, localities: Localities = NOWHERE
) -> tuple[Section, ...]:
    """Return the summary in Vietnamese, for papers, whatever language the screen speaks."""
    with translation.override("vi"):
        return summary(form, answers, localities)


def texts(form: Form, answers: Answers) -> dict[str, str]:
    """Return the answers in Vietnamese words by their question, for papers and registers."""
    with translation.override("vi"):
        return summaries.texts(form, _settle(form, answers))


def _settle(form: Form, answers: Answers) -> settling.Settled:
    return settling.settle(form, reading.tidy(form, answers))


def _compiled(stored: FormDefinition | None) -> Form:
    if stored is None:
        raise DefinitionNotFound
    document = {"schema": stored.schema, "hints": stored.hints}
    return compile_form(document, key=stored.key, version=stored.version, id=stored.pk)


def _read_list(name: str) -> list[Document]:
    options: list[Document] = _read_json(DEFINITIONS / "lists" / f"{name}.json")
    own = settings.INSTALLATION_NAME
    is_province = name == "provinces" and own.startswith(("Tỉnh ", "Thành phố "))
    if is_province and own not in {option["value"] for option in options}:
        options.insert(0, {"value": own, "text": {"vi": own, "en": own}})
    return options


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
