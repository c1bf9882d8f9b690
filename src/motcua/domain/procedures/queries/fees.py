"""What a dossier costs by a version: from its fee tables and the rules of its record."""

from decimal import ROUND_FLOOR, Decimal
from typing import Final

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.decisions.enums import HitPolicy
from motcua.capabilities.decisions.queries import Facts, Hit, Table, Tables
from motcua.domain.procedures.enums import Relief, ReliefGroup
from motcua.domain.procedures.queries.fee_facts import answer_name, case_name, group_name
from motcua.domain.procedures.rules import fees
from motcua.domain.procedures.rules.fees import Charge, Line, Lot, Situation
from motcua.domain.procedures.rules.record import Fee, Record
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel.money import Dong

AMOUNT: Final = "amount"
RELIEF: Final = "relief"
REASON: Final = "reason"
REASON_EN: Final = "reason_en"
BASIS: Final = "basis"
"""What a row of a fee's table answers: đồng, exempt or reduced, why, under which article."""


class FeeUndecided(LookupError):
    """A fee's table says nothing for the case: a defect that is found before publication."""


def find_tables(version: Version) -> Tables | None:
    """Return the fee tables of a version. One query the first time, then none."""
    definition_id = version.fee_definition_id
    return decisions.get_tables(definition_id) if definition_id is not None else None


def list_charges(version: Version, situation: Situation) -> tuple[Charge, ...]:
    """Return what is asked for in this situation, each with why it is less than usual or nothing.

    :raises FeeUndecided: if a table has no row for it, as while a form is not filled in yet
    """
    channel = version.find_channel(situation.channel)
    if channel is None:
        return ()
    tables = find_tables(version)
    return fees.for_each_lot(channel, situation, decide=decider(tables, version, situation))


def decider(tables: Tables | None, record: Record, situation: Situation) -> fees.Decide:
    """Return how fees with a table of their own are decided in this situation."""
    known = to_facts(record, situation)

    def decide(fee: Fee, lot: Lot) -> list[Line] | None:
        table = tables.find(fee.code) if tables else None
        if table is None:
            return None
        quantities = {"copies": Decimal(lot.copies), "pages": Decimal(lot.pages)}
        return list_lines(table, {**known, **quantities})

    return decide


def to_facts(record: Record, situation: Situation) -> dict[str, decisions.Value]:
    """Return a situation as tables ask for it."""
    return {
        "channel": situation.channel.value,
        "age": None if situation.age is None else Decimal(situation.age),
        **{case_name(case.code): case.code in situation.cases for case in record.cases},
        **{group_name(group): group.value in situation.groups for group in ReliefGroup},
        **{answer_name(name): _value(answer) for name, answer in situation.answers.items()},
    }


def _value(answer: fees.Answer) -> decisions.Value:
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return Decimal(str(answer))
    return answer


def list_lines(table: Table, facts: Facts) -> list[Line]:
    """Return what a fee's table asks for, one line for each row that counts.

    Where rows are added up there is one line, with the sum and the reasons of all.

    :raises FeeUndecided: if no row holds, or one of them gives no amount
    """
    hits = decisions.decide(table, facts)
    if not hits:
        raise FeeUndecided(table.key)
    if table.policy is HitPolicy.SUM:
        amount = _whole(decisions.total(table, hits), table)
        return [Line(row=hits[0].number, amount=amount, reason="; ".join(_notes(hits)))]
    return [_line(table, hit) for hit in hits]


def _notes(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.row.note for hit in hits if hit.row.note]


def _line(table: Table, hit: Hit) -> Line:
    relief = _text(hit, RELIEF)
    return Line(
        row=hit.number,
        amount=_whole(hit.answers.get(AMOUNT), table),
        relief=Relief(relief) if relief in Relief.values else None,
        reason=_text(hit, REASON),
        reason_en=_text(hit, REASON_EN),
        basis=_text(hit, BASIS),
    )


def _whole(amount: decisions.Value, table: Table) -> Dong:
    """Return whole đồng, never below nothing; a fraction is left to the payer."""
    if not isinstance(amount, Decimal):
        raise FeeUndecided(table.key)
    return Dong(max(0, int(amount.to_integral_value(ROUND_FLOOR))))


def _text(hit: Hit, name: str) -> str:
    value = hit.answers.get(name)
    return value if isinstance(value, str) else ""
