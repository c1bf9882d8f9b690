"""Which rows of a table hold for facts, and what they answer."""

from dataclasses import dataclass
from decimal import Decimal

from motcua.capabilities.decisions.enums import HitPolicy
from motcua.capabilities.decisions.rules import terms
from motcua.capabilities.decisions.rules.cells import Value
from motcua.capabilities.decisions.rules.model import Facts, Row, Table


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A row that counts, by its number from one, with its answers by column."""

    number: int
    row: Row
    answers: dict[str, Value]


class Ambiguous(ValueError):
    """A table that allows one row has several that hold: a defect that checking finds beforehand."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers
        super().__init__(f"rows {numbers}")


def decide(table: Table, facts: Facts) -> tuple[Hit, ...]:
    """Return the rows that count for these facts, by the table's hit policy.

    Raises:
        Ambiguous: if only one may hold and several do.
    """
    hits: list[Hit] = []
    for number, row in enumerate(table.rows, start=1):
        if not holds(table, row, facts):
            continue
        answers = {
            column.name: terms.evaluate(term, facts)
            for column, term in zip(table.answers, row.terms, strict=True)
        }
        hits.append(Hit(number=number, row=row, answers=answers))
        if table.policy is HitPolicy.FIRST:
            break
    if table.policy is HitPolicy.UNIQUE and len(hits) > 1:
        raise Ambiguous([hit.number for hit in hits])
    return tuple(hits)


def total(table: Table, hits: tuple[Hit, ...]) -> Decimal | None:
    """Return the sum of the one answer over the rows that count; None if a part is unknown."""
    (column,) = table.answers
    parts = [hit.answers[column.name] for hit in hits]
    numbers = [part for part in parts if isinstance(part, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(parts) else None


def holds(table: Table, row: Row, facts: Facts) -> bool:
    """Say whether all cells of a row hold."""
    return all(
        cell.holds(facts.get(column.name))
        for column, cell in zip(table.asks, row.cells, strict=True)
    )
