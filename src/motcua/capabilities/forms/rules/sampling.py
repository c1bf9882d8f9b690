"""Sample answers: complete, accepted by the form, and about nobody.

Each answer is made from the question's own schema, so that a kind of question that comes later needs no
word here; kinds only choose the nicer text. What rules between answers refuse is then put right.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from motcua.capabilities.forms.enums import CheckKind, FieldKind
from motcua.capabilities.forms.rules import anatomy, checks, patterns, settling, validation
from motcua.capabilities.forms.rules.shapes import Answers, Check, Field, Form, Json
from motcua.foundation.kernel.errors import FieldProblem

Choose = Callable[[str], Json]
"""Return the answer wanted for a question, None where any will do."""

ROUNDS: Final = 12
"""Attempts to put right what the form refuses."""
RECENTLY: Final = timedelta(days=20)
_OLD_DAYS: Final = ("1990-05-15", "1992-10-20", "1965-02-03")
_TEXTS: Final[Mapping[FieldKind, tuple[str, ...]]] = {
    FieldKind.NAME: ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Diễn", "Phạm Thị Tập"),
    FieldKind.PIN: ("099090000901", "099192000902", "099065000903", "099190000904"),
    FieldKind.PHONE: ("0900000901", "0900000902"),
    FieldKind.EMAIL: ("dien.tap@congdan.example", "thu@congdan.example"),
    FieldKind.DATE: _OLD_DAYS,
}
_ANY_TEXT: Final = (
    "Nội dung mẫu", "Mẫu", "Nguyễn Văn Mẫu", "A1234567", "123456", "099090000901", "2020",
    "2020-01-15", "15/01/2020", "10:30", "79A-123.45", "dien.tap@congdan.example",
    "https://dien-tap.example/", "0900000901",
)  # fmt: skip
_ADDRESS: Final[Mapping[str, str]] = {"detail": "Số 12, thôn Mẫu", "commune": "Xã Mẫu"}
_OF_A_PERSON: Final = ("identity.", "population.")
"""Where what is known of a grown-up comes from."""
_NUMBERS: Final[Mapping[FieldKind, int]] = {FieldKind.YEAR: 1990, FieldKind.MONEY: 1_000_000}


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """Sample answers, and what the form still has against them: where no sample could be made."""

    answers: Mapping[str, Json]
    problems: tuple[FieldProblem, ...]


def anything(_name: str) -> Json:
    """Want nothing in particular."""
    return None


def fill(form: Form, *, today: date, choose: Choose = anything) -> Sampled:
    """Return an answer for every question that these answers lead to, optional ones too."""
    answers: dict[str, Json] = {}
    variants: dict[str, int] = {}
    _complete(form, answers, today=today, choose=choose, variants=variants)
    for _round in range(ROUNDS):
        changed = list(_put_right(form, answers, today=today, choose=choose, variants=variants))
        if not changed:
            break
        _complete(form, answers, today=today, choose=choose, variants=variants)
    settled = settling.settle(form, answers)
    found = validation.find_problems(form, settled, settled.answers, today=today)
    return Sampled(answers=settled.answers, problems=tuple(found))


def _complete(
    form: Form, answers: dict[str, Json], *, today: date, choose: Choose, variants: dict[str, int]
) -> None:
    """Answer what is asked, and what those answers lead to, until nothing is left."""
    while True:
        asked = settling.settle(form, answers).asked
        left = [name for name in form.fields if name in asked and name not in answers]
        if not left:
            return
        for name in left:
            wanted = choose(name)
            answers[name] = (
                sample(form.fields[name], variants.get(name, 0), _day_for(form, name, today))
                if wanted is None
                else wanted
            )


def _day_for(form: Form, name: str, today: date) -> str:
    """Return the first day to try: recent for what lies shortly back, else that of a birth long ago.

    What sign-in or the population database knows is of a person who can lodge.
    """
    if any(source.key.startswith(_OF_A_PERSON) for source in form.fields[name].sources):
        return ""
    is_recent = any(
        check.field == name and check.kind in {CheckKind.WITHIN_DAYS, CheckKind.NOT_FUTURE}
        for check in form.checks
    )
    return (today - RECENTLY).isoformat() if is_recent else ""


def _put_right(
    form: Form, answers: dict[str, Json], *, today: date, choose: Choose, variants: dict[str, int]
) -> Iterator[str]:
    """Change what the form refuses, except what was wanted; yield what was changed."""
    settled = settling.settle(form, answers)
    refused = {
        check.field: check
        for check in checks.failed(form, settled.answers, today=today)
        if checks.refuses(check)
    }
    for problem in validation.find_problems(form, settled, settled.answers, today=today):
        name = problem.field.split(".", 1)[0]
        if name not in form.fields or choose(name) is not None:
            continue
        check = refused.get(name)
        better = _mend(check, answers, today) if check else None
        if better is None:
            variants[name] = variants.get(name, 0) + 1
            better = sample(form.fields[name], variants[name], "")
        if better != answers.get(name):
            answers[name] = better
            yield name


def _mend(check: Check, answers: Answers, today: date) -> Json:
    """Return an answer that meets the rule, None where another sample is the best that can be tried."""
    now = answers.get(check.field)
    match check.kind:
        case CheckKind.NOT_FUTURE:
            before = today - RECENTLY
            return before.year if isinstance(now, int) else before.isoformat()
        case CheckKind.NOT_BEFORE | CheckKind.NOT_AFTER:
            other = answers.get(check.than)
            if isinstance(now, int):
                return other if isinstance(other, int) else int(str(other)[:4])
            return f"{other}-06-15" if isinstance(other, int) else other
        case _:
            return None


def sample(field: Field, variant: int = 0, day: str = "") -> Json:
    """Return an answer of the question's schema; another variant is another one where there is one.

    :param day: the day to try first where a day is asked
    """
    if field.kind is FieldKind.FILE:
        return sample_files(field)
    return _of_schema(field.limits, field, variant, day)


def sample_files(field: Field) -> Json:
    """Return an answer that names as few files as will do; a rehearsal puts sample files in their place."""
    least = field.limits.get("minItems")
    return [
        {"document": number, "name": f"tep-mau-{number}.pdf", "size": 1, "sha256": "0" * 64}
        for number in range(1, (least if isinstance(least, int) and least else 1) + 1)
    ]


def _of_schema(schema: Mapping[str, Any], field: Field, variant: int, day: str = "") -> Json:
    if "const" in schema:
        constant: Json = schema["const"]
        return constant
    if "enum" in schema:
        choices: list[Json] = schema["enum"]
        return choices[variant % len(choices)]
    match schema.get("type", "string"):
        case "integer" | "number":
            return _number(schema, field, variant)
        case "boolean":
            return True
        case "array":
            return _list(schema, field, variant)
        case "object":
            return {part.id: _part(field, part, variant) for part in field.parts}
        case _:
            return _text(schema, field, variant, day)


def _part(field: Field, part: Field, variant: int) -> Json:
    """Return a part of an answer; of an address, what an address says."""
    said = _ADDRESS.get(part.id) if field.kind is FieldKind.ADDRESS else None
    is_fitting = said is not None and anatomy.compile_schema(part.limits).is_valid(said)
    return said if is_fitting else sample(part, variant)


def _list(schema: Mapping[str, Any], field: Field, variant: int) -> Json:
    if field.parts:
        row: Json = {part.id: sample(part, variant) for part in field.parts}
        return [row] * max(1, schema.get("minItems", 1))
    values: list[Json] = schema.get("items", {}).get("enum") or list(field.texts)
    first = variant % len(values) if values else 0
    return values[first : first + max(1, schema.get("minItems", 1))]


def _number(schema: Mapping[str, Any], field: Field, variant: int) -> int:
    nice = _NUMBERS.get(field.kind, 1) + variant
    least = schema.get("minimum", schema.get("exclusiveMinimum", nice - 1) + 1)
    most = schema.get("maximum", schema.get("exclusiveMaximum", nice + 1) - 1)
    number = int(min(max(nice, least), most))
    step = schema.get("multipleOf", 1)
    return -(-number // step) * step if isinstance(step, int) else number


def _text(schema: Mapping[str, Any], field: Field, variant: int, day: str) -> str:
    validator = anatomy.compile_schema(schema)
    # One that fits, and of those the one asked for: two questions may have to differ.
    fitting = list(
        dict.fromkeys(text for text in _texts(schema, field, day) if validator.is_valid(text))
    )
    if not fitting:
        return _TEXTS.get(field.kind, _ANY_TEXT)[0]
    return fitting[variant % len(fitting)]


def _texts(schema: Mapping[str, Any], field: Field, day: str) -> Iterator[str]:
    if day:
        yield day
    bank = (*_TEXTS.get(field.kind, ()), *_ANY_TEXT)
    longest, shortest = schema.get("maxLength"), schema.get("minLength", 0)
    for text in bank:
        padded = text
        while len(padded) < shortest:
            padded = f"{padded} {text}"
        yield padded[:longest].strip() if longest else padded
    if "pattern" in schema:
        yield from patterns.write(schema["pattern"])
