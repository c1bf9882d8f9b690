"""What was answered, in words: for checking before lodging, for the desk and for papers."""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from motcua.capabilities.forms.enums import DATES, OF_PARTS, REPEATING, FieldKind
from motcua.capabilities.forms.rules import anatomy, localities, partial_dates, purposes
from motcua.capabilities.forms.rules.localities import NOWHERE, Localities, Locality
from motcua.capabilities.forms.rules.settling import Settled, visible_pages
from motcua.capabilities.forms.rules.shapes import Field, Form, Json

_STROKES: Final = re.compile(anatomy.STROKES)


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedFile:
    """A file that an answer names."""

    document: int
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question with its answer in words; ``anchor`` is the box that changes it."""

    field: str
    label: str
    text: str
    lines: tuple[str, ...]
    page_key: str
    anchor: str
    drawing: str = ""
    """What was drawn by hand, as the path of a picture of 600 by 200."""
    files: tuple[NamedFile, ...] = ()
    note: str = ""
    """Where an address lies today, if it was written otherwise or nobody could tell."""
    is_sensitive: bool = False
    """Whether something was answered that is sensitive (Article 2.4 of Decree 13/2023)."""

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer; an optional question may have none."""
        return bool(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One topic of the form."""

    page_key: str
    title: str
    rows: tuple[Row, ...]


def summarise(form: Form, settled: Settled, known: Localities = NOWHERE) -> tuple[Section, ...]:
    """Return each question asked with its answer, by topic."""
    return tuple(
        Section(
            page_key=page.key,
            title=str(page.title),
            rows=tuple(
                _row(page.key, form.fields[name], settled.answers.get(name), known.get(name))
                for name in page.fields
                if name in settled.asked
            ),
        )
        for page in visible_pages(form, settled)
    )


def texts(form: Form, settled: Settled) -> dict[str, str]:
    """Return the answers in words by their question, for papers."""
    return {name: spoken(form.fields[name], answer) for name, answer in settled.answers.items()}


def spoken(field: Field, answer: Json) -> str:
    """Return an answer in words; rows of a group on lines of their own."""
    match answer:
        case None | False:
            return ""
        case True:
            return gettext("Có")
        case dict():
            return _spoken_whole(field, answer)
        case list():
            return _spoken_list(field, answer)
        case int() | float() if field.is_money:
            return gettext("{amount} đồng").format(amount=spoken_number(answer))
        case float():
            return f"{answer:.9f}".rstrip("0").rstrip(".").replace(".", ",")
        case str() if field.kind in DATES:
            return partial_dates.spoken(answer)
        case str() if answer in field.texts:
            return str(field.texts[answer])
    return str(answer)


def _spoken_list(field: Field, answer: list[Json]) -> str:
    if field.kind in REPEATING:
        return "\n".join(_spoken_row(field, row) for row in answer)
    if field.kind is FieldKind.FILE:
        return "\n".join(file.name for file in files_of(field, answer))
    return "; ".join(spoken(field, choice) for choice in answer)


def spoken_number(answer: Json) -> str:
    """Return a number with its thousands apart, as written in Vietnam."""
    return f"{answer:,}".replace(",", ".") if isinstance(answer, int) else str(answer)


def first_box(field: Field, name: str) -> str:
    """Return the identifier of the first box to fill of a question."""
    if field.kind in DATES:
        return f"{name}-day"
    if field.kind in OF_PARTS:
        return f"{name}-{field.parts[0].id}"
    if field.kind in REPEATING:
        return f"{name}-0-{field.parts[0].id}"
    return name


def drawing_of(field: Field, answer: Json) -> str:
    """Return what was drawn by hand; nothing that is no drawing ever gets into a page."""
    if field.kind is not FieldKind.SIGNATURE or not isinstance(answer, dict):
        return ""
    strokes = answer.get("strokes")
    return strokes if isinstance(strokes, str) and _STROKES.fullmatch(strokes) else ""


def files_of(field: Field, answer: Json) -> tuple[NamedFile, ...]:
    """Return the files that an answer names."""
    if field.kind is not FieldKind.FILE or not isinstance(answer, list):
        return ()
    return tuple(
        NamedFile(document=int(str(one["document"])), name=str(one["name"]))
        for one in answer
        if isinstance(one, dict)
    )


def _row(page_key: str, field: Field, answer: Json, locality: Locality | None) -> Row:
    text = spoken(field, answer)
    return Row(
        field=field.id,
        label=str(field.label),
        text=text,
        lines=tuple(text.split("\n")) if text else (),
        page_key=page_key,
        anchor=first_box(field, field.id),
        drawing=drawing_of(field, answer),
        files=files_of(field, answer),
        note=localities.said_of(locality) if locality else "",
        is_sensitive=bool(text) and purposes.asks_sensitive(field),
    )


def _spoken_whole(field: Field, answer: dict[str, Json]) -> str:
    """Return the parts of one answer: an address in one line, a place with what each number is."""
    match field.kind:
        case FieldKind.SIGNATURE:
            return _spoken_signature(answer)
        case FieldKind.PLACE:
            return _spoken_row(field, answer)
    return _spoken_parts(field, answer, ", ")


def _spoken_parts(field: Field, row: dict[str, Json], between: str) -> str:
    said = (spoken(part, row[part.id]) for part in field.parts if part.id in row)
    return between.join(text for text in said if text)


def _spoken_signature(answer: dict[str, Json]) -> str:
    """Return who signed and how: a name typed in place of a signature is not one drawn by hand."""
    name = answer.get("name")
    if not isinstance(name, str):
        return ""
    if answer.get("strokes"):
        return gettext("{name} (đã vẽ chữ ký)").format(name=name)
    return gettext("{name} (gõ họ tên thay chữ ký)").format(name=name)


def _spoken_row(field: Field, row: Json) -> str:
    if not isinstance(row, dict):
        return ""
    said = ((part.label, spoken(part, row[part.id])) for part in field.parts if part.id in row)
    return "; ".join(f"{label}: {text}" for label, text in said if text)
