"""From a document to a form ready for use; ``documents.find_faults`` has found nothing wrong."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from motcua.capabilities.forms.enums import OF_PARTS, REPEATING, CheckKind, FieldKind
from motcua.capabilities.forms.rules import anatomy, calculating, purposes, text
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.shapes import (
    Branch,
    Check,
    Choice,
    Condition,
    Field,
    Form,
    Help,
    Option,
    Page,
    Source,
    Words,
)

ADDRESS_TOKENS: Final[Mapping[str, str]] = {
    "detail": "address-line1",
    "commune": "address-level2",
    "province": "address-level1",
}
PART_LABELS: Final[Mapping[str, Words]] = {
    "detail": Words("Số nhà, đường, thôn, xóm, tổ dân phố", "House number, street, hamlet"),
    "commune": Words("Xã, phường, đặc khu", "Commune, ward or special zone"),
    "province": Words("Tỉnh, thành phố", "Province or city"),
    "latitude": Words("Vĩ độ", "Latitude"),
    "longitude": Words("Kinh độ", "Longitude"),
    "name": Words("Họ và tên người ký", "Full name of who signs"),
    "strokes": Words("Chữ ký vẽ tay", "Signature by hand"),
}
PART_KINDS: Final[Mapping[str, FieldKind]] = {
    "latitude": FieldKind.DECIMAL,
    "longitude": FieldKind.DECIMAL,
    "name": FieldKind.NAME,
}
"""Kinds of the parts that are not plain text."""


def compile_form(document: Document, *, key: str, version: int = 0, id: int = 0) -> Form:  # noqa: A002
    """Return the form that the faultless document describes."""
    schema, hints = document["schema"], document["hints"]
    asked = anatomy.questions(schema)
    required = set(schema["required"])
    for branch in schema.get("allOf", ()):
        required.update(branch["then"].get("required", ()))
    names = [name for page in hints["pages"] for name in page["fields"]]
    fields = {
        name: _field(name, document, asked[name], hints["fields"][name], name in required)
        for name in names
    }
    return Form(
        id=id,
        key=key,
        version=version,
        title=_words(hints["title"]),
        declaration=_maybe_words(hints.get("declaration")),
        pages=tuple(_page(page) for page in hints["pages"]),
        fields=MappingProxyType(fields),
        order=MappingProxyType({name: place for place, name in enumerate(names)}),
        page_of=MappingProxyType(
            {name: page["key"] for page in hints["pages"] for name in page["fields"]}
        ),
        always=frozenset(schema["properties"]),
        calculated=tuple(
            name for name, field in fields.items() if field.formula or field.calculated_parts
        ),
        branches=tuple(_branch(branch) for branch in schema.get("allOf", ())),
        revealed_by=MappingProxyType(_revealed_by(document)),
        checks=tuple(_check(check) for check in hints.get("checks", ())),
        cases=MappingProxyType(
            {
                case: tuple(_when(when) for when in whens)
                for case, whens in hints.get("cases", {}).items()
            }
        ),
        validator=anatomy.compile_schema(schema),
    )


def _words(value: Document) -> Words:
    return Words(vi=value["vi"], en=value["en"])


def _maybe_words(value: Document | None) -> Words | None:
    return None if value is None else _words(value)


def _page(page: Document) -> Page:
    return Page(
        key=page["key"],
        title=_words(page["title"]),
        lead=_maybe_words(page.get("lead")),
        fields=tuple(page["fields"]),
    )


def _branch(branch: Document) -> Branch:
    return Branch(
        condition=tuple(
            (name, frozenset(test["enum"] if "enum" in test else [test["const"]]))
            for name, test in branch["if"]["properties"].items()
        ),
        fields=tuple(branch["then"]["properties"]),
    )


def _when(when: Document) -> Condition:
    return tuple(
        (name, frozenset(value if isinstance(value, list) else [value]))
        for name, value in when.items()
    )


def _check(check: Document) -> Check:
    return Check(
        kind=CheckKind(check["kind"]),
        field=check["field"],
        than=check.get("than", ""),
        days=check.get("days", 0),
        born=check.get("born", ""),
        sex=check.get("sex", ""),
        case=check.get("case", ""),
        message=_words(check["message"]),
    )


def _revealed_by(document: Document) -> dict[str, tuple[str, str]]:
    pages = anatomy.page_of(document["hints"])
    revealed = {}
    for branch in document["schema"].get("allOf", ()):
        ((name, values), *others) = _branch(branch).condition
        for shown in branch["then"]["properties"]:
            if not others and pages[shown] == pages[name]:
                revealed[shown] = (name, str(next(iter(values))))
    return revealed


def _field(
    name: str,
    document: Document,
    question: Document,
    hints: Document,
    is_required: bool,  # noqa: FBT001
) -> Field:
    kind = FieldKind(hints["kind"])
    limits = anatomy.resolve(document["schema"], question)
    label = _words(hints["label"])
    noun = _maybe_words(hints.get("noun"))
    options = () if kind in OF_PARTS else _options(document, hints)
    return Field(
        id=name,
        kind=kind,
        label=label,
        noun=noun or Words(vi=text.lower_first(label.vi), en=text.lower_first(label.en)),
        hint=_maybe_words(hints.get("hint")),
        help=_help(hints.get("help")),
        options=options,
        choices=MappingProxyType(
            {
                "vi": tuple(Choice(option.value, option.text.vi) for option in options),
                "en": tuple(Choice(option.value, option.text.en) for option in options),
            }
        ),
        texts=MappingProxyType({option.value: option.text for option in options}),
        limits=MappingProxyType(dict(limits)),
        errors=MappingProxyType(
            {keyword: _words(words) for keyword, words in hints.get("errors", {}).items()}
        ),
        sources=tuple(
            Source(key=source["key"], when=_when(source.get("when", {})))
            for source in hints.get("sources", ())
        ),
        suggested=hints.get("suggested"),
        is_locked=hints.get("locked", False),
        is_required=is_required,
        autocomplete=hints.get("autocomplete", ""),
        width=hints.get("width", ""),
        parts=_parts(document, kind, limits, hints),
        formula=calculating.parse(hints["formula"]) if "formula" in hints else None,
        is_money=kind is FieldKind.MONEY or hints.get("unit") == "money",
        data=purposes.find_kinds(name, document, hints),
        purpose=_maybe_words(hints.get("purpose")),
    )


def _help(value: Document | None) -> Help | None:
    if value is None:
        return None
    return Help(title=_words(value["title"]), text=_words(value["text"]))


def _options(document: Document, hints: Document) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=option["value"],
            text=_words(option["text"]),
            hint=_maybe_words(option.get("hint")),
        )
        for option in anatomy.options_of(document, hints)
    )


def _parts(
    document: Document, kind: FieldKind, limits: Document, hints: Document
) -> tuple[Field, ...]:
    if kind in REPEATING:
        row = limits["items"]
        return tuple(
            _field(
                name,
                document,
                row["properties"][name],
                hints["fields"][name],
                name in row.get("required", ()),
            )
            for name in hints["order"]
        )
    if kind in OF_PARTS:
        return tuple(
            _field(
                name,
                document,
                limits["properties"][name],
                _part_hints(name, hints),
                name in limits["required"],
            )
            for name in anatomy.PARTS.get(kind, anatomy.ADDRESS_PARTS)
            if name in limits["properties"]
        )
    return ()


def _part_hints(name: str, hints: Document) -> Document:
    """Return the hints of a part that its kind names; a province is chosen, the rest typed."""
    label = PART_LABELS[name]
    where = _words(hints["label"])
    words = {"vi": label.vi, "en": label.en}
    noun = {
        "vi": f"{text.lower_first(label.vi)} ({text.lower_first(where.vi)})",
        "en": f"{text.lower_first(label.en)} ({text.lower_first(where.en)})",
    }
    part: dict[str, object] = {
        "kind": PART_KINDS.get(name, FieldKind.TEXT),
        "label": words,
        "noun": noun,
    }
    if name == "province":
        part |= {"kind": "select", "options": hints.get("options", [])}
    if hints.get("autocomplete") and name in ADDRESS_TOKENS:
        section = hints["autocomplete"].removesuffix("street-address")
        part["autocomplete"] = section + ADDRESS_TOKENS[name]
    return part
