"""One question in plain values, as its form in the builder has them: what to ask, of which kind, within
which limits. ``to_question(to_spec(question), question)`` is the same question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from motcua.capabilities.forms.enums import (
    ONE_CHOICE,
    REPEATING,
    WHOLE_NUMBERS,
    FieldKind,
)
from motcua.capabilities.forms.rules import anatomy
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.blueprint import Question

Number = int | float

LIMITED: Final[Mapping[FieldKind, tuple[str, str]]] = {
    FieldKind.TEXT: ("minLength", "maxLength"),
    FieldKind.NAME: ("minLength", "maxLength"),
    FieldKind.TEXTAREA: ("minLength", "maxLength"),
    FieldKind.EMAIL: ("", "maxLength"),
    **dict.fromkeys(WHOLE_NUMBERS, ("minimum", "maximum")),
    FieldKind.DECIMAL: ("minimum", "maximum"),
    FieldKind.CALCULATED: ("minimum", "maximum"),
    FieldKind.CHECKBOXES: ("minItems", ""),
    **dict.fromkeys(REPEATING | {FieldKind.FILE}, ("minItems", "maxItems")),
}
"""The keywords that say the least and the most of a kind; empty where there is none."""
OPTIONAL: Final = frozenset({"minLength", "minItems"})
OWN_OPTIONS: Final = frozenset({FieldKind.RADIOS, FieldKind.SELECT, FieldKind.CHECKBOXES})
PROVINCES: Final = "provinces"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spec:
    """What an author says of a question. Texts are pairs of languages; None where nothing is said."""

    kind: FieldKind
    label: Document
    is_required: bool = False
    noun: Document | None = None
    hint: Document | None = None
    help_title: Document | None = None
    help_text: Document | None = None
    options: tuple[Document, ...] = ()
    list_name: str = ""
    least: Number | None = None
    most: Number | None = None
    errors: Mapping[str, Document] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    is_locked: bool = False
    suggested: str | int | None = None
    autocomplete: str = ""
    width: str = ""
    formula: str = ""
    is_money: bool = False
    purpose: Document | None = None
    data: tuple[str, ...] = ()
    """Kinds of personal data, where they do not follow from how it is asked."""


def to_spec(question: Question) -> Spec:
    """Return what the question's author said of it."""
    hints = question.hints
    kind = FieldKind(hints["kind"])
    least, most = LIMITED.get(kind, ("", ""))
    options = hints.get("options", [])
    help_ = hints.get("help", {})
    return Spec(
        kind=kind,
        label=hints["label"],
        is_required=question.is_required,
        noun=hints.get("noun"),
        hint=hints.get("hint"),
        help_title=help_.get("title"),
        help_text=help_.get("text"),
        options=() if isinstance(options, str) else tuple(options),
        list_name=options if isinstance(options, str) else "",
        least=question.schema.get(least),
        most=question.schema.get(most),
        errors=hints.get("errors", {}),
        sources=tuple(source["key"] for source in hints.get("sources", ())),
        is_locked=hints.get("locked", False),
        suggested=hints.get("suggested"),
        autocomplete=hints.get("autocomplete", ""),
        width=hints.get("width", ""),
        formula=hints.get("formula", ""),
        is_money=hints.get("unit") == "money",
        purpose=hints.get("purpose"),
        data=tuple(hints.get("data", ())),
    )


def to_question(spec: Spec, base: Question | None = None, *, name: str = "") -> Question:
    """Return the question as the author wants it; of another one of its kind it keeps the rest."""
    same = base is not None and base.hints["kind"] == spec.kind
    kept = base if same else None
    question = Question(
        name=base.name if base else name,
        schema=_schema(spec, kept),
        hints=_hints(spec, kept),
        is_required=spec.is_required and spec.kind is not FieldKind.CALCULATED,
    )
    return replace(question, condition=base.condition) if base else question


def list_named(spec: Spec) -> str:
    """Return the shared list that the question draws on; empty if it has options of its own."""
    return PROVINCES if spec.kind is FieldKind.ADDRESS else spec.list_name


def _hints(spec: Spec, base: Question | None) -> Document:
    known = base.hints if base else {}
    sources = {source["key"]: source for source in known.get("sources", ())}
    help_ = {"title": spec.help_title, "text": spec.help_text}
    said: dict[str, Any] = {
        "kind": str(spec.kind),
        "label": spec.label,
        "noun": spec.noun,
        "hint": spec.hint,
        "help": help_ if spec.help_title and spec.help_text else None,
        "options": _options(spec),
        "errors": dict(spec.errors),
        "sources": [sources.get(key, {"key": key}) for key in spec.sources],
        "locked": spec.is_locked,
        "suggested": spec.suggested,
        "autocomplete": spec.autocomplete,
        "width": spec.width,
        "formula": spec.formula if spec.kind is FieldKind.CALCULATED else "",
        "unit": "money" if spec.is_money and spec.kind is FieldKind.CALCULATED else "",
        "purpose": spec.purpose,
        "data": list(spec.data),
    }
    if spec.kind in REPEATING:
        said |= {name: known.get(name, _FIRST_PART[name]) for name in ("fields", "order")}
    is_said = {name: value for name, value in said.items() if value or name == "suggested"}
    return {name: value for name, value in is_said.items() if value is not None}


