"""Building a form step by step: each step takes a document and returns another, or says why not.

What a step returns has no fault but that it may be unfinished: a form without pages, a page without
questions. So a form that was built is finished as soon as each page asks something.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import REPEATING
from motcua.capabilities.forms.rules import blueprint, documents, faults
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.blueprint import Blueprint, Condition, Page, Question
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

LONGEST_NAME: Final = 60
LONGEST_KEY: Final = 40

NO_PAGE: Final = _("Biểu mẫu không có trang này.")
NO_QUESTION: Final = _("Biểu mẫu không có câu hỏi này.")
NOT_EMPTY: Final = _("Trang còn câu hỏi. Hãy chuyển hoặc bỏ các câu hỏi trước.")
NAME_TAKEN: Final = _("Biểu mẫu đã có câu hỏi mang tên “{name}”.")
BAD_NAME: Final = _("Tên câu hỏi gồm chữ thường không dấu, chữ số và gạch dưới, như ho_ten.")
IS_USED: Final = _("Chưa bỏ được: “{label}” đang được dùng ở {users}.")
NO_MORE: Final = _("Không chuyển thêm được nữa.")


def start(*, title: Document) -> dict[str, Any]:
    """Return a form with a title and nothing else."""
    return blueprint.write(replace(blueprint.EMPTY, rest={"title": title}))


def describe(document: Document, *, title: Document, declaration: Document | None) -> Document:
    """Give the form its title, and the words that the citizen vouches for."""
    form = blueprint.read(document)
    rest = {name: value for name, value in form.rest.items() if name != "declaration"}
    rest |= {"title": title} | ({"declaration": declaration} if declaration else {})
    return _whole(replace(form, rest=rest), document)


# --- Pages --------------------------------------------------------------------------------------


def add_page(
    document: Document, *, title: Document, lead: Document | None = None, key: str = ""
) -> Document:
    """Add a page at the end."""
    form = blueprint.read(document)
    taken = {page.key for page in form.pages}
    made = key or _free(_slug(title["vi"], "-", LONGEST_KEY), taken, "-")
    page = Page(key=made, hints=_page_hints(title, lead), questions=())
    return _whole(replace(form, pages=(*form.pages, page)), document)


def describe_page(
    document: Document, key: str, *, title: Document, lead: Document | None
) -> Document:
    """Give a page its title and lead."""
    form = blueprint.read(document)
    page = replace(_page(form, key), hints=_page_hints(title, lead))
    return _whole(form.with_page(page), document)


def move_page(document: Document, key: str, *, by: int) -> Document:
    """Move a page so many places down; up where negative."""
    form = blueprint.read(document)
    pages = _moved(form.pages, form.pages.index(_page(form, key)), by)
    return _whole(replace(form, pages=tuple(pages)), document)


def remove_page(document: Document, key: str) -> Document:
    """Take a page away that asks nothing."""
    form = blueprint.read(document)
    gone = _page(form, key)
    if gone.questions:
        raise _refused(NOT_EMPTY, "page-not-empty")
    return _whole(replace(form, pages=tuple(p for p in form.pages if p is not gone)), document)


# --- Questions ----------------------------------------------------------------------------------


def add_question(
    document: Document, *, page: str, question: Question, group: str = "", after: str = ""
) -> Document:
    """Add a question at the end of a page or group, or after another; nameless, it gets a name."""
    form = blueprint.read(document)
    owner = _question(form, group) if group else None
    siblings = parts_of(owner) if owner else _page(form, page).questions
    taken = {one.name for one in (siblings if owner else form.questions())}
    name = question.name or _free(
        _slug(question.hints["label"]["vi"], "_", LONGEST_NAME), taken, "_"
    )
    _require_name(name, taken)
    names = [one.name for one in siblings]
    place = names.index(after) + 1 if after in names else len(names)
    added = replace(question, name=name)
    changed = (*siblings[:place], added, *siblings[place:])
    if owner:
        return _whole(_with_question(form, owner.name, with_parts(owner, changed)), document)
    return _whole(form.with_page(replace(_page(form, page), questions=changed)), document)


def put_question(document: Document, path: str, changed: Question) -> Document:
    """Change a question in its place: how it is asked, what it allows, whether it must be answered."""
    form = blueprint.read(document)
    head, part = _split(path)
    owner = _question(form, head)
    if not part:
        kept = replace(changed, name=owner.name, condition=owner.condition)
        return _whole(_with_question(form, head, kept), document)
    _part(owner, part)
    parts = tuple(
        replace(changed, name=part) if one.name == part else one for one in parts_of(owner)
    )
    return _whole(_with_question(form, head, with_parts(owner, parts)), document)


def move_question(document: Document, path: str, *, by: int) -> Document:
    """Move a question so many places down, up where negative; past the edge it changes the page."""
    form = blueprint.read(document)
    head, part = _split(path)
    owner = _question(form, head)
    if part:
        parts = parts_of(owner)
        moved = _moved(parts, parts.index(_part(owner, part)), by)
        return _whole(_with_question(form, head, with_parts(owner, tuple(moved))), document)
    page = form.page_of(head)
    assert page is not None  # the question was found on a page
    place = page.questions.index(owner)
    if 0 <= place + by < len(page.questions):
        questions = tuple(_moved(page.questions, place, by))
        return _whole(form.with_page(replace(page, questions=questions)), document)
    other = form.pages.index(page) + (1 if by > 0 else -1)
    if not 0 <= other < len(form.pages):
        raise _refused(NO_MORE, "no-further")
    return _to_page(form, owner, form.pages[other].key, document, is_first=by > 0)


def place_question(document: Document, name: str, *, page: str) -> Document:
    """Put a question at the end of another page."""
    form = blueprint.read(document)
    return _to_page(form, _question(form, name), page, document, is_first=False)


def set_condition(document: Document, name: str, condition: Condition) -> Document:
    """Ask a question only where the condition holds; always, where it is empty."""
    form = blueprint.read(document)
    changed = replace(_question(form, name), condition=tuple(sorted(condition)))
    return _whole(_with_question(form, name, changed), document)


def remove_question(document: Document, path: str) -> Document:
    """Take a question away that nothing else in the form looks at."""
    form = blueprint.read(document)
    head, part = _split(path)
    owner = _question(form, head)
    gone = _part(owner, part) if part else owner
    users = list(_users(form, head, part))
    if users:
        listed = ", ".join(dict.fromkeys(users))
        raise _refused(IS_USED, "is-used", label=gone.hints["label"]["vi"], users=listed)
    if part:
        rest = tuple(one for one in parts_of(owner) if one.name != part)
        return _whole(_with_question(form, head, with_parts(owner, rest)), document)
    pages = tuple(
        replace(page, questions=tuple(one for one in page.questions if one is not gone))
        for page in form.pages
    )
    return _whole(replace(form, pages=pages), document)


def parts_of(owner: Question) -> tuple[Question, ...]:
    """Return the questions that a group or table asks in each row."""
    row = owner.schema["items"]
    return tuple(
        Question(
            name=name,
            schema=row["properties"][name],
            hints=owner.hints["fields"][name],
            is_required=name in row.get("required", ()),
        )
        for name in owner.hints["order"]
    )


def with_parts(owner: Question, parts: Sequence[Question]) -> Question:
    """Return the group or table asking these questions in each row."""
    row: dict[str, Any] = {
        "type": "object",
        "properties": {part.name: part.schema for part in parts},
        "additionalProperties": False,
    }
    required = [part.name for part in parts if part.is_required]
    if required:
        row["required"] = required
    return replace(
        owner,
        schema={**owner.schema, "items": row},
        hints={
            **owner.hints,
            "fields": {part.name: part.hints for part in parts},
            "order": [part.name for part in parts],
        },
    )


# --- What holds between questions ---------------------------------------------------------------


def add_check(document: Document, check: Document) -> Document:
    """Add a rule between answers."""
    form = blueprint.read(document)
    checks = [*form.rest.get("checks", ()), check]
    return _whole(_with_rest(form, "checks", checks), document)


def remove_check(document: Document, place: int) -> Document:
    """Take the rule at that place away."""
    form = blueprint.read(document)
    checks = list(form.rest.get("checks", ()))
    if not 0 <= place < len(checks):
        raise _refused(NO_MORE, "no-such-check")
    del checks[place]
    return _whole(_with_rest(form, "checks", checks), document)


def put_case(document: Document, key: str, whens: Sequence[Document]) -> Document:
    """Name a circumstance by the answers that make it; without any, it is no more."""
    form = blueprint.read(document)
    cases = {name: one for name, one in form.rest.get("cases", {}).items() if name != key}
    if whens:
        cases[key] = list(whens)
    return _whole(_with_rest(form, "cases", cases), document)


def put_list(document: Document, name: str, options: Sequence[Document]) -> Document:
    """Write a list that several forms share out in this one, so that its questions can name it."""
    form = blueprint.read(document)
    lists = {**form.rest.get("lists", {}), name: list(options)}
    values = {"type": "string", "enum": [option["value"] for option in options]}
    definitions = {**form.head.get("$defs", {}), name: values}
    changed = replace(form, head={**form.head, "$defs": definitions})
    return _whole(_with_rest(changed, "lists", lists), document)


def find_lacks(document: Document) -> list[FieldProblem]:
    """Return what a form that is being built still lacks before it can be used, in plain words."""
    return [
        FieldProblem(field=faults.place_of(fault), text=faults.say(fault, document), code="fault")
        for fault in documents.find_faults(document)
    ]


# --- Inside -------------------------------------------------------------------------------------


def _whole(form: Blueprint, before: Document) -> Document:
    """Return the document of the form; refuse a step that would make faults."""
    document = blueprint.write(form)
    found = documents.find_faults(document, is_whole=False)
    if found:
        told = dict.fromkeys(faults.say(fault, document, before) for fault in found)
        raise InvalidInput([FieldProblem(field="", text=one, code="step-refused") for one in told])
    return document


def _page(form: Blueprint, key: str) -> Page:
    page = form.find_page(key)
    if page is None:
        raise _refused(NO_PAGE, "no-page")
    return page


def _question(form: Blueprint, name: str) -> Question:
    question = form.find(name)
    if question is None:
        raise _refused(NO_QUESTION, "no-question")
    return question


def _part(owner: Question, name: str) -> Question:
    parts = parts_of(owner) if owner.hints["kind"] in REPEATING else ()
    part = next((one for one in parts if one.name == name), None)
    if part is None:
        raise _refused(NO_QUESTION, "no-question")
    return part


def _with_question(form: Blueprint, name: str, changed: Question) -> Blueprint:
    page = form.page_of(name)
    assert page is not None  # the question was found on a page
    questions = tuple(changed if one.name == name else one for one in page.questions)
    return form.with_page(replace(page, questions=questions))


def _with_rest(form: Blueprint, name: str, value: object) -> Blueprint:
    rest = {key: one for key, one in form.rest.items() if key != name}
    return replace(form, rest=rest | ({name: value} if value else {}))


def _to_page(
    form: Blueprint, question: Question, key: str, before: Document, *, is_first: bool
) -> Document:
    target = _page(form, key)
    pages = []
    for page in form.pages:
        rest = tuple(one for one in page.questions if one.name != question.name)
        if page.key == target.key:
            rest = (question, *rest) if is_first else (*rest, question)
        pages.append(replace(page, questions=rest))
    return _whole(replace(form, pages=tuple(pages)), before)


def _moved(things: Sequence[Any], place: int, by: int) -> list[Any]:
    other = place + by
    if not 0 <= other < len(things):
        raise _refused(NO_MORE, "no-further")
    moved = list(things)
    moved.insert(other, moved.pop(place))
    return moved


def _users(form: Blueprint, head: str, part: str) -> Iterator[str]:
    """Yield what in the form looks at the question: questions by label, rules and circumstances."""
    path = f"{head}.{part}" if part else head
    for one in form.questions():
        label = f"“{one.hints['label']['vi']}”"
        inner = [("", one.hints), *one.hints.get("fields", {}).items()]
        for column, hints in inner:
            is_itself = (one.name, column) in {(head, part), (head, "")}
            asked = f"{one.name}.{column}" if column else one.name
            if not is_itself and path in _looks_at(asked, hints):
                yield label
        if one.name != head and any(name == path for name, _values in one.condition):
            yield label
    for check in form.rest.get("checks", ()):
        if path in {check.get(key) for key in ("field", "than", "born", "sex")}:
            yield str(_("quy tắc “{message}”")).format(message=check["message"]["vi"])
    for case, whens in form.rest.get("cases", {}).items():
        if any(path in when for when in whens):
            yield str(_("trường hợp “{case}”")).format(case=case)


def _looks_at(path: str, hints: Document) -> set[str]:
    """Return the questions that hints name: where a sum comes from, where an answer is known from."""
    group = path.partition(".")[0] if "." in path else ""
    words = re.findall(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?", hints.get("formula", ""))
    named = set(words) | {word.partition(".")[0] for word in words}
    if group:
        named |= {f"{group}.{word}" for word in words}
    for source in hints.get("sources", ()):
        named |= set(source.get("when", {}))
        if source["key"].startswith("answers."):
            named.add(source["key"].removeprefix("answers."))
    return named


def _page_hints(title: Document, lead: Document | None) -> Mapping[str, Document]:
    return {"title": title} | ({"lead": lead} if lead else {})


def _split(path: str) -> tuple[str, str]:
    head, _dot, part = path.partition(".")
    return head, part


def _slug(text: str, joint: str, longest: int) -> str:
    words = re.findall(r"[a-z0-9]+", vietnamese.fold(text))
    slug = joint.join(words)[:longest].strip(joint)
    return slug if slug[:1].isalpha() else joint.join(part for part in ("muc", slug) if part)


def _free(name: str, taken: set[str], joint: str) -> str:
    """Return the name, numbered where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name[: LONGEST_KEY - 4]}{joint}{number}", number + 1
    return found


def _require_name(name: str, taken: set[str]) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name):
        raise _refused(BAD_NAME, "bad-name", field="name")
    if name in taken:
        raise _refused(NAME_TAKEN, "name-taken", field="name", name=name)


def _refused(text: Promise, code: str, *, field: str = "", **values: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, text=str(text).format(**values), code=code)])
