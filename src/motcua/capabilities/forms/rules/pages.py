"""A page of a form as a template draws it: texts in the language of the request, values escaped there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import (
    DATES,
    OF_PARTS,
    REPEATING,
    WHOLE_NUMBERS,
    FieldKind,
)
from motcua.capabilities.forms.rules import localities, locating, reading, settling, summaries
from motcua.capabilities.forms.rules.prefilling import Prefilled
from motcua.capabilities.forms.rules.shapes import (
    Answers,
    Choice,
    Field,
    Form,
    Json,
    Page,
    language,
)
from motcua.foundation.kernel.errors import FieldProblem

TEMPLATES: Final[Mapping[FieldKind, str]] = {
    FieldKind.TEXTAREA: "textarea",
    FieldKind.DATE: "date",
    FieldKind.PARTIAL_DATE: "date",
    FieldKind.YESNO: "radios",
    FieldKind.RADIOS: "radios",
    FieldKind.SELECT: "select",
    FieldKind.CHECKBOXES: "checkboxes",
    FieldKind.CONFIRM: "confirm",
    FieldKind.ADDRESS: "address",
    FieldKind.PLACE: "place",
    FieldKind.SIGNATURE: "signature",
    FieldKind.FILE: "file",
    FieldKind.GROUP: "group",
    FieldKind.TABLE: "table",
    FieldKind.CALCULATED: "calculated",
}
HINTS: Final[Mapping[FieldKind, Promise]] = {
    FieldKind.PARTIAL_DATE: _("Không nhớ ngày hoặc tháng thì để trống, chỉ ghi năm."),
    FieldKind.PLACE: _("Chép từ bản đồ trên điện thoại, ví dụ 21.02850, 105.85420."),
    FieldKind.SIGNATURE: _("Gõ đầy đủ họ tên thay cho chữ ký; muốn thì vẽ thêm chữ ký."),
    FieldKind.CALCULATED: _("Máy tự tính từ các câu trả lời khác, mỗi khi bạn lưu."),
}
"""What to know of a kind of question, where its author says nothing."""
FILES_TAKEN: Final = _("PDF hoặc ảnh, tối đa 20 MB mỗi tệp. Trên điện thoại có thể chụp ngay.")
"""Said of every file, after what its author says; ``documents`` judges what is handed in."""
INPUT_TYPES: Final[Mapping[FieldKind, str]] = {FieldKind.EMAIL: "email", FieldKind.PHONE: "tel"}
WIDTHS: Final[Mapping[FieldKind, str]] = {
    FieldKind.PIN: "20",
    FieldKind.PHONE: "20",
    FieldKind.TAX_CODE: "20",
    FieldKind.DECIMAL: "10",
    FieldKind.YEAR: "4",
    FieldKind.NUMBER: "5",
    FieldKind.MONEY: "10",
}
BOXES: Final = (("day", _("Ngày"), "2"), ("month", _("Tháng"), "2"), ("year", _("Năm"), "4"))
BIRTH_TOKENS: Final = {"bday": ("bday-day", "bday-month", "bday-year")}


@dataclass(frozen=True, kw_only=True, slots=True)
class BoxView:
    """One box of a date."""

    id: str
    name: str
    label: str
    value: str
    width: str
    autocomplete: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionView:
    """One option, with the questions drawn under it."""

    id: str
    value: str
    text: str
    hint: str
    is_chosen: bool
    reveals: tuple["FieldView", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemView:
    """One row of a group."""

    name: str
    title: str
    fields: tuple["FieldView", ...]
    can_remove: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldView:
    """One question with its answer, its problem and where its answer is known from."""

    id: str
    name: str
    kind: FieldKind
    template: str
    label: str
    hint: str
    help_title: str
    help_text: str
    value: str
    shown: str
    """The answer in words, for a question that is locked."""
    error: str
    described_by: str
    is_required: bool
    is_locked: bool
    is_prefilled: bool
    source_label: str
    autocomplete: str
    inputmode: str
    input_type: str
    width: str
    spellcheck: str
    choices: tuple[Choice, ...]
    """The options of a select; ``value`` is the chosen one."""
    options: tuple[OptionView, ...]
    boxes: tuple[BoxView, ...]
    parts: tuple["FieldView", ...]
    items: tuple[ItemView, ...]
    can_add: bool
    point: locating.Point | None
    """Where a place lies in the drawn locator."""
    drawing: str
    """A signature drawn by hand, as the path of a picture."""
    files: tuple[summaries.NamedFile, ...]
    takes_many: bool
    """Whether the question takes more than one file."""
    locality: localities.Locality | None = None
    """Where an address lies, as far as that is known."""

    @property
    def locality_choice(self) -> str:
        """How the choice of where an address lies is named."""
        return localities.CHOICE.format(field=self.name)

    @property
    def locality_note(self) -> str:
        """Where an address lies today, in words."""
        return localities.said_of(self.locality) if self.locality else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorLink:
    """A line of the error summary: the sentence, and the box it leads to."""

    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PageView:
    """One topic of a form, ready to draw."""

    key: str
    title: str
    lead: str
    number: int
    """Its place among all pages of the form, so that no answer moves the end further away."""
    total: int
    fields: tuple[FieldView, ...]
    errors: tuple[ErrorLink, ...]
    takes_files: bool
    """Whether files travel with the page, which its form must say."""


@dataclass(frozen=True, slots=True)
class _Pen:
    """What drawing a page needs at hand."""

    form: Form
    page: Page
    answers: Answers
    settled: settling.Settled
    prefilled: Mapping[str, Prefilled]
    problems: Mapping[str, str]
    localities: localities.Localities


def draw(
    form: Form,
    page: Page,
    answers: Answers,
    prefilled: Mapping[str, Prefilled],
    problems: Iterable[FieldProblem],
    *,
    known: localities.Localities = localities.NOWHERE,
) -> PageView:
    """Return the page; what is known already stands where nothing was answered yet."""
    settled = settling.settle(form, answers)
    texts: dict[str, str] = {}
    for problem in problems:
        texts.setdefault(problem.field, problem.text)
    pen = _Pen(form, page, answers, settled, prefilled, texts, known)
    return PageView(
        key=page.key,
        title=str(page.title),
        lead=str(page.lead or ""),
        number=form.pages.index(page) + 1,
        total=len(form.pages),
        fields=tuple(
            _draw_question(pen, form.fields[name])
            for name in page.fields
            if name in settled.asked and name not in form.revealed_by
        ),
        errors=tuple(
            ErrorLink(anchor=anchor(form, path), text=text) for path, text in texts.items()
        ),
        takes_files=any(form.fields[name].kind is FieldKind.FILE for name in page.fields),
    )


def anchor(form: Form, path: str) -> str:
    """Return the identifier of the first box to fill for the answer at the path."""
    head, *rest = path.split(".")
    field, inner = form.fields.get(head), head
    for step in rest:
        inner += f"-{step}"
        field = (field.part(step) or field) if field else None
    if field is not None and rest and rest[-1].isdigit():
        return f"{inner}-{field.parts[0].id}" if field.parts else inner
    return summaries.first_box(field, inner) if field else inner


def _draw_question(pen: _Pen, field: Field) -> FieldView:
    known = pen.prefilled.get(field.id)
    is_locked = field.is_locked and known is not None
    if known is not None and (is_locked or field.id not in pen.answers):
        answer = known.value
    else:
        answer = pen.answers.get(field.id, field.suggested)
    is_prefilled = known is not None and answer == known.value
    if field.id in pen.form.calculated:
        # What is reckoned is never read from what was sent.
        answer = settling.reckoned(field, answer, pen.settled.answers)
    return _draw(
        pen,
        field,
        name=field.id,
        path=field.id,
        answer=answer,
        source_label=known.label if known is not None and is_prefilled else "",
        is_locked=is_locked,
    )


def _draw(
    pen: _Pen,
    field: Field,
    *,
    name: str,
    path: str,
    answer: Json,
    source_label: str = "",
    is_locked: bool = False,
) -> FieldView:
    kind = field.kind
    error = pen.problems.get(path, "")
    hint = str(field.hint or HINTS.get(kind) or "")
    if kind is FieldKind.FILE:
        hint = f"{hint} {FILES_TAKEN}".strip()
    described = (("hint", hint), ("source", source_label), ("error", error))
    return FieldView(
        id=summaries.first_box(field, name) if is_locked else name,
        name=name,
        kind=kind,
        template=f"ui/forms/{'locked' if is_locked else TEMPLATES.get(kind, 'input')}.html",
        label=str(field.label),
        hint=hint,
        help_title=str(field.help.title) if field.help else "",
        help_text=str(field.help.text) if field.help else "",
        value=_value(field, answer),
        shown=summaries.spoken(field, answer) if is_locked or field.formula else "",
        error=error,
        described_by=" ".join(f"{name}-{part}" for part, text in described if text),
        is_required=field.is_required,
        is_locked=is_locked,
        is_prefilled=bool(source_label),
        source_label=source_label,
        autocomplete=field.autocomplete,
        inputmode=_inputmode(kind),
        input_type=INPUT_TYPES.get(kind, "text"),
        width=field.width or WIDTHS.get(kind, ""),
        spellcheck="" if kind in {FieldKind.TEXT, FieldKind.TEXTAREA} else "false",
        choices=field.choices[language()] if kind is FieldKind.SELECT else (),
        options=_draw_options(pen, field, name, answer) if kind is not FieldKind.SELECT else (),
        boxes=_draw_boxes(field, name, answer) if kind in DATES else (),
        parts=_draw_parts(pen, field, name, path, answer) if kind in OF_PARTS else (),
        items=_draw_items(pen, field, name, path, answer) if kind in REPEATING else (),
        point=locating.locate(answer) if kind is FieldKind.PLACE else None,
        drawing=summaries.drawing_of(field, answer),
        files=summaries.files_of(field, answer),
        takes_many=kind is FieldKind.FILE and field.most_items > 1,
        locality=pen.localities.get(path) if kind is FieldKind.ADDRESS else None,
        can_add=kind in REPEATING and len(_rows(answer)) < field.most_items,
    )


def _inputmode(kind: FieldKind) -> str:
    if kind in WHOLE_NUMBERS | {FieldKind.PIN}:
        return "numeric"
    return "decimal" if kind is FieldKind.DECIMAL else ""


def _draw_options(pen: _Pen, field: Field, name: str, answer: Json) -> tuple[OptionView, ...]:
    chosen = answer if isinstance(answer, list) else [answer]
    return tuple(
        OptionView(
            id=f"{name}-{place}" if place else name,
            value=option.value,
            text=str(option.text),
            hint=str(option.hint or ""),
            is_chosen=option.value in chosen,
            reveals=tuple(
                _draw_question(pen, pen.form.fields[shown])
                for shown in pen.page.fields
                if pen.form.revealed_by.get(shown) == (field.id, option.value) and name == field.id
            ),
        )
        for place, option in enumerate(field.options)
    )


def _draw_boxes(field: Field, name: str, answer: Json) -> tuple[BoxView, ...]:
    tokens = BIRTH_TOKENS.get(field.autocomplete, ("", "", ""))
    return tuple(
        BoxView(
            id=f"{name}-{box}",
            name=f"{name}-{box}",
            label=str(label),
            value=value,
            width=width,
            autocomplete=token,
        )
        for (box, label, width), value, token in zip(
            BOXES, reading.date_boxes(answer), tokens, strict=True
        )
    )


def _draw_parts(
    pen: _Pen, field: Field, name: str, path: str, answer: Json
) -> tuple[FieldView, ...]:
    row = answer if isinstance(answer, dict) else {}
    return tuple(
        _draw(
            pen, part, name=f"{name}-{part.id}", path=f"{path}.{part.id}", answer=row.get(part.id)
        )
        for part in field.parts
    )


def _draw_items(
    pen: _Pen, field: Field, name: str, path: str, answer: Json
) -> tuple[ItemView, ...]:
    rows = _rows(answer)
    return tuple(
        ItemView(
            name=f"{name}-{index}",
            title=gettext("Dòng {number}").format(number=index + 1),
            fields=_draw_parts(pen, field, f"{name}-{index}", f"{path}.{index}", row),
            can_remove=len(rows) > 1 or not field.is_required,
        )
        for index, row in enumerate(rows)
    )


def _rows(answer: Json) -> list[Json]:
    """Return the rows of a group; an empty one stands ready where there is none."""
    return answer if isinstance(answer, list) and answer else [{}]


def _value(field: Field, answer: Json) -> str:
    """Return the answer as it stands in its box."""
    if field.kind is FieldKind.CONFIRM:
        return "on" if answer is True else ""
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return ""
    if isinstance(answer, float):
        return summaries.spoken(field, answer)
    if field.kind is FieldKind.MONEY:
        return summaries.spoken_number(answer)
    return str(answer)
