"""A fee's table as a plain form: its columns chosen from known facts, its rows typed, and read back.

Each cell is sent as FEEL writes it, whether chosen from a list or typed, so that nothing the table
can say is lost by editing it here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.decisions.enums import HitPolicy, ValueKind
from motcua.capabilities.decisions.queries import Column, Fact, Row, Table, Term
from motcua.domain.procedures.enums import Relief
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.desk.record_form import Row as BoxRow

MOST_ROWS: Final = 100
_DIGITS: Final = re.compile(r"[\d.\s]{1,20}")
_EACH: Final = re.compile(r"(\d+) \* (copies|pages)")
DOSSIER, FORMULA = "dossier", "formula"
_TEXTS: Final = ("reason", "reason_en", "basis")
_POLICIES: Final = (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.COLLECT)


@dataclass(frozen=True, kw_only=True)
class TypedFee:
    """A fee's table as it stands in the boxes."""

    policy: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    """By name: ``order``, ``cell.<fact>``, ``amount``, ``unit``, ``relief``, ``reason``, …"""


def empty() -> TypedFee:
    """Return a table nobody has written yet: one row for everybody."""
    return TypedFee(policy=HitPolicy.FIRST, columns=(), rows=({},))


def is_editable(table: Table) -> bool:
    """Say whether the boxes can hold the table; one that adds up is changed as a file."""
    return table.policy is not HitPolicy.SUM


# --- From table, from request -------------------------------------------------------------------


def from_table(table: Table) -> TypedFee:
    """Return what stands in the boxes for a table."""
    return TypedFee(
        policy=table.policy.value,
        columns=tuple(column.name for column in table.asks),
        rows=tuple(_typed_row(table, row) for row in table.rows),
    )


def _typed_row(table: Table, row: Row) -> dict[str, str]:
    typed = {
        f"cell.{column.name}": "" if cell.is_any else decisions.write_cell(cell)
        for column, cell in zip(table.asks, row.cells, strict=True)
    }
    for column, term in zip(table.answers, row.terms, strict=True):
        if column.name == "amount":
            typed["amount"], typed["unit"] = _typed_amount(term)
        elif isinstance(term, decisions.Constant) and isinstance(term.value, str):
            typed[column.name] = term.value
    return typed


def _typed_amount(term: Term) -> tuple[str, str]:
    text = decisions.write_term(term)
    each = _EACH.fullmatch(text)
    if each is not None:
        return each[1], each[2]
    return text, DOSSIER if text.isdecimal() or not text else FORMULA


def from_post(posted: QueryDict) -> TypedFee:
    """Return what was typed, with a row added or taken away as a button says."""
    numbers = {
        int(found[1])
        for name in posted
        if (found := re.fullmatch(r"rows\.(\d{1,3})\.[a-z_.0-9]+", name)) is not None
    }
    removed = posted.get("remove", "")
    rows = [
        _posted_row(posted, f"rows.{number}.")
        for number in sorted(numbers)[:MOST_ROWS]
        if removed != f"rows.{number}"
    ]
    rows.sort(key=lambda row: _order(row.get("order", "")))
    if posted.get("add") == "rows":
        rows.append({})
    return TypedFee(
        policy=posted.get("policy", ""), columns=tuple(posted.getlist("columns")), rows=tuple(rows)
    )


def is_reshaping(posted: QueryDict) -> bool:
    """Say whether a button asked for other rows or columns, and not to save."""
    return any(name in posted for name in ("add", "remove", "reshape"))


def _posted_row(posted: QueryDict, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): " ".join(posted.get(name, "").split())
        for name in posted
        if name.startswith(prefix)
    }


