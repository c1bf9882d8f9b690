"""Papers that officers compose: a template as data, read strictly, filled with words, never code.

A template names its heading, its blocks and who signs. Texts may hold fields in braces
(``{form.full_name}``, ``{agency.name}``); filling replaces them with words and nothing else. What comes
out are values of one fixed Typst template, which shows them as text: whatever an officer types, no
markup runs and no file is read. A brace is written twice to stand for itself.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

import msgspec
from django.utils.translation import gettext as _

from motcua.foundation.kernel.errors import FieldProblem

MAX_BLOCKS: Final = 60
MAX_ROWS: Final = 40

Text = Annotated[str, msgspec.Meta(max_length=3000)]
Line = Annotated[str, msgspec.Meta(max_length=300)]
Series = Annotated[str, msgspec.Meta(pattern=r"^[A-ZĐ]{1,6}(-[A-ZĐ]{1,6})?$")]

_FIELD: Final = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}|[{}]")


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a template: immutable, and strict about names it does not know."""


class Paragraph(_Part, frozen=True, kw_only=True, tag="paragraph"):
    """Running text."""

    text: Text
    align: Literal["justify", "left", "center"] = "justify"
    is_bold: bool = False


class Heading(_Part, frozen=True, kw_only=True, tag="heading"):
    """A short line that begins a part, such as an article of a decision."""

    text: Line


class Entry(_Part, frozen=True, kw_only=True, tag="entry"):
    """A label and what stands beside it; left out where there is nothing to say."""

    label: Line
    text: Text
    is_bold: bool = False


class Table(_Part, frozen=True, kw_only=True, tag="table"):
    """Rows of cells below a head; a row that says nothing is left out."""

    head: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=6)]
    rows: Annotated[tuple[tuple[Text, ...], ...], msgspec.Meta(min_length=1, max_length=MAX_ROWS)]


class Listing(_Part, frozen=True, kw_only=True, tag="listing"):
    """The items of a repeated question of the form as a table: its parts, each under its heading."""

    field: Line
    head: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=6)]
    parts: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=6)]


class LegalBases(_Part, frozen=True, kw_only=True, tag="bases"):
    """The legal bases of the procedure, as official papers cite them."""


Block = Paragraph | Heading | Entry | Table | Listing | LegalBases


class Template(_Part, frozen=True, kw_only=True):
    """A paper as an agency composes it (Decree 30/2020, Article 8 and Appendix I)."""

    title: Line
    subtitle: Line = ""
    series: Series = "QĐ"
    """The symbol after its number, such as QĐ, GP, XN (Appendix I, part II.3)."""
    blocks: Annotated[tuple[Block, ...], msgspec.Meta(max_length=MAX_BLOCKS)] = ()
    signature: Literal["signatory", "seal", "none"] = "signatory"
    """Who vouches: a person and the agency, the agency alone, or nobody yet."""
    recipients: Annotated[tuple[Line, ...], msgspec.Meta(max_length=20)] = ()


