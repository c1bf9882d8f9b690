"""Questions that many forms ask alike, defined once: the person, the address, the child.

A block is a list of questions with ``{of}`` in their words where it says whose they are. Put into a
form it becomes ordinary questions, named after the place it takes ("wife_full_name"), and the hint
``blocks`` notes which block stands there, of whom, and as of which state of the block. A form that is
stored changes no more; a new version of it takes the block's newer questions over with one step.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from motcua.capabilities.forms.rules import blueprint, building
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.blueprint import Blueprint, Question

NOBODY: Final = {"vi": "", "en": ""}


def questions_of(block: Document, prefix: str, of: Document = NOBODY) -> tuple[Question, ...]:
    """Return the questions of the block as they stand in a form."""
    return tuple(
        Question(
            name=f"{prefix}_{one['name']}",
            schema=one["schema"],
            hints=_said(one["hints"], of),
            is_required=one.get("required", False),
        )
        for one in block["questions"]
    )


def state_of(block: Document) -> str:
    """Return what tells one state of a block from another."""
    text = json.dumps(block["questions"], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def insert(
    document: Document, *, key: str, block: Document, page: str, prefix: str, of: Document
) -> Document:
    """Put the block at the end of a page, and note where it stands."""
    for question in questions_of(block, prefix, of):
        document = building.add_question(document, page=page, question=question)
    return _noted(document, prefix, key, block, of)


def renew(document: Document, *, prefix: str, block: Document) -> Document:
    """Take over what changed in the block since it was put in; conditions and places stay.

    A question that the block has no more is left to the author: it may be asked for another reason.
    One that the author took out stays out.
    """
    note = document["hints"]["blocks"][prefix]
    last = ""
    for question in questions_of(block, prefix, note["of"]):
        form = blueprint.read(document)
        page = form.page_of(last) or form.pages[-1]
        if form.find(question.name) is not None:
            document = building.put_question(document, question.name, question)
        elif question.name not in note["questions"]:
            document = building.add_question(document, page=page.key, question=question, after=last)
        else:
            continue
        last = question.name
    return _noted(document, prefix, note["block"], block, note["of"])


def outdated(document: Document, blocks: Mapping[str, Document]) -> list[str]:
    """Return the places whose block has changed since it was put in."""
    return [
        prefix
        for prefix, note in document["hints"].get("blocks", {}).items()
        if note["block"] in blocks and note["state"] != state_of(blocks[note["block"]])
    ]


def write_out(document: Document, blocks: Mapping[str, Document]) -> dict[str, Any]:
    """Return a packaged document with its blocks as ordinary questions.

    In a file a block is one question whose hints name it; its place on a page, its
    condition and its being required are those of all its questions.
    """
    form = blueprint.read(document)
    pages = tuple(
        replace(page, questions=tuple(two for one in page.questions for two in _each(one, blocks)))
        for page in form.pages
    )
    order = _required_order(form, blocks)
    return blueprint.write(replace(form, pages=pages, required=order))


def _each(question: Question, blocks: Mapping[str, Document]) -> Sequence[Question]:
    if "block" not in question.hints:
        return (question,)
    block = blocks[question.hints["block"]]
    prefix = question.hints.get("prefix", question.name)
    made = questions_of(block, prefix, question.hints.get("of", NOBODY))
    return [replace(one, condition=question.condition) for one in made]


def _required_order(form: Blueprint, blocks: Mapping[str, Document]) -> tuple[str, ...]:
    names: list[str] = []
    for name in form.required:
        question = form.find(name)
        each = _each(question, blocks) if question else ()
        names += [one.name for one in each if one.is_required]
    return tuple(names)


def _noted(document: Document, prefix: str, key: str, block: Document, of: Document) -> Document:
    hints = document["hints"]
    names = [one.name for one in questions_of(block, prefix)]
    note = {"block": key, "of": of, "state": state_of(block), "questions": names}
    return {**document, "hints": {**hints, "blocks": {**hints.get("blocks", {}), prefix: note}}}


def _said(hints: Any, of: Document) -> Any:
    """Return the hints with ``{of}`` replaced in each of their texts."""
    if isinstance(hints, Mapping):
        if hints.keys() == {"vi", "en"}:
            return {name: _in_place(hints[name], of[name]) for name in ("vi", "en")}
        return {name: _said(value, of) for name, value in hints.items()}
    if isinstance(hints, list):
        return [_said(value, of) for value in hints]
    return hints


def _in_place(text: str, of: str) -> str:
    return text.replace("{of}", of).replace("  ", " ").replace(" .", ".").strip()
