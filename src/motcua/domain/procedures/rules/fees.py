"""What a dossier costs: computed from the published rule or the fee's own table, never typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, assert_never

from motcua.domain.procedures.enums import ChannelKind, FeeUnit, Relief
from motcua.domain.procedures.rules.record import Channel, Described, Fee, Fixed, PerPage
from motcua.foundation.kernel.money import Dong

Answer = str | bool | int | float | None


@dataclass(frozen=True, kw_only=True)
class Lot:
    """So many copies of an original of so many pages."""

    copies: int = 1
    pages: int = 1


ONE: Final = (Lot(),)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that the fees of one dossier follow from."""

    channel: ChannelKind
    cases: frozenset[str] = frozenset()
    lots: tuple[Lot, ...] = ONE
    groups: frozenset[str] = frozenset()
    """The groups with relief that the applicant declares to belong to (``enums.ReliefGroup``)."""
    age: int | None = None
    """Completed years of the applicant."""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one row of a fee's table answers, with the row's number from one."""

    row: int
    amount: Dong
    relief: Relief | None = None
    reason: str = ""
    reason_en: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Charge:
    """An amount asked for, in đồng, with the quantities it was computed from.

    ``line`` says which row of the fee's table decided it, and why it is less than usual or nothing.
    """

    fee: Fee
    amount: Dong
    copies: int
    pages: int
    line: Line | None = None


Decide = Callable[[Fee, Lot], Sequence[Line] | None]
"""What a fee's own table asks for; None if the fee has none."""


def amount_of(rule: Fixed | PerPage | Described, *, copies: int = 1, pages: int = 1) -> Dong:
    """Return the amount in đồng for so many copies of an original of so many pages.

    Raises:
        ValueError: if copies or pages are below 1, or if only words tell the amount
    """
    if copies < 1 or pages < 1:
        raise ValueError("at least one copy of at least one page")
    match rule:
        case Fixed():
            return Dong(rule.amount * (copies if rule.unit == FeeUnit.COPY else 1))
        case PerPage():
            first = min(pages, rule.first_pages)
            one_copy = first * rule.first_amount + (pages - first) * rule.further_amount
            return Dong(min(one_copy, rule.ceiling) * copies)
        case Described():
            raise ValueError("told in words only")
        case _ as unknown:
            assert_never(unknown)


def by_rule(_fee: Fee, _lot: Lot) -> None:
    """Decide nothing: every fee follows its rule in the record."""


def charges(
    channel: Channel,
    *,
    cases: frozenset[str] = frozenset(),
    copies: int = 1,
    pages: int = 1,
    decide: Decide = by_rule,
) -> tuple[Charge, ...]:
    """Return what is asked for in this way of lodging when these cases hold.

    A fee that has a table of its own is decided by it, any other by its rule in the record.
    """
    lot = Lot(copies=copies, pages=pages)
    found: list[Charge] = []
    for fee in channel.fees:
        if fee.case is not None and fee.case not in cases:
            continue
        lines = decide(fee, lot)
        if lines is None:
            amount = amount_of(fee.rule, copies=copies, pages=pages)
            found.append(Charge(fee=fee, amount=amount, copies=copies, pages=pages))
        else:
            found += [
                Charge(fee=fee, amount=line.amount, copies=copies, pages=pages, line=line)
                for line in lines
            ]
    return tuple(found)


def for_each_lot(
    channel: Channel, situation: Situation, *, decide: Decide = by_rule
) -> tuple[Charge, ...]:
    """Return what is asked for all lots together: a fee for a dossier once, the others for each lot."""
    asked = [
        charges(channel, cases=situation.cases, copies=lot.copies, pages=lot.pages, decide=decide)
        for lot in situation.lots
    ]
    found: dict[tuple[str, int], Charge] = {}
    for charge in (charge for lot in asked for charge in lot):
        key = (charge.fee.code, charge.line.row if charge.line else 0)
        earlier = found.get(key)
        if earlier is None:
            found[key] = charge
        elif not _is_for_the_dossier(charge.fee):
            found[key] = _together(earlier, charge)
    return tuple(found.values())


def _is_for_the_dossier(fee: Fee) -> bool:
    return isinstance(fee.rule, Fixed) and fee.rule.unit == FeeUnit.DOSSIER


def _together(one: Charge, other: Charge) -> Charge:
    return Charge(
        fee=one.fee,
        amount=Dong(one.amount + other.amount),
        copies=one.copies + other.copies,
        pages=one.pages + other.pages,
        line=one.line,
    )
