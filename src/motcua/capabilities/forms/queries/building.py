"""What the builder of forms asks and does: documents in, documents out, nothing stored.

Each step is a function of ``rules.building``; what it returns can be used once each page asks
something. Refusals are ``InvalidInput`` with sentences for who builds.
"""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.queries import Posted, get_page, read_blocks, read_list
from motcua.capabilities.forms.rules import (
    asking,
    blocks,
    blueprint,
    building,
    documents,
    faults,
    plainness,
    sampling,
)
from motcua.capabilities.forms.rules.anatomy import Document, options_of
from motcua.capabilities.forms.rules.asking import LIMITED, OWN_OPTIONS, Spec, list_named, to_spec
from motcua.capabilities.forms.rules.blueprint import Blueprint, Condition, Page, Question
from motcua.capabilities.forms.rules.building import (
    add_check,
    add_page,
    describe,
    describe_page,
    find_lacks,
    move_page,
    move_question,
    parts_of,
    place_question,
    put_case,
    remove_check,
    remove_page,
    remove_question,
    set_condition,
    start,
)
from motcua.capabilities.forms.rules.compiling import compile_form
from motcua.capabilities.forms.rules.plainness import PAGE, Advice
from motcua.capabilities.forms.rules.shapes import Form, Json
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

__all__ = [
    "LIMITED",
    "LISTS",
    "OWN_OPTIONS",
    "PAGE",
    "SOURCES",
    "Advice",
    "Blueprint",
    "Condition",
    "Page",
    "Question",
    "Spec",
    "add_check",
    "add_page",
    "add_question",
    "advise",
    "change_question",
    "describe",
    "describe_page",
    "find_lacks",
    "find_question",
    "insert_block",
    "list_blocks",
    "move_page",
    "move_question",
    "options_of",
    "outdated_blocks",
    "parts_of",
    "place_question",
    "preview",
    "put_case",
    "read",
    "read_sample_files",
    "read_source",
    "remove_check",
    "remove_page",
    "remove_question",
    "renew_block",
    "require_buildable",
    "sample_answers",
    "set_condition",
    "start",
    "to_spec",
    "write_source",
]

LISTS = ("provinces", "ethnicities", "countries")
"""Lists that a question can draw on."""
SOURCES = (
    "identity.full_name",
    "identity.pin",
    "identity.birth_date",
    "identity.sex",
    "identity.residence",
    "identity.phone",
    "identity.email",
)
"""What is known of the applicant before anything is asked."""


def read_source(source: str) -> Document:
    """Return the document of a design as it is stored.

    :raises InvalidInput: if it is no form that can be built on, with everything that is wrong
    """
    try:
        document: Document = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            [FieldProblem(field="file", text=_("Tệp không phải là JSON hợp lệ."), code="not-json")]
        ) from error
    require_buildable(document)
    return document


def write_source(document: Document) -> str:
    """Return the document as it is stored and exported."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def require_buildable(document: Document) -> None:
    """Refuse a document that is no form, finished or not.

    :raises InvalidInput: with everything that is wrong
    """
    found = documents.find_faults(document, is_whole=False)
    known = (document,) if isinstance(document, dict) and _has_hints(document) else ()
    if found:
        raise InvalidInput(
            [
                FieldProblem(field="file", text=faults.say(one, *known), code="not-a-form")
                for one in found
            ]
        )


def read(document: Document) -> Blueprint:
    """Return the form as pages of questions."""
    return blueprint.read(document)


def find_question(document: Document, path: str) -> Question | None:
    """Return the question, or the part of a group ("goods.price"); None if there is none."""
    head, _dot, part = path.partition(".")
    question = blueprint.read(document).find(head)
    if question is None or not part:
        return question
    has_parts = "order" in question.hints
    parts = building.parts_of(question) if has_parts else ()
    return next((one for one in parts if one.name == part), None)


def add_question(
    document: Document, *, page: str, spec: Spec, name: str = "", group: str = "", after: str = ""
) -> Document:
    """Add a question to a page or group; without a name it gets one from its label."""
    return building.add_question(
        _with_list(document, spec),
        page=page,
        group=group,
        after=after,
        question=asking.to_question(spec, name=name),
    )


def change_question(document: Document, path: str, spec: Spec) -> Document:
    """Change how a question is asked and what it allows."""
    known = find_question(document, path)
    if known is None:
        return building.put_question(document, path, asking.to_question(spec))
    made = asking.to_question(spec, replace(known, condition=()))
    return building.put_question(_with_list(document, spec), path, made)


def advise(document: Document) -> list[Advice]:
    """Return what the form could say more plainly, or to more people."""
    return plainness.advise(document)


def list_blocks() -> dict[str, Document]:
    """Return the blocks that can be put into a form, by key."""
    return read_blocks()


def insert_block(document: Document, *, key: str, page: str, prefix: str, of: Document) -> Document:
    """Put a block of questions at the end of a page."""
    block = _block(key)
    return blocks.insert(
        _with_lists(document, block["lists"]),
        key=key, block=block, page=page, prefix=prefix, of=of,
    )  # fmt: skip


def outdated_blocks(document: Document) -> list[str]:
    """Return the places in the form whose block has changed since it was put in."""
    return blocks.outdated(document, read_blocks())


def renew_block(document: Document, prefix: str) -> Document:
    """Take over what changed in the block that stands there."""
    note = document["hints"].get("blocks", {}).get(prefix)
    block = _block(note["block"] if note else "")
    return blocks.renew(_with_lists(document, block["lists"]), prefix=prefix, block=block)


def preview(document: Document, *, key: str) -> Form | None:
    """Return the form as far as it is built; None while it asks nothing."""
    form = blueprint.read(document)
    pages = tuple(page for page in form.pages if page.questions)
    if not pages:
        return None
    return compile_form(blueprint.write(replace(form, pages=pages)), key=key)


def sample_answers(form: Form, *, today: date) -> dict[str, Json]:
    """Return answers of an imaginary person that fit the form."""
    return dict(sampling.fill(form, today=today).answers)


def _block(key: str) -> Document:
    block = read_blocks().get(key)
    if block is None:
        raise InvalidInput(
            [FieldProblem(field="block", text=_("Hãy chọn một khối câu hỏi."), code="no-block")]
        )
    return block


def _with_list(document: Document, spec: Spec) -> Document:
    name = list_named(spec)
    return _with_lists(document, [name] if name else [])


def _with_lists(document: Document, names: list[str]) -> Document:
    """Return the document with these lists written out; those it has stay as they are."""
    known = document["hints"].get("lists", {})
    for name in names:
        if name in LISTS and name not in known:
            document = building.put_list(document, name, read_list(name))
    return document


def _has_hints(document: dict[str, Any]) -> bool:
    hints = document.get("hints")
    return isinstance(hints, dict) and isinstance(hints.get("fields"), dict)


def read_sample_files(form: Form, page_key: str, posted: Posted) -> dict[str, Json]:
    """Return sample answers, or None, for the page's questions of files: where a form is tried out,
    a box to tick stands in place of each.

    :raises PageNotFound: if the form has no such page
    """
    asked = (form.fields[name] for name in get_page(form, page_key).fields)
    return {
        field.id: sampling.sample_files(field) if f"{field.id}-sample" in posted else None
        for field in asked
        if field.kind is FieldKind.FILE
    }
