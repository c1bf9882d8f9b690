"""From what was posted to answers, and from any JSON to answers of the shape their questions have.

Reading never refuses and never raises. What cannot be understood is kept as it was typed, so that
the page can show it again and validation can say what to do about it; what has a shape its question
cannot have becomes ``UNREADABLE``, which validation names too. ``tidy(tidy(x)) == tidy(x)``.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Protocol

from motcua.capabilities.forms.enums import REPEATING, FieldKind
from motcua.capabilities.forms.rules import anatomy, partial_dates, text
from motcua.capabilities.forms.rules.shapes import UNREADABLE, Field, Form, Json, Page

LONGEST: Final = 10_000
"""Characters of one answer that are looked at; every question allows fewer."""
LARGEST: Final = 10**15

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
TYPED_DATE = re.compile(r"([0-9]{1,2})[/.\- ]+([0-9]{1,2})[/.\- ]+([0-9]{4})")
RUN_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
GROUPED_NUMBER = re.compile(r"-?[0-9]{1,3}([., ][0-9]{3})+")
FROM_ABROAD = re.compile(r"(?:\+|00)84 ?0?([1-9][0-9]{8,9})")
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}")
DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,9})?")
GROUPED_DECIMAL = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,9}")
TWO_DEGREES = re.compile(r"(-?[0-9]{1,3}\.[0-9]+)[ ,;]+(-?[0-9]{1,3}\.[0-9]+)")
BRANCH_TAX_CODE = re.compile(r"[0-9]{13}")

ADD: Final = "_add"
REMOVE: Final = "_remove"


class Posted(Protocol):
    """A posted form, as Django's ``QueryDict``."""

    def getlist(self, key: str, /) -> list[str]: ...

    def __contains__(self, key: object, /) -> bool: ...


class Tidied(dict[str, Json]):
    """Answers in the shape of their form's questions: tidied once, taken as they are from then on."""


def tidy(form: Form, raw: object) -> Tidied:
    """Return the answers in the shape of their questions; unknown names stay, marked unreadable."""
    if isinstance(raw, Tidied):
        return raw
    tidied = Tidied()
    if not isinstance(raw, Mapping):
        return tidied
    for key, value in raw.items():
        field = form.fields.get(key) if isinstance(key, str) else None
        name = _plain(key) if field is None else field.id
        tidied[name] = UNREADABLE if field is None else tidy_answer(field, value)
    return tidied


def tidy_answer(field: Field, raw: object) -> Json:
    """Return one answer in the shape of its question, None when nothing was answered."""
    if raw is None:
        return None
    return _TIDY.get(field.kind, _tidy_line)(field, raw)


def parse_page(
    page: Page, form: Form, posted: Posted, locked: Mapping[str, Json]
) -> dict[str, Json]:
    """Return an answer, or None, for each question of the page.

    Merging the result into the stored answers therefore also forgets what was emptied. ``locked``
    answers are known from a source and win over what was posted. Questions that ask for files have no
    answer here: whoever keeps the files answers them, so that nobody can post the name of another's.
    """
    answers: dict[str, Json] = {}
    for name in page.fields:
        field = form.fields[name]
        if field.kind is FieldKind.FILE:
            continue
        raw = locked[name] if name in locked else _posted(field, name, posted)
        answers[name] = tidy_answer(field, raw)
        if field.kind in REPEATING and not is_reshaping(posted):
            answers[name] = without_blank_rows(answers[name])
    return answers


def without_blank_rows(answer: Json) -> Json:
    """Return the rows of a group in which something is answered."""
    return [row for row in answer if row != {}] or None if isinstance(answer, list) else answer


def is_reshaping(posted: Posted) -> bool:
    """Tell whether a row of a group is to be added or removed, rather than the page sent."""
    return ADD in posted or REMOVE in posted


def typed_date(day: str, month: str, year: str) -> str:
    """Return the three boxes of a date as one text; all of it in one box serves too."""
    boxes = [
        re.sub(r"(?i)^(ngày|tháng|năm)\s*", "", text.one_line(box)) for box in (day, month, year)
    ]
    if not any(boxes):
        return ""
    if boxes[0] and not boxes[1] and not boxes[2] and re.search(r"[/.\- ]|[0-9]{8}", boxes[0]):
        return boxes[0]
    return "/".join(boxes)


def date_boxes(answer: object) -> tuple[str, str, str]:
    """Return what stands in the three boxes of a date, whether it could be read or not."""
    if not isinstance(answer, str):
        return "", "", ""
    iso = ISO_DATE.fullmatch(answer)
    if iso:
        return str(int(iso[3])), str(int(iso[2])), iso[1]
    boxes = answer.split("/", 2)
    return (boxes[0], boxes[1], boxes[2]) if len(boxes) == 3 else (answer, "", "")  # noqa: PLR2004


