"""What makes a document a form: everything that is wrong with one, said at once.

A form's schema is a closed subset of JSON Schema 2020-12, so that drawing, reading, messages and
the validator agree on each keyword: each kind of question has the keywords of ``anatomy.KEYWORDS`` and no
others, and conditions are equalities that look back.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

from motcua.capabilities.forms.enums import (
    CHOICES,
    IN_ONE_BOX,
    OF_PARTS,
    REPEATING,
    FieldKind,
)
from motcua.capabilities.forms.rules import conditions
from motcua.capabilities.forms.rules.anatomy import (
    ADDRESS_PARTS,
    DAY,
    FILE,
    KEYWORDS,
    MOST_FILES,
    NEEDED_PARTS,
    PARTS,
    TAX_CODE,
    TYPES,
    Document,
    compile_schema,
    options_of,
    questions,
    resolve,
)

PATTERNS: Final = {FieldKind.PARTIAL_DATE: DAY, FieldKind.TAX_CODE: TAX_CODE}
_PROFILE_OF_WHOLE: Final = json.loads((Path(__file__).parent / "profile.json").read_text("utf-8"))


def _unfinished(profile: dict[str, Any]) -> dict[str, Any]:
    """Return the profile of forms that may still lack pages, and pages that may lack questions."""
    loose = copy.deepcopy(profile)
    pages = loose["properties"]["hints"]["properties"]["pages"]
    del pages["minItems"]
    del pages["items"]["properties"]["fields"]["minItems"]
    return loose


_PROFILES: Final = {
    is_whole: jsonschema_rs.Draft202012Validator(profile, offline=True)
    for is_whole, profile in (
        (True, _PROFILE_OF_WHOLE),
        (False, _unfinished(_PROFILE_OF_WHOLE)),
    )
}


def find_faults(document: object, *, is_whole: bool = True) -> list[str]:
    """Return everything that keeps the document from being a form; nothing when it is one.

    :param is_whole: false for a form still being built, which may lack pages and questions
    """
    try:
        text = json.dumps(document, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        return [f"document: {error}"]
    faults = [
        f"{_path(error.instance_path)}: {error.message}"
        for error in _PROFILES[is_whole].iter_errors(json.loads(text))
    ]
    if isinstance(document, Mapping):
        for stage in _STAGES:
            # Each stage may rely on what the stages before it have found in order.
            faults = faults or [fault for judge in stage for fault in judge(document)]
    return faults


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
    if ("formula" in hints) is not (kind is FieldKind.CALCULATED):
        yield f"{name}: a calculated question, and no other, has a formula"
    if hints.get("locked") and not hints.get("sources"):
        yield f"{name}: locked without a source"
    if needed <= limits.keys():
        yield from _shape_faults(name, document, kind, limits, hints)


def _shape_faults(
    name: str, document: Document, kind: FieldKind, limits: Document, hints: Document
) -> Iterator[str]:
    if kind in CHOICES or (kind is FieldKind.ADDRESS and "options" in hints):
        yield from _option_faults(name, document, kind, limits, hints)
    yield from _fixed_faults(name, kind, limits)
    if kind is FieldKind.ADDRESS:
        if not {"commune", "province"} <= limits["properties"].keys() <= set(ADDRESS_PARTS):
            yield f"{name}: an address has province, commune and perhaps detail"
        if limits["additionalProperties"] is not False:
            yield f"{name}: an address has no other properties"
    if kind is FieldKind.FILE:
        yield from _file_faults(name, limits, hints)
    if kind in PARTS:
        yield from _part_faults(name, kind, limits)
    if kind in REPEATING:
        yield from _group_faults(name, document, kind, limits, hints)


def _fixed_faults(name: str, kind: FieldKind, limits: Document) -> Iterator[str]:
    """Yield what is not as the kind has it: drawing and reading rely on these."""
    if kind is FieldKind.DATE and limits["format"] != "date":
        yield f"{name}: the format of a date is date"
    if kind is FieldKind.EMAIL and limits["format"] != "email":
        yield f"{name}: the format of an e-mail address is email"
    if kind is FieldKind.CONFIRM and limits["const"] is not True:
        yield f"{name}: a confirmation is the constant true"
    if kind in PATTERNS and limits["pattern"] != PATTERNS[kind]:
        yield f"{name}: the pattern of a question of kind {kind} is {PATTERNS[kind]}"


def _file_faults(name: str, limits: Document, hints: Document) -> Iterator[str]:
    if limits["items"] != FILE:
        yield f"{name}: what an answer says of a file is given"
    if hints.get("sources"):
        yield f"{name}: a file is known from no source"
    most, least = limits["maxItems"], limits.get("minItems", 0)
    if not isinstance(most, int) or not 1 <= most <= MOST_FILES:
        yield f"{name}: a question asks for 1 to {MOST_FILES} files"
    elif least > most:
        yield f"{name}: the fewest files are more than the most"


def _part_faults(name: str, kind: FieldKind, limits: Document) -> Iterator[str]:
    if (
        limits["properties"] != PARTS[kind]
        or tuple(limits["required"]) != NEEDED_PARTS[kind]
        or limits["additionalProperties"] is not False
    ):
        yield f"{name}: the parts of a question of kind {kind} are given"


def _group_faults(
    name: str, document: Document, kind: FieldKind, limits: Document, hints: Document
) -> Iterator[str]:
    row = resolve(document["schema"], limits["items"])
    asked, parts = row.get("properties", {}), hints.get("fields", {})
    if row.get("type") != "object" or row.get("additionalProperties") is not False:
        yield f"{name}: the items of a group are objects without other properties"
    if not parts or set(hints.get("order", ())) != parts.keys():
        yield f"{name}: order names each question of the group"
    for part in sorted(asked.keys() ^ parts.keys()):
        yield f"{name}.{part}: must be both in the schema and in the hints"
    for part in sorted(asked.keys() & parts.keys()):
        inner = FieldKind(parts[part]["kind"])
        if inner in OF_PARTS | REPEATING | {FieldKind.CHECKBOXES, FieldKind.FILE}:
            yield f"{name}.{part}: this kind cannot repeat"
        elif kind is FieldKind.TABLE and inner not in IN_ONE_BOX:
            yield f"{name}.{part}: this kind does not fit into a table"
        else:
            yield from _field_faults(f"{name}.{part}", document, asked[part], parts[part])


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


_STAGES: Final = (
    (_schema_faults,),
    (_question_faults, _page_faults),
    (conditions.find_faults,),
)


def _path(path: list[str | int]) -> str:
    return ".".join(str(step) for step in path) or "document"
