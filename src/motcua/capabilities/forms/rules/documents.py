"""What makes a document a form: everything that is wrong with one, said at once.

A form's schema is a closed subset of JSON Schema 2020-12, so that drawing, reading, messages and
the validator agree on each keyword: each kind of question has the keywords of ``KEYWORDS`` and no
others, and conditions are equalities that look back.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from motcua.capabilities.forms.enums import CHOICES, CheckKind, FieldKind

# A document is JSON of any shape until it has been judged here, hence Any.
Document = Mapping[str, Any]

_PROFILE: Final = jsonschema_rs.Draft202012Validator(
    json.loads((Path(__file__).parent / "profile.json").read_text("utf-8")), offline=True
)

_TEXT: Final = ({"type", "maxLength"}, {"minLength", "pattern"})
_WHOLE: Final = ({"type", "minimum", "maximum"}, set[str]())
_CHOICE: Final = ({"enum"}, {"type"})

KEYWORDS: Final[Mapping[FieldKind, tuple[set[str], set[str]]]] = {
    FieldKind.TEXT: _TEXT,
    FieldKind.TEXTAREA: _TEXT,
    FieldKind.NAME: ({"type", "maxLength", "pattern"}, {"minLength"}),
    FieldKind.DATE: ({"type", "format"}, set()),
    FieldKind.YEAR: _WHOLE,
    FieldKind.NUMBER: _WHOLE,
    FieldKind.MONEY: _WHOLE,
    FieldKind.PIN: ({"type", "pattern"}, set()),
    FieldKind.PHONE: ({"type", "pattern"}, set()),
    FieldKind.EMAIL: ({"type", "format", "maxLength"}, set()),
    FieldKind.RADIOS: _CHOICE,
    FieldKind.SELECT: _CHOICE,
    FieldKind.CHECKBOXES: ({"type", "items", "uniqueItems"}, {"minItems"}),
    FieldKind.CONFIRM: ({"const"}, set()),
    FieldKind.ADDRESS: ({"type", "properties", "required", "additionalProperties"}, set()),
    FieldKind.GROUP: ({"type", "items", "maxItems"}, {"minItems"}),
}
"""Keywords a question of the kind must have, and those it may have."""

TYPES: Final[Mapping[FieldKind, str]] = {
    FieldKind.YEAR: "integer",
    FieldKind.NUMBER: "integer",
    FieldKind.MONEY: "integer",
    FieldKind.CHECKBOXES: "array",
    FieldKind.GROUP: "array",
    FieldKind.ADDRESS: "object",
}
"""Types of answers that are not text."""

ADDRESS_PARTS: Final = ("detail", "commune", "province")


def find_faults(document: object) -> list[str]:
    """Return everything that keeps the document from being a form; nothing when it is one."""
    try:
        text = json.dumps(document, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        return [f"document: {error}"]
    faults = [
        f"{_path(error.instance_path)}: {error.message}"
        for error in _PROFILE.iter_errors(json.loads(text))
    ]
    if isinstance(document, Mapping):
        for stage in _STAGES:
            # Each stage may rely on what the stages before it have found in order.
            faults = faults or [fault for judge in stage for fault in judge(document)]
    return faults


def compile_schema(schema: Document) -> jsonschema_rs.Draft202012Validator:
    """Return the schema's validator: formats asserted, no network, patterns in linear time."""
    return jsonschema_rs.Draft202012Validator(
        dict(schema),
        validate_formats=True,
        ignore_unknown_formats=False,
        offline=True,
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def resolve(schema: Document, question: Document) -> Document:
    """Return the question's schema, following its reference into ``$defs``."""
    reference = question.get("$ref", "")
    found: Document = schema.get("$defs", {}).get(reference.removeprefix("#/$defs/"), question)
    return found


def questions(schema: Document) -> dict[str, Document]:
    """Return the schema of each question in the order of declaration of its branch."""
    found = dict(schema["properties"])
    for branch in schema.get("allOf", ()):
        found |= branch["then"]["properties"]
    return found


def page_of(hints: Document) -> dict[str, int]:
    """Return the number of the page on which each question stands."""
    return {name: number for number, page in enumerate(hints["pages"]) for name in page["fields"]}


def _schema_faults(document: Document) -> Iterator[str]:
    schema = document["schema"]
    try:
        compile_schema(schema)
    except (jsonschema_rs.ValidationError, ValueError) as error:
        yield f"schema: {str(error).splitlines()[0]}"
    declared = list(schema["properties"])
    for branch in schema.get("allOf", ()):
        declared += branch["then"]["properties"]
        for name in branch["then"].get("required", ()):
            if name not in branch["then"]["properties"]:
                yield f"{name}: required by a condition that does not ask for it"
    for name in schema["required"]:
        if name not in schema["properties"]:
            yield f"{name}: always required but not always asked"
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield f"{name}: asked in more than one place of the schema"


def _question_faults(document: Document) -> Iterator[str]:
    schema, hints = document["schema"], document["hints"]
    asked = questions(schema)
    for name in sorted(asked.keys() ^ hints["fields"].keys()):
        yield f"{name}: must be both in the schema and in the hints"
    for name in sorted(asked.keys() & hints["fields"].keys()):
        yield from _field_faults(name, document, asked[name], hints["fields"][name])


def _field_faults(
    name: str, document: Document, question: Document, hints: Document
) -> Iterator[str]:
    schema, kind = document["schema"], FieldKind(hints["kind"])
    limits = resolve(schema, question)
    needed, allowed = KEYWORDS[kind]
    for keyword in sorted(needed - limits.keys()):
        yield f"{name}: a question of kind {kind} needs {keyword}"
    for keyword in sorted(limits.keys() - needed - allowed):
        yield f"{name}: a question of kind {kind} cannot have {keyword}"
    if "type" in limits and limits["type"] != TYPES.get(kind, "string"):
        yield f"{name}: a question of kind {kind} has type {TYPES.get(kind, 'string')}"
    if hints["label"]["vi"].endswith("?") and "required" not in hints.get("errors", {}):
        yield f"{name}: a label that asks needs its own sentence for required"
    is_free_text = kind in {FieldKind.TEXT, FieldKind.TEXTAREA}
    if is_free_text and "pattern" in limits and "pattern" not in hints.get("errors", {}):
        yield f"{name}: a pattern needs its own sentence"
    if "suggested" in hints and not compile_schema(
        {**limits, "$defs": schema.get("$defs", {})}
    ).is_valid(hints["suggested"]):
        yield f"{name}: what is suggested cannot be answered"
    if hints.get("locked") and not hints.get("sources"):
        yield f"{name}: locked without a source"
    if needed <= limits.keys():
        yield from _shape_faults(name, document, kind, limits, hints)


def _shape_faults(
    name: str, document: Document, kind: FieldKind, limits: Document, hints: Document
) -> Iterator[str]:
    if kind in CHOICES or (kind is FieldKind.ADDRESS and "options" in hints):
        yield from _option_faults(name, document, kind, limits, hints)
    if kind is FieldKind.DATE and limits["format"] != "date":
        yield f"{name}: the format of a date is date"
    if kind is FieldKind.EMAIL and limits["format"] != "email":
        yield f"{name}: the format of an e-mail address is email"
    if kind is FieldKind.CONFIRM and limits["const"] is not True:
        yield f"{name}: a confirmation is the constant true"
    if kind is FieldKind.ADDRESS:
        if not {"commune", "province"} <= limits["properties"].keys() <= set(ADDRESS_PARTS):
            yield f"{name}: an address has province, commune and perhaps detail"
        if limits["additionalProperties"] is not False:
            yield f"{name}: an address has no other properties"
    if kind is FieldKind.GROUP:
        yield from _group_faults(name, document, limits, hints)


def _group_faults(
    name: str, document: Document, limits: Document, hints: Document
) -> Iterator[str]:
    row = limits["items"]
    asked, parts = row.get("properties", {}), hints.get("fields", {})
    if row.get("type") != "object" or row.get("additionalProperties") is not False:
        yield f"{name}: the items of a group are objects without other properties"
    if set(hints.get("order", ())) != parts.keys():
        yield f"{name}: order names each question of the group"
    for part in sorted(asked.keys() ^ parts.keys()):
        yield f"{name}.{part}: must be both in the schema and in the hints"
    for part in sorted(asked.keys() & parts.keys()):
        if parts[part]["kind"] in {FieldKind.GROUP, FieldKind.ADDRESS, FieldKind.CHECKBOXES}:
            yield f"{name}.{part}: this kind cannot repeat"
        else:
            yield from _field_faults(f"{name}.{part}", document, asked[part], parts[part])


def options_of(document: Document, hints: Document) -> list[Document]:
    """Return the options of a question, from its hints or from the list they name."""
    options = hints.get("options", [])
    found: list[Document] = (
        document["hints"].get("lists", {}).get(options, []) if isinstance(options, str) else options
    )
    return found


def _option_faults(
    name: str, document: Document, kind: FieldKind, limits: Document, hints: Document
) -> Iterator[str]:
    if kind is FieldKind.ADDRESS:
        limits = limits["properties"].get("province", {})
    elif kind is FieldKind.CHECKBOXES:
        limits = limits["items"]
    values = resolve(document["schema"], limits).get("enum")
    if values != [option["value"] for option in options_of(document, hints)]:
        yield f"{name}: options and the schema's enum differ"


def _page_faults(document: Document) -> Iterator[str]:
    hints = document["hints"]
    placed = [name for page in hints["pages"] for name in page["fields"]]
    for name in sorted(set(placed) ^ questions(document["schema"]).keys()):
        yield f"{name}: each question stands on one page, and each page asks only questions"
    for name in sorted({name for name in placed if placed.count(name) > 1}):
        yield f"{name}: stands on more than one page"
    keys = [page["key"] for page in hints["pages"]]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{key}: two pages have this key"


def _condition_faults(document: Document) -> Iterator[str]:
    schema, hints = document["schema"], document["hints"]
    pages, earlier = page_of(hints), set(schema["properties"])
    for branch in schema.get("allOf", ()):
        tests = branch["if"]["properties"]
        if set(branch["if"]["required"]) != tests.keys():
            yield f"{', '.join(tests)}: a condition requires exactly what it compares"
        for name, test in tests.items():
            values = test.get("enum", [test.get("const")])
            if name not in earlier:
                yield f"{name}: a condition looks at a question that is not asked before"
                continue
            yield from _value_faults(name, document, values)
            for shown in branch["then"]["properties"]:
                if pages.get(shown, 0) < pages.get(name, 0):
                    yield f"{shown}: stands before {name}, on which it depends"
                elif pages.get(shown) == pages.get(name):
                    yield from _reveal_faults(name, shown, document, tests, values)
        earlier |= branch["then"]["properties"].keys()
    for case, whens in hints.get("cases", {}).items():
        yield from _when_faults(f"case {case}", document, whens)
    for name, field in hints["fields"].items():
        whens = [source["when"] for source in field.get("sources", ()) if "when" in source]
        yield from _when_faults(name, document, whens)


def _reveal_faults(
    name: str, shown: str, document: Document, tests: Document, values: list[object]
) -> Iterator[str]:
    hints = document["hints"]["fields"]
    is_simple = len(tests) == 1 and len(values) == 1 and hints[name]["kind"] == FieldKind.RADIOS
    if not is_simple:
        yield f"{shown}: on the page of {name} it must depend on one option of radios alone"
    elif hints.get(shown, {}).get("kind") in {FieldKind.RADIOS, FieldKind.GROUP}:
        yield f"{shown}: this kind cannot stand under an option"


def _when_faults(where: str, document: Document, whens: list[Document]) -> Iterator[str]:
    asked = document["hints"]["fields"]
    for when in whens:
        for name, value in when.items():
            if name not in asked:
                yield f"{where}: there is no question {name}"
            else:
                values = value if isinstance(value, list) else [value]
                yield from _value_faults(name, document, values)


def _value_faults(name: str, document: Document, values: list[object]) -> Iterator[str]:
    hints = document["hints"]["fields"].get(name, {})
    possible: list[object] = [option["value"] for option in options_of(document, hints)]
    if hints.get("kind") == FieldKind.CONFIRM:
        possible = [True]
    elif hints.get("kind") not in {FieldKind.RADIOS, FieldKind.SELECT}:
        yield f"{name}: a condition compares a single choice or a confirmation"
        return
    for value in values:
        if value not in possible:
            yield f"{name}: a condition compares {value!r}, which cannot be answered"


def _check_faults(document: Document) -> Iterator[str]:
    hints = document["hints"]
    pages = page_of(hints)
    needs = {
        CheckKind.NOT_BEFORE: ("than",),
        CheckKind.NOT_AFTER: ("than",),
        CheckKind.DIFFERS: ("than",),
        CheckKind.WITHIN_DAYS: ("days",),
        CheckKind.PIN_MATCHES: ("born",),
    }
    for check in hints.get("checks", ()):
        kind, name = CheckKind(check["kind"]), check["field"]
        for need in needs.get(kind, ()):
            if need not in check:
                yield f"{name}: the check {kind} needs {need}"
        others = [check[key] for key in ("than", "born") if key in check]
        for other in (name, *others):
            if other not in pages:
                yield f"{name}: the check {kind} names {other}, which is not asked"
        if any(pages.get(other, 0) > pages.get(name, 0) for other in others):
            yield f"{name}: the check {kind} looks at a later page"


_STAGES: Final = (
    (_schema_faults,),
    (_question_faults, _page_faults),
    (_condition_faults, _check_faults),
)


def _path(path: list[str | int]) -> str:
    return ".".join(str(step) for step in path) or "document"