def _posted(field: Field, name: str, posted: Posted) -> Json:
    match field.kind:
        case FieldKind.CHECKBOXES:
            return list(posted.getlist(name))
        case FieldKind.DATE | FieldKind.PARTIAL_DATE if f"{name}-day" in posted:
            return typed_date(*(_last(posted, f"{name}-{box}") for box in ("day", "month", "year")))
        case FieldKind.ADDRESS | FieldKind.PLACE | FieldKind.SIGNATURE:
            return {part.id: _posted(part, f"{name}-{part.id}", posted) for part in field.parts}
        case FieldKind.GROUP | FieldKind.TABLE:
            return _posted_group(field, name, posted)
        case _:
            return _last(posted, name)


def _posted_group(field: Field, name: str, posted: Posted) -> Json:
    items: list[Json] = []
    removed = _last(posted, REMOVE)
    for index in range(field.most_items + 1):
        row = f"{name}-{index}"
        if row in posted and row != removed:
            items.append(
                {part.id: _posted(part, f"{row}-{part.id}", posted) for part in field.parts}
            )
    if _last(posted, ADD) == name and len(items) < field.most_items:
        items.append({})
    return items


def _last(posted: Posted, name: str) -> str:
    values = posted.getlist(name)
    return values[-1] if values else ""


def _tidy_line(_field: Field, raw: object) -> Json:
    return (text.one_line(raw[:LONGEST]) or None) if isinstance(raw, str) else UNREADABLE


def _tidy_lines(_field: Field, raw: object) -> Json:
    return (text.many_lines(raw[:LONGEST]) or None) if isinstance(raw, str) else UNREADABLE


def _tidy_digits(_field: Field, raw: object) -> Json:
    return (text.digits(raw[:LONGEST]) or None) if isinstance(raw, str) else UNREADABLE


def _tidy_phone(_field: Field, raw: object) -> Json:
    """Read "+84 912 345 678" as "0912345678"."""
    if not isinstance(raw, str):
        return UNREADABLE
    number = text.digits(re.sub(r"[()]", " ", raw[:LONGEST]))
    abroad = FROM_ABROAD.fullmatch(number)
    return f"0{abroad[1]}" if abroad else number or None


def _tidy_date(_field: Field, raw: object) -> Json:
    if not isinstance(raw, str):
        return UNREADABLE
    typed = text.one_line(raw[:LONGEST])
    iso, written = (
        ISO_DATE.fullmatch(typed),
        TYPED_DATE.fullmatch(typed) or RUN_DATE.fullmatch(typed),
    )
    if iso:
        year, month, day = iso.groups()
    elif written:
        day, month, year = written.groups()
    else:
        return typed if typed.strip("/") else None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{day}/{month}/{year}"


def _tidy_partial_date(_field: Field, raw: object) -> Json:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        return UNREADABLE
    return partial_dates.read(text.one_line(raw[:LONGEST]))


def _tidy_tax_code(_field: Field, raw: object) -> Json:
    """Read "0123456789001" as "0123456789-001", the way papers write it."""
    if not isinstance(raw, str):
        return UNREADABLE
    code = text.digits(raw[:LONGEST])
    return f"{code[:10]}-{code[10:]}" if BRANCH_TAX_CODE.fullmatch(code) else code or None


def _tidy_decimal(_field: Field, raw: object) -> Json:
    """Read "1.234,5" as 1234.5 and "120,5" or "120.5" as 120.5."""
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, int | float):
        return raw if abs(raw) < LARGEST else UNREADABLE
    if not isinstance(raw, str):
        return UNREADABLE
    typed = text.one_line(raw[:LONGEST])
    if GROUPED_DECIMAL.fullmatch(typed):
        typed = typed.replace(".", "")
    if not DECIMAL_NUMBER.fullmatch(typed):
        return typed or None
    number = float(typed.replace(",", "."))
    return int(number) if number.is_integer() else number


def _tidy_number(field: Field, raw: object) -> Json:
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, int):
        return raw if abs(raw) < LARGEST else UNREADABLE
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() and abs(raw) < LARGEST else UNREADABLE
    if not isinstance(raw, str):
        return UNREADABLE
    typed = text.one_line(raw[:LONGEST])
    if field.kind is FieldKind.YEAR and (iso := ISO_DATE.fullmatch(typed)):
        return int(iso[1])
    if field.kind is FieldKind.MONEY:
        typed = re.sub(r" ?(đ|đồng|vnđ|vnd)$", "", typed, flags=re.IGNORECASE)
    if PLAIN_NUMBER.fullmatch(typed):
        return int(typed)
    if GROUPED_NUMBER.fullmatch(typed) and len(typed) < len(str(LARGEST)):
        return int(re.sub(r"[., ]", "", typed))
    return typed or None