class NotATemplate(ValueError):
    """The text is no template; ``text`` says why."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


def read(source: str) -> Template:
    """Return the template that a JSON text says.

    Raises:
        NotATemplate: with the place of the first thing that does not fit.
    """
    try:
        return msgspec.json.decode(source, type=Template)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotATemplate(_("Mẫu giấy tờ không đọc được: {why}").format(why=error)) from error


def write(template: Template) -> str:
    """Return the template as JSON text; reading it gives the same template."""
    return msgspec.json.format(msgspec.json.encode(template, order="sorted"), indent=1).decode()


# --- Fields -------------------------------------------------------------------------------------


def fields_in(text: str) -> Iterator[str]:
    """Return every field a text names."""
    for found in _FIELD.finditer(text):
        if found[1]:
            yield found[1]


def is_balanced(text: str) -> bool:
    """Say whether every brace belongs to a field or is written twice."""
    return all(found[1] or len(found[0]) > 1 for found in _FIELD.finditer(text))


def filled(text: str, fields: Mapping[str, str]) -> str:
    """Return a text with its fields replaced by words; an unknown one leaves nothing."""

    def word(found: re.Match[str]) -> str:
        if found[1]:
            return fields.get(found[1], "")
        return found[0][0]

    return _FIELD.sub(word, text)


def texts_of(template: Template) -> Iterator[tuple[str, str]]:
    """Return every text that may hold fields, with its place: ``title``, ``blocks.2.text``."""
    yield "title", template.title
    yield "subtitle", template.subtitle
    for number, recipient in enumerate(template.recipients):
        yield f"recipients.{number}", recipient
    for number, block in enumerate(template.blocks):
        place = f"blocks.{number}"
        match block:
            case Paragraph() | Heading():
                yield f"{place}.text", block.text
            case Entry():
                yield f"{place}.label", block.label
                yield f"{place}.text", block.text
            case Table():
                for cell in (cell for row in (block.head, *block.rows) for cell in row):
                    yield f"{place}.rows", cell
            case Listing() | LegalBases():
                pass


def find_faults(
    template: Template, fields: Mapping[str, str], listings: Mapping[str, frozenset[str]]
) -> list[FieldProblem]:
    """Return what keeps a template from being used: unknown fields, nothing said, nobody to sign.

    :param fields: every field there is, with its words
    :param listings: the repeated questions of the form with their parts
    """
    found = [
        _problem(place, _("Không có trường “{name}”.").format(name=name), "unknown-field")
        for place, text in texts_of(template)
        for name in fields_in(text)
        if name not in fields
    ]
    found += [
        _problem(place, _("Dấu ngoặc nhọn phải bao một tên trường."), "bad-brace")
        for place, text in texts_of(template)
        if not is_balanced(text)
    ]
    if not template.title.strip():
        found.append(_problem("title", _("Giấy tờ phải có tên."), "no-title"))
    if not template.blocks:
        found.append(_problem("blocks", _("Giấy tờ chưa có nội dung."), "no-content"))
    if template.signature == "none":
        text = _("Giấy tờ chưa có người ký hoặc con dấu.")
        found.append(_problem("signature", text, "no-signature"))
    for number, block in enumerate(template.blocks):
        found += _block_faults(f"blocks.{number}", block, listings)
    return found


def _block_faults(
    place: str, block: Block, listings: Mapping[str, frozenset[str]]
) -> Iterator[FieldProblem]:
    match block:
        case Table() if any(len(row) != len(block.head) for row in block.rows):
            yield _problem(place, _("Mỗi dòng của bảng phải đủ số ô như dòng đầu."), "bad-width")
        case Listing() if block.field not in listings:
            text = _("Biểu mẫu không có câu hỏi lặp lại “{name}”.").format(name=block.field)
            yield _problem(place, text, "unknown-field")
        case Listing() if len(block.head) != len(block.parts):
            yield _problem(place, _("Mỗi cột phải có một tên và một phần."), "bad-width")
        case Listing():
            for name in set(block.parts) - listings[block.field]:
                text = _("Không có trường “{name}”.").format(name=name)
                yield _problem(place, text, "unknown-field")
        case Paragraph() | Heading() | Entry() if not block.text.strip():
            yield _problem(f"{place}.text", _("Phần này chưa có chữ nào."), "empty")
        case _:
            pass


def _problem(place: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=place, text=text, code=code)


# --- Filled ---------------------------------------------------------------------------------------

Listed = Mapping[str, tuple[Mapping[str, str], ...]]
"""The items of repeated questions, each by its parts in words."""


def compose(
    template: Template, fields: Mapping[str, str], *, listed: Listed, bases: tuple[str, ...]
) -> dict[str, object]:
    """Return what a composed paper says: title, subtitle, blocks and recipients in words."""
    blocks = [
        drawn
        for block in template.blocks
        if (drawn := _draw(block, fields, listed, bases)) is not None
    ]
    return {
        "title": filled(template.title, fields),
        "subtitle": filled(template.subtitle, fields),
        "blocks": blocks,
        "recipients": [
            said for one in template.recipients if (said := filled(one, fields).strip())
        ],
    }


def _draw(
    block: Block, fields: Mapping[str, str], listed: Listed, bases: tuple[str, ...]
) -> dict[str, object] | None:
    match block:
        case Paragraph():
            return {
                "kind": "paragraph",
                "text": filled(block.text, fields),
                "align": block.align,
                "is_bold": block.is_bold,
            }
        case Heading():
            return {"kind": "heading", "text": filled(block.text, fields)}
        case Entry():
            text = filled(block.text, fields).strip()
            label = filled(block.label, fields)
            said = {"kind": "entry", "label": label, "text": text, "is_bold": block.is_bold}
            return said if text else None
        case Table():
            rows = [[filled(cell, fields) for cell in row] for row in block.rows]
            return _table(block.head, [row for row in rows if any(map(str.strip, row))])
        case Listing():
            items = listed.get(block.field, ())
            return _table(block.head, [[i.get(part, "") for part in block.parts] for i in items])
        case LegalBases():
            return {"kind": "bases", "rows": [list(bases)]} if bases else None


def _table(head: tuple[str, ...], rows: list[list[str]]) -> dict[str, object] | None:
    return {"kind": "table", "head": list(head), "rows": rows} if rows else None