def _order(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < MOST_ROWS else MOST_ROWS


# --- To table -----------------------------------------------------------------------------------


def to_table(
    typed: TypedFee, facts: Mapping[str, Fact], *, key: str, name: str
) -> tuple[Table, dict[str, str]]:
    """Return the table that was typed, and what is wrong with it by the name of its box."""
    wrong: dict[str, str] = {}
    asks = tuple(
        Column(
            name=fact.name,
            label=fact.label,
            kind=fact.kind,
            values=tuple(value for value, _words in fact.values),
        )
        for one in typed.columns
        if (fact := facts.get(one)) is not None
    )
    rows = tuple(
        _to_row(row, asks, f"rows.{number}", wrong) for number, row in enumerate(typed.rows)
    )
    policy = typed.policy if typed.policy in HitPolicy.values else HitPolicy.FIRST
    table = Table(
        key=key, name=name, policy=HitPolicy(policy), asks=asks, answers=_answers(), rows=rows
    )
    return table, wrong


def _answers() -> tuple[Column, ...]:
    return (
        Column(name="amount", label="Số tiền", kind=ValueKind.NUMBER),
        Column(
            name="relief", label="Miễn, giảm", kind=ValueKind.STRING, values=tuple(Relief.values)
        ),
        Column(name="reason", label="Vì sao", kind=ValueKind.STRING),
        Column(name="reason_en", label="Vì sao, tiếng Anh", kind=ValueKind.STRING),
        Column(name="basis", label="Căn cứ", kind=ValueKind.STRING),
    )


def _to_row(
    row: Mapping[str, str], asks: tuple[Column, ...], place: str, wrong: dict[str, str]
) -> Row:
    cells = []
    for column in asks:
        try:
            cells.append(decisions.read_cell(row.get(f"cell.{column.name}", "")))
        except decisions.NotACell:
            wrong[f"{place}.cell.{column.name}"] = _(
                'Ghi như 60, >= 60, [1..3], hoặc chữ trong dấu nháy: "abc".'
            )
            cells.append(decisions.ANY)
    amount = _to_amount(row)
    if amount is None:
        wrong[f"{place}.amount"] = _("Ghi số tiền bằng số, như 15000, hoặc công thức đúng.")
    texts = (row.get("relief", ""), *(_plain(row.get(name, "")) for name in _TEXTS))
    terms = (
        amount or decisions.NOTHING,
        *(decisions.Constant(text or None) for text in texts),
    )
    return Row(code="", cells=tuple(cells), terms=terms)


def _to_amount(row: Mapping[str, str]) -> Term | None:
    text, unit = row.get("amount", ""), row.get("unit", DOSSIER)
    if unit == FORMULA:
        try:
            return decisions.read_term(text)
        except decisions.NotATerm:
            return None
    if not text:
        return decisions.NOTHING
    if _DIGITS.fullmatch(text) is None or not re.search(r"\d", text):
        return None
    number = re.sub(r"\D", "", text)
    if len(number) > len("1000000000"):
        return None
    if unit in {"copies", "pages"}:
        return decisions.read_term(f"{number} * {unit}")
    return decisions.Constant(Decimal(number))


def _plain(text: str) -> str:
    """Return a text as a cell can hold it: with curved quotation marks, and no backslash."""
    return text.replace('"', "”").replace("\\", "/")[:300]


# --- Boxes --------------------------------------------------------------------------------------


def draw(typed: TypedFee, facts: Mapping[str, Fact], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    """Return the boxes of the form."""
    policies = tuple(
        Choice(value=one.value, text=str(one.label), is_chosen=one.value == typed.policy)
        for one in _POLICIES
    )
    columns = tuple(
        Choice(value=fact.name, text=fact.label, is_chosen=fact.name in typed.columns)
        for fact in facts.values()
    )
    asked = [facts[name] for name in typed.columns if name in facts]
    rows = tuple(
        BoxRow(
            number=number + 1,
            name=f"rows.{number}",
            boxes=tuple(_row_boxes(row, number, asked, wrong)),
        )
        for number, row in enumerate(typed.rows)
    )
    return (
        Box(kind="checks", name="columns", label=_("Mức thu khác nhau theo"), choices=columns),
        Box(kind="select", name="policy", label=_("Khi nhiều dòng cùng khớp"), choices=policies),
        Box(kind="rows", name="rows", label=_("Dòng"), rows=rows),
    )


def _row_boxes(
    row: Mapping[str, str], number: int, asked: list[Fact], wrong: Mapping[str, str]
) -> Iterator[Box]:
    def box(kind: str, name: str, label: str, hint: str = "") -> Box:
        full = f"rows.{number}.{name}"
        return Box(
            kind=kind, name=full, label=label, hint=hint, value=row.get(name, ""),
            error=wrong.get(full, ""),
        )  # fmt: skip

    yield replace(box("number", "order", _("Thứ tự")), value=str(number + 1))
    for fact in asked:
        name = f"cell.{fact.name}"
        options = _options(fact)
        if options:
            yield replace(box("select", name, fact.label), choices=_choices(options, row, name))
        else:
            hint = _("Để trống là bất kỳ. Ví dụ: 60, >= 60, [1..3].")
            yield box("text", name, fact.label, hint)
    yield box("text", "amount", _("Số tiền (đồng)"))
    yield replace(
        box("select", "unit", _("Tính cho")), choices=_choices(_units(), {"unit": DOSSIER, **row}, "unit")
    )  # fmt: skip
    reliefs = [(one.value, str(one.label)) for one in Relief]
    yield replace(
        box("select", "relief", _("Miễn, giảm")), choices=_choices(reliefs, row, "relief")
    )
    yield box(
        "text", "reason", _("Vì sao"),
        _("Viết tiếp câu “Bạn không phải nộp vì …”, ví dụ: người nộp thuộc hộ nghèo."),
    )  # fmt: skip
    yield box("text", "reason_en", _("Vì sao, tiếng Anh"))
    yield box("text", "basis", _("Căn cứ"), _("Điều, khoản và số văn bản."))


def _units() -> list[tuple[str, str]]:
    return [
        (DOSSIER, _("một hồ sơ")),
        ("copies", _("một bản")),
        ("pages", _("một trang")),
        (FORMULA, _("công thức từ copies, pages")),
    ]


def _options(fact: Fact) -> list[tuple[str, str]]:
    """Return what may be chosen in a cell, as FEEL writes it and in words; nothing where it is typed."""
    if fact.kind is ValueKind.BOOLEAN:
        return [("true", _("có")), ("false", _("không"))]
    chosen = [(f'"{value}"', words) for value, words in fact.values]
    return chosen + [
        (f"not({text})", _("không phải {values}").format(values=words)) for text, words in chosen
    ]


def _choices(
    options: list[tuple[str, str]], row: Mapping[str, str], name: str
) -> tuple[Choice, ...]:
    """Return the choices; what stands there and is none of them is one more, so that it is kept."""
    value = row.get(name, "")
    known = dict(options)
    more = [] if not value or value in known else [(value, value)]
    return tuple(
        Choice(value=one, text=words, is_chosen=one == value) for one, words in [*options, *more]
    )
