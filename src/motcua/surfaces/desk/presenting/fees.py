"""The fee tables of a draft as their pages tell them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.decisions.enums import ValueKind
from motcua.capabilities.decisions.queries import Fact, Table, Tables
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind, DesignKind, DraftAct, DraftKind, DraftState
from motcua.domain.procedures.queries import Design, Fee, Record, SaidRow, Surroundings
from motcua.foundation.kernel.money import format_dong
from motcua.surfaces.desk.record_form import Box, Choice

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

EMPTY = Tables(key="", name="", tables=())


@dataclass(frozen=True, kw_only=True)
class ShownFee:
    """A payment of the record, and its table if it has one."""

    code: str
    name: str
    has_table: bool
    rows: tuple[SaidRow, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a fee asks for in the case that was tried."""

    name: str
    amount: str
    row: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A draft's fee tables, ready to be shown or changed."""

    draft: "RecordDraft"
    design: Design | None
    tables: Tables
    around: Surroundings
    facts: dict[str, Fact]

    @property
    def is_written(self) -> bool:
        """Whether the draft may be written now."""
        acts = procedures.list_acts(DraftState(self.draft.state))
        return DraftAct.SAVE in acts and self.draft.kind != DraftKind.REPEAL

    def find_fee(self, code: str) -> Fee | None:
        """Return the payment of the record with this code."""
        return next((fee for fee in fees_of(self.around.record) if fee.code == code), None)


def open_draft(draft: "RecordDraft") -> Opened:
    """Return the draft's fee tables with all that they may ask. A few queries."""
    designs = procedures.get_designs(draft.pk)
    design = next((one for one in designs if one.kind == DesignKind.FEES), None)
    around = procedures.surroundings_of(draft, designs)
    return Opened(
        draft=draft,
        design=design,
        tables=decisions.read(design.source) if design else EMPTY,
        around=around,
        facts=procedures.list_facts(around.record, around.form),
    )


def fees_of(record: Record | None) -> list[Fee]:
    """Return every payment once, by its code."""
    channels = record.channels if record else ()
    found = {fee.code: fee for channel in reversed(channels) for fee in channel.fees}
    return sorted(found.values(), key=lambda fee: fee.code)


def list_fees(opened: Opened) -> list[ShownFee]:
    """Return the payments of the record, and tables that are for none of them."""
    lacks = [
        lack for lack in procedures.missing_in_designs(opened.draft) if lack.kind == DesignKind.FEES
    ]
    names = {fee.code: fee.name for fee in fees_of(opened.around.record)}
    names |= {table.key: table.name for table in opened.tables.tables if table.key not in names}
    shown = []
    for code, name in names.items():
        table = opened.tables.find(code)
        shown.append(
            ShownFee(
                code=code,
                name=name,
                has_table=table is not None,
                rows=tuple(procedures.say_rows(table, opened.facts)) if table else (),
                faults=tuple(
                    _said_fault(lack.place, lack.text)
                    for lack in lacks
                    if lack.place.partition(".")[0] == code
                ),
            )
        )
    return shown


def _said_fault(place: str, text: str) -> str:
    row = place.split(".")[1:2]
    return _("Dòng {row}: {text}").format(row=row[0], text=text) if row else text


def with_table(opened: Opened, table: Table) -> Tables:
    """Return the file with this fee's table in it."""
    others = tuple(one for one in opened.tables.tables if one.key != table.key)
    return _named(opened, (*others, table))


def without_table(opened: Opened, code: str) -> Tables:
    """Return the file without this fee's table."""
    return _named(opened, tuple(one for one in opened.tables.tables if one.key != code))


def _named(opened: Opened, tables: tuple[Table, ...]) -> Tables:
    code = opened.draft.procedure_code
    named = replace(
        opened.tables,
        key=opened.tables.key or f"fees-{code.replace('.', '-')}",
        name=opened.tables.name or _("Phí, lệ phí {code}").format(code=code),
    )
    return replace(named, tables=tables)


# --- Trying -------------------------------------------------------------------------------------


def trial(opened: Opened, asked: QueryDict) -> tuple[Box, ...]:
    """Return the boxes in which a case is told, with what was typed: of the facts the tables ask."""
    named = {column.name for table in opened.tables.tables for column in table.asks}
    named |= {"channel", "copies", "pages"}
    return tuple(
        _trial_box(fact, asked.get(f"t-{fact.name}", ""))
        for fact in opened.facts.values()
        if fact.name in named
    )


def _trial_box(fact: Fact, value: str) -> Box:
    options = [("true", _("có")), ("false", _("không"))] if fact.kind is ValueKind.BOOLEAN else []
    options += list(fact.values)
    return Box(
        kind="select" if options else "text",
        name=f"t-{fact.name}",
        label=fact.label,
        value=value,
        choices=tuple(
            Choice(value=one, text=words, is_chosen=one == value) for one, words in options
        ),
    )


def try_out(opened: Opened, asked: QueryDict) -> list[Tried]:
    """Return what each fee asks for in the case that was typed, and which row says so."""
    known = {
        name: value
        for name, fact in opened.facts.items()
        if (value := _known(fact, asked.get(f"t-{name}", ""))) is not None
    }
    kind = known.get("channel")
    offered = opened.around.record.channels if opened.around.record else ()
    codes = {
        fee.code: fee
        for channel in offered
        if kind is None or channel.kind == kind
        for fee in channel.fees
    }
    return [line for fee in codes.values() for line in _tried(opened, fee, known)]


def _known(fact: Fact, text: str) -> decisions.Value:
    """Return what was typed about a fact; what is left open is as applicants leave it."""
    if fact.kind is ValueKind.BOOLEAN:
        return {"true": True, "false": False}.get(text, False if fact.is_always_known else None)
    if fact.kind is ValueKind.NUMBER:
        try:
            term = decisions.read_term(text.strip() or ("1" if fact.is_always_known else ""))
        except decisions.NotATerm:
            return fact.least
        return term.value if isinstance(term, decisions.Constant) else fact.least
    if text in dict(fact.values) or (text and not fact.values):
        return text
    return ChannelKind.ONLINE.value if fact.name == "channel" else None


def _tried(opened: Opened, fee: Fee, known: Mapping[str, decisions.Value]) -> list[Tried]:
    table = opened.tables.find(fee.code)
    if table is None:
        return [Tried(name=fee.name, amount="", row="", why=_("Theo mức trong bản ghi thủ tục."))]
    try:
        lines = procedures.list_lines(table, known)
    except procedures.FeeUndecided:
        why = _("Chưa có dòng nào cho trường hợp này.")
        return [Tried(name=fee.name, amount="", row="", why=why)]
    except decisions.Ambiguous as several:
        rows = ", ".join(map(str, several.numbers))
        why = _("Nhiều dòng cùng khớp.")
        return [Tried(name=fee.name, amount="", row=rows, why=why)]
    return [
        Tried(
            name=fee.name,
            amount=format_dong(line.amount),
            row=str(line.row),
            why=f"{line.reason} ({line.basis})" if line.basis else line.reason,
        )
        for line in lines
    ]
