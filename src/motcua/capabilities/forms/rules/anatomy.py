"""The parts of a form's document: which keywords each kind of question has, and where things stand.

A document may be any JSON until ``documents`` has judged it; what is asked here needs a shape that
``profile.json`` has found in order.
"""

from collections.abc import Mapping
from typing import Any, Final

import jsonschema_rs

from motcua.capabilities.forms.enums import FieldKind

# A document is JSON of any shape until it has been judged, hence Any.
Document = Mapping[str, Any]

_TEXT: Final = ({"type", "maxLength"}, {"minLength", "pattern"})
_BOUNDED: Final = ({"type", "minimum", "maximum"}, set[str]())
_CHOICE: Final = ({"enum"}, {"type"})
_CODE: Final = ({"type", "pattern"}, set[str]())
_PARTS: Final = ({"type", "properties", "required", "additionalProperties"}, set[str]())
_ROWS: Final = ({"type", "items", "maxItems"}, {"minItems"})

KEYWORDS: Final[Mapping[FieldKind, tuple[set[str], set[str]]]] = {
    FieldKind.TEXT: _TEXT,
    FieldKind.TEXTAREA: _TEXT,
    FieldKind.NAME: ({"type", "maxLength", "pattern"}, {"minLength"}),
    FieldKind.DATE: ({"type", "format"}, set()),
    FieldKind.PARTIAL_DATE: _CODE,
    FieldKind.YEAR: _BOUNDED,
    FieldKind.NUMBER: _BOUNDED,
    FieldKind.DECIMAL: _BOUNDED,
    FieldKind.MONEY: _BOUNDED,
    FieldKind.PIN: _CODE,
    FieldKind.TAX_CODE: _CODE,
    FieldKind.PHONE: _CODE,
    FieldKind.EMAIL: ({"type", "format", "maxLength"}, set()),
    FieldKind.YESNO: ({"enum"}, set()),
    FieldKind.RADIOS: _CHOICE,
    FieldKind.SELECT: _CHOICE,
    FieldKind.CHECKBOXES: ({"type", "items", "uniqueItems"}, {"minItems"}),
    FieldKind.CONFIRM: ({"const"}, set()),
    FieldKind.ADDRESS: _PARTS,
    FieldKind.PLACE: _PARTS,
    FieldKind.SIGNATURE: _PARTS,
    FieldKind.FILE: _ROWS,
    FieldKind.GROUP: _ROWS,
    FieldKind.TABLE: _ROWS,
    FieldKind.CALCULATED: ({"type"}, {"minimum", "maximum"}),
}
"""Keywords a question of the kind must have, and those it may have."""

TYPES: Final[Mapping[FieldKind, str]] = {
    FieldKind.YEAR: "integer",
    FieldKind.NUMBER: "integer",
    FieldKind.DECIMAL: "number",
    FieldKind.MONEY: "integer",
    FieldKind.CALCULATED: "integer",
    FieldKind.CHECKBOXES: "array",
    FieldKind.GROUP: "array",
    FieldKind.TABLE: "array",
    FieldKind.FILE: "array",
    FieldKind.ADDRESS: "object",
    FieldKind.PLACE: "object",
    FieldKind.SIGNATURE: "object",
}
"""Types of answers that are not text."""

NAME: Final = r"^\p{L}[\p{L}\p{M} .'’-]*$"
DAY: Final = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""A day, a month of a year, or a year alone (ISO 8601 with reduced precision)."""
TAX_CODE: Final = "^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$"
"""Ten digits, thirteen for a dependent unit, or the personal identification number in their stead.

Law 38/2019/QH14 on tax administration, Articles 30.2 and 35.7; to be verified against the law that
follows it.
"""
STROKES: Final = "^M[0-9]{1,4} [0-9]{1,4}([ML][0-9]{1,4} [0-9]{1,4})*$"
"""Lines drawn by hand on a sheet of 600 by 200: where the pen was set down (M) and drawn to (L)."""

ADDRESS_PARTS: Final = ("detail", "commune", "province")
PARTS: Final[Mapping[FieldKind, Mapping[str, Document]]] = {
    # Mainland, sea and islands of Vietnam lie within these degrees.
    FieldKind.PLACE: {
        "latitude": {"type": "number", "minimum": 6, "maximum": 24},
        "longitude": {"type": "number", "minimum": 102, "maximum": 118},
    },
    FieldKind.SIGNATURE: {
        "name": {"type": "string", "minLength": 2, "maxLength": 100, "pattern": NAME},
        "strokes": {"type": "string", "maxLength": 8000, "pattern": STROKES},
    },
}
"""What the parts of such a question must be, for their drawing and reading rely on it."""
NEEDED_PARTS: Final[Mapping[FieldKind, tuple[str, ...]]] = {
    FieldKind.PLACE: ("latitude", "longitude"),
    FieldKind.SIGNATURE: ("name",),
}

MOST_FILES: Final = 10
"""Files that one question may ask for."""
FILE: Final[Document] = {
    "type": "object",
    "properties": {
        "document": {"type": "integer", "minimum": 1},
        "name": {"type": "string", "minLength": 1, "maxLength": 150},
        "size": {"type": "integer", "minimum": 1},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "required": ["document", "name", "size", "sha256"],
    "additionalProperties": False,
}
"""One file of an answer: which document it is, what the person called it, bytes and their digest.

The answer only names the file. Whoever keeps the bytes sees to it that what is named is there.
"""

YES, NO = "yes", "no"
_YES_NO: Final[list[Document]] = [
    {"value": YES, "text": {"vi": "Có", "en": "Yes"}},
    {"value": NO, "text": {"vi": "Không", "en": "No"}},
]


def compile_schema(schema: Document) -> jsonschema_rs.Draft202012Validator:
    """Return the schema's validator: formats asserted, no network, patterns in linear time."""
    return jsonschema_rs.Draft202012Validator(
        dict(schema),
        validate_formats=True,
        ignore_unknown_formats=False,
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def resolve(schema: Document, question: object) -> Document:
    """Return the question's schema, following its reference into ``$defs``."""
    if not isinstance(question, Mapping):
        return {}
    reference = str(question.get("$ref", "")).removeprefix("#/$defs/")
    found: object = schema.get("$defs", {}).get(reference, question)
    return found if isinstance(found, Mapping) else {}


def questions(schema: Document) -> dict[str, Document]:
    """Return the schema of each question in the order of declaration of its branch."""
    found = dict(schema["properties"])
    for branch in schema.get("allOf", ()):
        found |= branch["then"]["properties"]
    return found


def page_of(hints: Document) -> dict[str, int]:
    """Return the number of the page on which each question stands."""
    return {name: number for number, page in enumerate(hints["pages"]) for name in page["fields"]}


def options_of(document: Document, hints: Document) -> list[Document]:
    """Return the options of a question: its kind's, its own, or those of the list it names."""
    if hints.get("kind") == FieldKind.YESNO:
        return _YES_NO
    options = hints.get("options", [])
    found: list[Document] = (
        document["hints"].get("lists", {}).get(options, []) if isinstance(options, str) else options
    )
    return found
