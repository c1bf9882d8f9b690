"""A form being built, as the pages of the desk show it: topics, questions, advice, what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.capabilities.forms.enums import ONE_CHOICE, REPEATING, CheckKind, FieldKind
from motcua.capabilities.forms.queries import building
from motcua.capabilities.forms.queries.building import Advice, Blueprint, Condition, Question
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.surfaces.desk.presenting.pages import TOP, Error

Document = Mapping[str, Any]
BETWEEN: Final = "="
"""Stands between a question and its answer where both are one value of a list."""
TICKED: Final = "on"


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """One question as a row of its page; those of a group follow it."""

    path: str
    anchor: str
    label: str
    kind: str
    is_required: bool
    is_part: bool
    condition: str
    advice: int
    can_have_parts: bool
    href: str
    condition_href: str


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """One topic with its questions."""

    key: str
    title: str
    number: int
    questions: tuple[ShownQuestion, ...]
    advice: tuple[str, ...]
    preview: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One answer that a condition can wait for."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Offers:
    """The answers of one question."""

    label: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, kw_only=True)
class ShownRule:
    """A rule between answers in words."""

    place: int
    text: str
    message: str


@dataclass(frozen=True, kw_only=True)
class ShownCase:
    """A circumstance with the answers that make it."""

    key: str
    whens: tuple[str, ...]


def overview(draft_id: int, document: Document) -> dict[str, Any]:
    """Return the values of the page on which a form is built."""
    form = building.read(document)
    advice = building.advise(document)
    notes = document["hints"].get("blocks", {})
    return {
        "title": document["hints"]["title"],
        "declaration": document["hints"].get("declaration"),
        "pages": [
            _page(draft_id, form, number, advice) for number in range(1, len(form.pages) + 1)
        ],
        "advice": [_advice(draft_id, one) for one in advice],
        "lacks": [lack.text for lack in building.find_lacks(document)],
        "rules": _rules(form),
        "cases": _cases(form),
        "outdated": [
            {"prefix": prefix, "block": notes[prefix]["block"]}
            for prefix in building.outdated_blocks(document)
        ],
    }


def untold_cases(record: Mapping[str, Any], document: Document) -> list[str]:
    """Return the cases that papers and fees of the record wait for and no answer ever makes."""
    hints = document.get("hints", {})
    told = {*hints.get("cases", {}), *(check.get("case") for check in hints.get("checks", ()))}
    fees = [fee for way in record.get("channels") or () for fee in way.get("fees") or ()]
    waited = {one.get("case") for one in [*(record.get("papers") or ()), *fees]}
    return [
        str(case["name"])
        for case in record.get("cases") or ()
        if case["code"] in waited and case["code"] not in told
    ]


def offers_before(document: Document, name: str) -> list[Offers]:
    """Return, question by question, the answers that a condition of this one can wait for."""
    before: list[Offers] = []
    for one in building.read(document).questions():
        if one.name == name:
            break
        offers = _offers(document, one)
        if offers:
            before.append(Offers(label=one.hints["label"]["vi"], offers=offers))
    return before


def read_condition(document: Document, chosen: Sequence[str]) -> Condition:
    """Return the condition that was chosen: one of the answers of each question named."""
    waited: dict[str, list[str | bool]] = {}
    for value in chosen:
        name, between, answer = value.partition(BETWEEN)
        question = building.find_question(document, name) if between else None
        if question is not None:
            is_tick = question.hints["kind"] == FieldKind.CONFIRM
            waited.setdefault(name, []).append(True if is_tick else answer)
    return tuple((name, tuple(dict.fromkeys(answers))) for name, answers in waited.items())


def chosen_of(condition: Condition) -> list[str]:
    """Return the condition as the values of the lists in which it was chosen."""
    return [
        f"{name}{BETWEEN}{TICKED if answer is True else answer}"
        for name, answers in condition
        for answer in answers
    ]


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of questions with their names."""
    return [(str(kind.value), str(kind.label)) for kind in FieldKind]


def check_kinds() -> list[tuple[str, str]]:
    """Return the rules between answers with their names."""
    return [(str(kind.value), str(kind.label)) for kind in CheckKind]


def problems(refusal: Refusal | None) -> dict[str, str]:
    """Return what is wrong, by the box it is about."""
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        found: dict[str, str] = {}
        for one in refusal.problems:
            found[one.field] = f"{found[one.field]} {one.text}" if one.field in found else one.text
        return found
    return {refusal.field or "": refusal.text}