def _tidy_choices(_field: Field, raw: object) -> Json:
    chosen = [raw] if isinstance(raw, str) else raw
    if not isinstance(chosen, list | tuple):
        return UNREADABLE
    tidied = [_tidy_line(_field, value) for value in chosen]
    return [value for value in tidied if value is not None] or None


def _tidy_confirm(_field: Field, raw: object) -> Json:
    if raw is True or (
        isinstance(raw, str) and text.one_line(raw).lower() in {"on", "true", "yes"}
    ):
        return True
    return None


def _tidy_address(field: Field, raw: object) -> Json:
    if isinstance(raw, str):
        raw = _split_address(field, text.one_line(raw[:LONGEST]))
    return _tidy_parts(field, raw) or None if isinstance(raw, Mapping) else UNREADABLE


def _split_address(field: Field, line: str) -> dict[str, str]:
    """Read "Thôn Đoài, xã Sông Lam, tỉnh Nghệ An"; what has no known province stays one line."""
    *rest, last = line.split(",")
    province = field.part("province")
    known = {
        name.casefold(): value
        for value in (province.texts if province else ())
        for name in (value, re.sub(r"^(Tỉnh|Thành phố) ", "", value))
    }
    chosen = known.get(last.strip().casefold())
    if chosen is None or not rest:
        return {"detail": line} if line else {}
    *detail, commune = rest
    return {"detail": ",".join(detail), "commune": commune, "province": chosen}


def _tidy_place(field: Field, raw: object) -> Json:
    """Read a place; both degrees in one box, as maps copy them, serve too."""
    if isinstance(raw, Mapping) and not raw.get("longitude"):
        both = raw.get("latitude")
        pair = (
            TWO_DEGREES.fullmatch(text.one_line(both[:LONGEST])) if isinstance(both, str) else None
        )
        if pair:
            raw = {"latitude": pair[1], "longitude": pair[2]}
    return _tidy_parts(field, raw) or None if isinstance(raw, Mapping) else UNREADABLE


def _tidy_signature(field: Field, raw: object) -> Json:
    """Read a signature: the name that stands for it, and what was drawn by hand."""
    if isinstance(raw, str):
        raw = {"name": raw}
    return _tidy_parts(field, raw) or None if isinstance(raw, Mapping) else UNREADABLE


def _tidy_group(field: Field, raw: object) -> Json:
    if not isinstance(raw, list | tuple):
        return UNREADABLE if raw != "" else None
    rows: list[Json] = [
        _tidy_parts(field, row) if isinstance(row, Mapping) else UNREADABLE
        for row in raw[: field.most_items + 1]
    ]
    return rows or None


def _tidy_files(field: Field, raw: object) -> Json:
    """Read the files an answer names; what is not wholly so is nothing that can be put right."""
    if not isinstance(raw, list | tuple):
        return UNREADABLE if raw != "" else None
    files: list[Json] = []
    for one in raw[: field.most_items + 1]:
        if not (isinstance(one, Mapping) and _FILE.is_valid(dict(one))):
            return UNREADABLE
        files.append({name: one[name] for name in anatomy.FILE["required"]})
    return files or None


_FILE: Final = anatomy.compile_schema(anatomy.FILE)


def _tidy_parts(field: Field, raw: Mapping[object, object]) -> dict[str, Json]:
    tidied: dict[str, Json] = {}
    for key, value in raw.items():
        part = field.part(key) if isinstance(key, str) else None
        answer = UNREADABLE if part is None else tidy_answer(part, value)
        if answer is not None:
            tidied[_plain(key) if part is None else part.id] = answer
    return tidied


def _plain(key: object) -> str:
    """Return a name nobody asked for, fit to be told and stored."""
    return text.one_line(str(key)[:60])


_TIDY: Final[Mapping[FieldKind, Callable[[Field, object], Json]]] = {
    FieldKind.TEXTAREA: _tidy_lines,
    FieldKind.PIN: _tidy_digits,
    FieldKind.PHONE: _tidy_phone,
    FieldKind.DATE: _tidy_date,
    FieldKind.PARTIAL_DATE: _tidy_partial_date,
    FieldKind.TAX_CODE: _tidy_tax_code,
    FieldKind.DECIMAL: _tidy_decimal,
    FieldKind.CALCULATED: _tidy_number,
    FieldKind.PLACE: _tidy_place,
    FieldKind.SIGNATURE: _tidy_signature,
    FieldKind.FILE: _tidy_files,
    FieldKind.YEAR: _tidy_number,
    FieldKind.NUMBER: _tidy_number,
    FieldKind.MONEY: _tidy_number,
    FieldKind.CHECKBOXES: _tidy_choices,
    FieldKind.CONFIRM: _tidy_confirm,
    FieldKind.ADDRESS: _tidy_address,
    FieldKind.GROUP: _tidy_group,
    FieldKind.TABLE: _tidy_group,
}
