"""Files that a form asks for among its questions: documents of the draft, named by the answers.

The bytes are kept as those of papers are, under a code made from the question, which no paper can have.
An answer is only ever made from a document that was kept, and is judged against it before lodging.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.errors import FileRefused, TooManyDocuments
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Field, Form, Json
from motcua.composition.casework.errors import TooManyFiles
from motcua.foundation.kernel.errors import FieldProblem

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Draft
    from motcua.domain.dossiers.queries import Filler


PREFIX: Final = "answer:"
"""Begins the code of such a document; codes of papers have no colon."""
TITLE: Final = "Tệp trong tờ khai: {label}"
"""What officers read beside the file, as with papers in Vietnamese."""
LONGEST_TITLE: Final = 300
Named: TypeAlias = dict[str, Json]
"""What an answer says of one file: document, name, size, sha256."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Files that came with a page, by question, and those to be taken away."""

    added: Mapping[str, Sequence[File]] = field(default_factory=dict)
    removed: Mapping[str, frozenset[int]] = field(default_factory=dict)


NOTHING: Final = Sent()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The answers that name what is kept now, and why some files were not taken."""

    answers: Mapping[str, Json]
    problems: tuple[FieldProblem, ...]


def code_of(question: str) -> str:
    """Return the code under which the files of a question are kept."""
    return f"{PREFIX}{question}"


def is_asked_file(document: Document) -> bool:
    """Say whether the document answers a question, rather than being a paper."""
    return document.paper_code.startswith(PREFIX)


def keep(
    questions: Iterable[Field], answers: Answers, sent: Sent, *,
    draft: Draft, by: Filler, at: datetime,
) -> Kept:  # fmt: skip
    """Take away and take in what was sent for these questions; what is bad does not hold up the rest.

    The draft must be held by the caller, so that it does not become a dossier meanwhile.
    """
    found: dict[str, Json] = {}
    problems: list[FieldProblem] = []
    for question in questions:
        added = sent.added.get(question.id, ())
        removed = sent.removed.get(question.id, frozenset())
        if added or removed:
            named = _without(_named(answers.get(question.id)), removed, question, draft)
            for file in added:
                try:
                    named = _add(named, file, question, draft, by=by, at=at)
                except (FileRefused, TooManyDocuments, TooManyFiles) as refusal:
                    problems.append(
                        FieldProblem(field=question.id, text=refusal.text, code=refusal.code)
                    )
            found[question.id] = [*named] or None
    return Kept(answers=found, problems=tuple(problems))


def find_forged(form: Form, answers: Answers, *, draft: Draft) -> list[FieldProblem]:
    """Return the questions whose answers name what was not handed in for them.

    Two reads, four for a supplement, where the answers name files; else none.
    """
    asked = {
        question.id: named
        for question in forms.list_file_questions(form, answers)
        if (named := _named(answers.get(question.id)))
    }
    if not asked:
        return []
    held = document_queries.list_documents(draft.subject)
    if draft.supplements is not None:
        held += document_queries.list_documents(draft.supplements.subject)
    true = answers_of(held)
    return [
        FieldProblem(
            field=name,
            text=_("Tệp ở mục “{label}” không còn trong hồ sơ. Hãy chọn lại tệp.").format(
                label=form.fields[name].label
            ),
            code="file-unknown",
        )
        for name, named in asked.items()
        if any(one not in true.get(name, ()) for one in named)
        or len({str(one["document"]) for one in named}) < len(named)
    ]


def answers_of(held: Iterable[Document]) -> dict[str, list[Json]]:
    """Return the answers that name everything held for a question, of documents with open names."""
    found: dict[str, list[Json]] = {}
    for document in held:
        if is_asked_file(document):
            question = document.paper_code.removeprefix(PREFIX)
            found.setdefault(question, []).append(_name(document))
    return found


def drop_unnamed(form: Form, answers: Answers, *, draft: Draft) -> None:
    """Remove what the draft holds for questions that are not asked any more.

    One read where the form asks for files; else none.
    """
    if not forms.asks_for_files(form):
        return
    named = {
        one["document"]
        for question in forms.list_file_questions(form, answers)
        for one in _named(answers.get(question.id))
    }
    for document in document_queries.list_unnamed(draft.subject):
        if is_asked_file(document) and document.pk not in named:
            documents.remove(document_id=document.pk, owner=draft.subject)


def title_of(question: Field) -> str:
    """Return what the document of a question is called among the papers of a dossier."""
    return TITLE.format(label=question.label.vi)[:LONGEST_TITLE]


def _add(
    named: list[Named], file: File, question: Field, draft: Draft, *, by: Filler, at: datetime
) -> list[Named]:
    """Return what is named once the file is kept; the only file of a question makes room for it."""
    most = question.most_items
    if len(named) >= most > 1:
        raise TooManyFiles(label=question.label, limit=most)
    document = documents.add_file(
        owner=draft.subject,
        paper_code=code_of(question.id),
        title=title_of(question),
        filename=file.name,
        content=file.content,
        by=by.key,
        at=at,
    )
    added = _name(document)
    others = [one for one in named if one["document"] != document.pk]
    if most > 1:
        return [*others, added]
    replaced = frozenset(int(str(one["document"])) for one in others)
    return [*_without(others, replaced, question, draft), added]


def _without(
    named: list[Named], removed: frozenset[int], question: Field, draft: Draft
) -> list[Named]:
    """Return what is named without those removed; what a dossier already holds stays its document."""
    if removed:
        for document in document_queries.list_unnamed(draft.subject):
            if document.pk in removed and document.paper_code == code_of(question.id):
                documents.remove(document_id=document.pk, owner=draft.subject)
    return [one for one in named if one["document"] not in removed]


def _named(answer: Json) -> list[Named]:
    return [one for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []


def _name(document: Document) -> Named:
    return {
        "document": document.pk,
        "name": document.filename,
        "size": document.size,
        "sha256": document.sha256,
    }