def errors(refusal: Refusal | None) -> list[Error]:
    """Return what is wrong with a link to its box, or to the top of the page."""
    return [
        Error(anchor=f"f-{name.replace('.', '-')}" if name else TOP, text=text)
        for name, text in problems(refusal).items()
    ]


def say(form: Blueprint, condition: Condition) -> str:
    """Return a condition in words."""
    parts = []
    for name, answers in condition:
        question = form.find(name)
        label = question.hints["label"]["vi"] if question else name
        said = _(" hoặc ").join(_answer(form, question, answer) for answer in answers)
        parts.append(_("“{label}” là {answers}").format(label=label, answers=said))
    return _(" và ").join(parts)


def _page(draft_id: int, form: Blueprint, number: int, advice: Sequence[Advice]) -> ShownPage:
    page = form.pages[number - 1]
    place = building.PAGE + page.key
    return ShownPage(
        key=page.key,
        title=page.hints["title"]["vi"],
        number=number,
        questions=tuple(
            shown for one in page.questions for shown in _rows(draft_id, form, one, advice)
        ),
        advice=tuple(one.text for one in advice if one.place == place),
        preview=f"{reverse('desk:form-preview', args=[draft_id])}?page={page.key}",
    )


def _rows(
    draft_id: int, form: Blueprint, one: Question, advice: Sequence[Advice]
) -> Iterator[ShownQuestion]:
    yield _row(draft_id, form, one, one.name, advice)
    if one.hints["kind"] in REPEATING:
        for part in building.parts_of(one):
            yield _row(draft_id, form, part, f"{one.name}.{part.name}", advice)


def _row(
    draft_id: int, form: Blueprint, one: Question, path: str, advice: Sequence[Advice]
) -> ShownQuestion:
    is_part = "." in path
    kind = FieldKind(one.hints["kind"])
    return ShownQuestion(
        path=path,
        anchor=f"q-{path.replace('.', '-')}",
        label=one.hints["label"]["vi"],
        kind=str(kind.label),
        is_required=one.is_required,
        is_part=is_part,
        condition=say(form, one.condition),
        advice=sum(1 for found in advice if found.place == path),
        can_have_parts=kind in REPEATING,
        href=reverse("desk:form-question", args=[draft_id, path]),
        condition_href="" if is_part else reverse("desk:form-condition", args=[draft_id, path]),
    )


def _advice(draft_id: int, one: Advice) -> dict[str, str]:
    is_page = one.place.startswith(building.PAGE)
    if is_page:
        href = reverse("desk:form-page", args=[draft_id, one.place.removeprefix(building.PAGE)])
    elif one.place:
        href = reverse("desk:form-question", args=[draft_id, one.place])
    else:
        href = reverse("desk:form-title", args=[draft_id])
    return {"label": one.label or _("Tên biểu mẫu"), "text": one.text, "href": href}


def _offers(document: Document, one: Question) -> tuple[Offer, ...]:
    if one.hints["kind"] == FieldKind.CONFIRM:
        return (Offer(value=f"{one.name}{BETWEEN}{TICKED}", text=_("được đánh dấu")),)
    if one.hints["kind"] not in ONE_CHOICE:
        return ()
    return tuple(
        Offer(value=f"{one.name}{BETWEEN}{option['value']}", text=option["text"]["vi"])
        for option in building.options_of(document, one.hints)
    )


def _answer(form: Blueprint, question: Question | None, answer: object) -> str:
    if answer is True:
        return _("được đánh dấu")
    options = building.options_of({"hints": form.rest}, question.hints) if question else []
    texts = {option["value"]: option["text"]["vi"] for option in options}
    return f"“{texts.get(str(answer), answer)}”"


def _rules(form: Blueprint) -> list[ShownRule]:
    rules = []
    for place, check in enumerate(form.rest.get("checks", ())):
        named = [check[key] for key in ("field", "than", "born") if key in check]
        labels = [f"“{found.hints['label']['vi']}”" for name in named if (found := form.find(name))]
        days = str(_DAYS).format(days=check["days"]) if "days" in check else ""
        text = f"{', '.join(labels)}: {CheckKind(check['kind']).label} {days}".strip()
        rules.append(ShownRule(place=place, text=text, message=check["message"]["vi"]))
    return rules


_DAYS: Final = gettext_lazy("({days} ngày)")


def _cases(form: Blueprint) -> list[ShownCase]:
    def condition(when: Mapping[str, Any]) -> Condition:
        return tuple(
            (name, tuple(value) if isinstance(value, list) else (value,))
            for name, value in when.items()
        )

    return [
        ShownCase(key=key, whens=tuple(say(form, condition(when)) for when in whens))
        for key, whens in form.rest.get("cases", {}).items()
    ]
