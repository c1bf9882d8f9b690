"""What must hold between questions: conditions look back, checks and sums name what is asked."""

from collections.abc import Iterator

from motcua.capabilities.forms.enums import (
    BUTTONS,
    COUNTED,
    ONE_CHOICE,
    REPEATING,
    CheckKind,
    FieldKind,
)
from motcua.capabilities.forms.rules import calculating
from motcua.capabilities.forms.rules.anatomy import Document, options_of, page_of, questions


def find_faults(document: Document) -> Iterator[str]:
    """Yield what is wrong between the questions of a document that is in order otherwise."""
    yield from _condition_faults(document)
    yield from _check_faults(document)
    yield from _formula_faults(document)


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
    is_simple = len(tests) == 1 and len(values) == 1 and hints[name]["kind"] in BUTTONS
    if not is_simple:
        yield f"{shown}: on the page of {name} it must depend on one option of radios alone"
    elif hints.get(shown, {}).get("kind") in BUTTONS | REPEATING:
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
    elif hints.get("kind") not in ONE_CHOICE:
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


def _formula_faults(document: Document) -> Iterator[str]:
    """Yield what keeps a number from being reckoned from questions that stand before it."""
    schema = document["schema"]
    required = set(schema["required"])
    for branch in schema.get("allOf", ()):
        required.update(branch["then"].get("required", ()))
    known: dict[str, FieldKind] = {}
    columns: dict[str, dict[str, FieldKind]] = {}
    for page in document["hints"]["pages"]:
        for name in page["fields"]:
            hints = document["hints"]["fields"][name]
            kind = FieldKind(hints["kind"])
            if kind in REPEATING:
                row: dict[str, FieldKind] = {}
                needed = questions(schema)[name]["items"].get("required", ())
                required.update(f"{name}.{part}" for part in needed)
                for part in hints["order"]:
                    yield from _sum_faults(f"{name}.{part}", hints["fields"][part], row, {})
                    row[part] = FieldKind(hints["fields"][part]["kind"])
                columns[name] = row
            else:
                yield from _sum_faults(name, hints, known, columns)
            known[name] = kind
            parts = [f"{name}.{part}" for part in hints.get("order", ())]
            yield from _required_faults([name, *parts], document, required)


def _required_faults(names: list[str], document: Document, required: set[str]) -> Iterator[str]:
    for name in names:
        head, _, part = name.partition(".")
        hints = document["hints"]["fields"][head]
        hints = hints["fields"][part] if part else hints
        if hints["kind"] == FieldKind.CALCULATED and name in required:
            yield f"{name}: what is calculated is not asked, so it cannot be required"


def _sum_faults(
    name: str,
    hints: Document,
    known: dict[str, FieldKind],
    columns: dict[str, dict[str, FieldKind]],
) -> Iterator[str]:
    if hints["kind"] != FieldKind.CALCULATED:
        return
    try:
        node = calculating.parse(hints.get("formula", ""))
    except calculating.NotAFormula as error:
        yield f"{name}: the formula cannot be read: {error}"
        return
    for asked in sorted(calculating.names_in(node)):
        if known.get(asked) not in COUNTED:
            yield f"{name}: the formula reckons with {asked}, which is no number asked before"
    for group, column in sorted(calculating.columns_in(node)):
        row = columns.get(group)
        if row is None or (column and row.get(column) not in COUNTED):
            yield f"{name}: the formula sums {group}.{column}, which is no number asked before"
