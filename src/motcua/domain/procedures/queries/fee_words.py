"""Fee tables in words: when a row holds and what it asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.decisions.queries import Fact, Table
from motcua.domain.procedures.enums import Relief
from motcua.domain.procedures.queries.fees import AMOUNT, BASIS, REASON, REASON_EN, RELIEF
from motcua.foundation.kernel.money import Dong, format_dong


@dataclass(frozen=True, kw_only=True)
class SaidRow:
    """A row of a fee's table for people: when it holds, and what it asks for."""

    number: int
    when: tuple[str, ...]
    amount: str
    relief: Relief | None
    reason: str
    reason_en: str
    basis: str


def say_rows(table: Table, facts: Mapping[str, Fact]) -> list[SaidRow]:
    """Return a fee's table in words, row by row."""
    return [_say_row(table, number, facts) for number in range(1, len(table.rows) + 1)]


def _say_row(table: Table, number: int, facts: Mapping[str, Fact]) -> SaidRow:
    row = table.rows[number - 1]
    said = {
        column.name: term.value if isinstance(term, decisions.Constant) else None
        for column, term in zip(table.answers, row.terms, strict=True)
    }
    texts = {name: value if isinstance(value, str) else "" for name, value in said.items()}
    money = dict(zip((column.name for column in table.answers), row.terms, strict=True))
    relief = texts.get(RELIEF, "")
    return SaidRow(
        number=number,
        when=tuple(
            decisions.say_cell(cell, facts.get(column.name), column.label or column.name)
            for column, cell in zip(table.asks, row.cells, strict=True)
            if not cell.is_any
        ),
        amount=say_amount(money.get(AMOUNT) or row.terms[0]),
        relief=Relief(relief) if relief in Relief.values else None,
        reason=texts.get(REASON, "") or row.note,
        reason_en=texts.get(REASON_EN, ""),
        basis=texts.get(BASIS, ""),
    )


def say_amount(term: decisions.Term) -> str:
    """Return an amount in words: a sum of money, so much a copy or page, or how it is reckoned."""
    if isinstance(term, decisions.Constant):
        value = term.value
        return format_dong(Dong(int(value))) if isinstance(value, Decimal) else ""
    text = re.sub(r"\d{4,}", _grouped, decisions.write_term(term))
    each = re.fullmatch(r"([\d.]+) \* (copies|pages)", text)
    if each is not None:
        said = _("{amount} đ một bản") if each[2] == "copies" else _("{amount} đ một trang")
        return said.format(amount=each[1])
    for name, words in (("copies", _("số bản")), ("pages", _("số trang"))):
        text = text.replace(name, words)
    text = text.replace("min(", _("mức thấp hơn trong (")).replace("max(", _("mức cao hơn trong ("))
    return _("{sum} đồng").format(sum=text.replace("*", "×"))


def _grouped(number: re.Match[str]) -> str:
    return f"{int(number[0]):,}".replace(",", ".")
