"""What keeps fee tables from being put in force: unknown names, gaps, amounts nobody published."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.decisions.enums import HitPolicy, ValueKind
from motcua.capabilities.decisions.queries import Column, Fact, Table, Tables
from motcua.capabilities.forms.queries import Form
from motcua.domain.procedures.enums import ChannelKind, Relief
from motcua.domain.procedures.queries.fee_facts import list_facts
from motcua.domain.procedures.queries.fees import (
    AMOUNT,
    BASIS,
    REASON,
    REASON_EN,
    RELIEF,
    FeeUndecided,
    list_lines,
)
from motcua.domain.procedures.rules import fees
from motcua.domain.procedures.rules.fees import Line, Lot
from motcua.domain.procedures.rules.record import Described, Fee, Record
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.kernel.money import format_dong

QUANTITIES: Final = frozenset({"copies", "pages"})
"""What an amount may be reckoned from."""
_LOTS: Final = (Lot(), Lot(copies=2), Lot(pages=2), Lot(pages=3), Lot(copies=2, pages=500))
"""Quantities at which table and record are compared."""


def problems_of_tables(
    tables: Tables, record: Record | None, form: Form | None
) -> list[FieldProblem]:
    """Return what keeps fee tables from being put in force with this record and form.

    A place is ``fee``, ``fee.row`` or ``fee.row.column``.
    """
    facts = list_facts(record, form)
    found: list[FieldProblem] = []
    for table in tables.tables:
        shape = [*_shape_problems(table), *_name_problems(table, facts)]
        found += shape or [*_row_problems(table), *_open_problems(table, facts)]
        if record is not None and not shape:
            found += _record_problems(table, record)
    return found


_ANSWERS: Final = {
    AMOUNT: ValueKind.NUMBER,
    **dict.fromkeys((RELIEF, REASON, REASON_EN, BASIS), ValueKind.STRING),
}


def _shape_problems(table: Table) -> Iterator[FieldProblem]:
    if table.policy is HitPolicy.SUM:
        return
    named = {column.name: column.kind for column in table.answers}
    if AMOUNT not in named:
        yield _problem(table.key, _("Bảng phí phải có cột kết quả “amount”: số tiền."), "no-amount")
    for name, kind in named.items():
        if _ANSWERS.get(name) is not kind:
            text = _("Cột kết quả “{name}” không dùng được trong bảng phí.").format(name=name)
            yield _problem(table.key, text, "foreign-column")


def _name_problems(table: Table, facts: Mapping[str, Fact]) -> Iterator[FieldProblem]:
    for column in table.asks:
        fact = facts.get(column.name)
        if fact is None:
            text = _("Không có dữ kiện “{name}” ở thủ tục này.").format(name=column.name)
            yield _problem(table.key, text, "unknown-fact")
        elif fact.kind is not column.kind:
            text = _("Cột “{label}” phải là kiểu {kind}.").format(
                label=fact.label, kind=str(fact.kind.label).lower()
            )
            yield _problem(table.key, text, "other-kind")
        else:
            yield from _value_problems(table, column, fact)
    for number, row in enumerate(table.rows, start=1):
        for term in row.terms:
            for name in sorted(set(decisions.names(term)) - QUANTITIES):
                text = _("Số tiền chỉ tính được từ số bản, số trang; không từ “{name}”.")
                yield _problem(f"{table.key}.{number}", text.format(name=name), "unknown-quantity")


def _value_problems(table: Table, column: Column, fact: Fact) -> Iterator[FieldProblem]:
    if not fact.values:
        return
    place = table.asks.index(column)
    for number, row in enumerate(table.rows, start=1):
        for test in row.cells[place].tests:
            value = test.value if isinstance(test, decisions.Equal) else None
            if isinstance(value, str) and value not in dict(fact.values):
                text = _("“{label}” không bao giờ là “{value}”.").format(
                    label=fact.label, value=value
                )
                yield _problem(f"{table.key}.{number}.{column.name}", text, "unknown-value")


def _row_problems(table: Table) -> Iterator[FieldProblem]:
    if table.policy is HitPolicy.SUM:
        return
    place = {column.name: number for number, column in enumerate(table.answers)}
    for number, row in enumerate(table.rows, start=1):
        said = {
            name: term.value if isinstance(term, decisions.Constant) else term
            for name, index in place.items()
            for term in (row.terms[index],)
        }
        where = f"{table.key}.{number}"
        if said[AMOUNT] is None:
            yield _problem(f"{where}.{AMOUNT}", _("Dòng chưa ghi số tiền."), "no-amount")
        relief = said.get(RELIEF)
        if relief and relief not in Relief.values:
            yield _problem(f"{where}.{RELIEF}", _("Ghi “exempt” hoặc “reduced”."), "bad-relief")
        if relief == Relief.EXEMPT and said[AMOUNT] != 0:
            yield _problem(f"{where}.{AMOUNT}", _("Được miễn thì số tiền là 0."), "exempt-pays")
        if relief and not (said.get(REASON) and said.get(BASIS)):
            text = _("Miễn, giảm phải ghi lý do và căn cứ.")
            yield _problem(f"{where}.{REASON}", text, "no-reason")


def _open_problems(table: Table, facts: Mapping[str, Fact]) -> Iterator[FieldProblem]:
    try:
        for fault in decisions.find_faults(table, facts):
            place = f"{table.key}.{fault.rows[0]}" if fault.rows else table.key
            yield _problem(place, fault.text, fault.kind.value)
    except decisions.TooManyCases:
        text = _("Bảng có quá nhiều trường hợp để kiểm tra hết; hãy tách hoặc bỏ bớt cột.")
        yield _problem(table.key, text, "too-intricate")


def _record_problems(table: Table, record: Record) -> Iterator[FieldProblem]:
    """Compare the table with what the record publishes: the fee is there, at its usual amount."""
    asking = [
        (channel.kind, fee)
        for channel in record.channels
        for fee in channel.fees
        if fee.code == table.key
    ]
    if not asking:
        text = _("Thủ tục không có khoản thu mang mã “{code}”.").format(code=table.key)
        yield _problem(table.key, text, "unknown-fee")
    if table.policy is HitPolicy.SUM:
        return
    for kind, fee in asking:
        if not isinstance(fee.rule, Described) and not _is_usual(table, kind, fee):
            amount = format_dong(fees.amount_of(fee.rule))
            text = _(
                "Cách nộp “{channel}”: không dòng nào thu đúng mức {amount} đã công bố cho “{fee}”."
            ).format(channel=kind.label, amount=amount, fee=fee.name)
            yield _problem(table.key, text, "other-amount")


def _is_usual(table: Table, kind: ChannelKind, fee: Fee) -> bool:
    """Say whether a row asks, in this way of lodging, for what the record says."""
    return any(_asks_as_published(replace(table, rows=(row,)), kind, fee) for row in table.rows)


def _asks_as_published(alone: Table, kind: ChannelKind, fee: Fee) -> bool:
    (row,) = alone.rows
    cells = dict(zip((column.name for column in alone.asks), row.cells, strict=True))
    if "channel" in cells and not cells["channel"].holds(kind.value):
        return False
    fitting = [lot for lot in _LOTS if _fits(cells, lot)]
    asked = [_asked(alone, lot) for lot in fitting]
    return bool(fitting) and all(
        line is not None
        and line.relief is not Relief.EXEMPT
        and line.amount == fees.amount_of(fee.rule, copies=lot.copies, pages=lot.pages)
        for line, lot in zip(asked, fitting, strict=True)
    )


def _fits(cells: Mapping[str, decisions.Cell], lot: Lot) -> bool:
    known = {"copies": Decimal(lot.copies), "pages": Decimal(lot.pages)}
    return all(cells[name].holds(value) for name, value in known.items() if name in cells)


def _asked(alone: Table, lot: Lot) -> Line | None:
    """Return what the table's one row asks for so many copies and pages, whoever asks."""
    (row,) = alone.rows
    everybody = replace(row, cells=tuple(decisions.ANY for _cell in row.cells))
    try:
        (line,) = list_lines(
            replace(alone, rows=(everybody,)),
            {"copies": Decimal(lot.copies), "pages": Decimal(lot.pages)},
        )
    except FeeUndecided:
        return None
    return line


def _problem(place: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=place, text=text, code=code)