def _options(spec: Spec) -> list[Document] | str:
    if spec.kind in OWN_OPTIONS or spec.kind is FieldKind.ADDRESS:
        return list_named(spec) or list(spec.options)
    return []


_FIRST_PART: Final[Document] = {
    "fields": {"noi_dung": {"kind": "text", "label": {"vi": "Nội dung", "en": "Content"}}},
    "order": ["noi_dung"],
}
"""What a new group asks in each row, until its author says something else."""


def _schema(spec: Spec, base: Question | None) -> Document:
    schema = dict(base.schema if base else _DEFAULTS.get(spec.kind, {}))
    if spec.kind in ONE_CHOICE or spec.kind is FieldKind.CHECKBOXES:
        schema = _choice(spec, schema)
    for keyword, limit in zip(LIMITED.get(spec.kind, ()), (spec.least, spec.most), strict=False):
        if keyword and limit is not None:
            schema[keyword] = limit
        elif keyword in OPTIONAL or spec.kind is FieldKind.CALCULATED:
            schema.pop(keyword, None)
    return schema


def _choice(spec: Spec, schema: dict[str, Any]) -> dict[str, Any]:
    if spec.kind is FieldKind.YESNO:
        return {"enum": [anatomy.YES, anatomy.NO]}
    values = [option["value"] for option in spec.options]
    offered: dict[str, Any] = (
        {"$ref": f"#/$defs/{spec.list_name}"} if spec.list_name else {"enum": values}
    )
    if spec.kind is FieldKind.CHECKBOXES:
        return {**schema, "type": "array", "items": offered, "uniqueItems": True}
    is_typed = "type" in schema and not spec.list_name
    return {"type": "string", **offered} if is_typed else offered


_PARTS_OF_ADDRESS: Final[Document] = {
    "detail": {"type": "string", "maxLength": 200},
    "commune": {"type": "string", "maxLength": 100},
    "province": {"$ref": f"#/$defs/{PROVINCES}"},
}


def _whole(properties: Document, required: tuple[str, ...]) -> Document:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


_ROWS: Final[Document] = {
    "type": "array",
    "maxItems": 10,
    "items": {
        "type": "object",
        "properties": {"noi_dung": {"type": "string", "maxLength": 200}},
        "additionalProperties": False,
    },
}

_DEFAULTS: Final[Mapping[FieldKind, Document]] = {
    FieldKind.TEXT: {"type": "string", "maxLength": 200},
    FieldKind.TEXTAREA: {"type": "string", "maxLength": 2000},
    FieldKind.NAME: {"type": "string", "minLength": 2, "maxLength": 100, "pattern": anatomy.NAME},
    FieldKind.DATE: {"type": "string", "format": "date"},
    FieldKind.PARTIAL_DATE: {"type": "string", "pattern": anatomy.DAY},
    FieldKind.YEAR: {"type": "integer", "minimum": 1900, "maximum": 2100},
    FieldKind.NUMBER: {"type": "integer", "minimum": 0, "maximum": 1_000_000},
    FieldKind.DECIMAL: {"type": "number", "minimum": 0, "maximum": 1_000_000},
    FieldKind.MONEY: {"type": "integer", "minimum": 0, "maximum": 10**13},
    FieldKind.PIN: {"type": "string", "pattern": "^[0-9]{12}$"},
    FieldKind.TAX_CODE: {"type": "string", "pattern": anatomy.TAX_CODE},
    FieldKind.PHONE: {"type": "string", "pattern": "^0[0-9]{9,10}$"},
    FieldKind.EMAIL: {"type": "string", "format": "email", "maxLength": 254},
    FieldKind.CONFIRM: {"const": True},
    FieldKind.ADDRESS: _whole(_PARTS_OF_ADDRESS, ("commune", "province")),
    FieldKind.PLACE: _whole(anatomy.PARTS[FieldKind.PLACE], anatomy.NEEDED_PARTS[FieldKind.PLACE]),
    FieldKind.SIGNATURE: _whole(
        anatomy.PARTS[FieldKind.SIGNATURE], anatomy.NEEDED_PARTS[FieldKind.SIGNATURE]
    ),
    FieldKind.FILE: {"type": "array", "items": anatomy.FILE, "maxItems": 1},
    FieldKind.GROUP: _ROWS,
    FieldKind.TABLE: _ROWS,
    FieldKind.CALCULATED: {"type": "integer"},
}
"""What a new question of the kind allows, until its author says something else."""
