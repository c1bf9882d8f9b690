"""What a dossier costs: computed from the published rule, never typed."""

from dataclasses import dataclass
from typing import assert_never

from motcua.domain.procedures.enums import FeeUnit
from motcua.domain.procedures.rules.record import Channel, Described, Fee, Fixed, PerPage
from motcua.foundation.kernel.money import Dong


@dataclass(frozen=True, kw_only=True)
class Charge:
    """An amount asked for, in đồng, with the quantities it was computed from."""

    fee: Fee
    amount: Dong
    copies: int
    pages: int


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


def charges(
    channel: Channel, *, cases: frozenset[str] = frozenset(), copies: int = 1, pages: int = 1
) -> tuple[Charge, ...]:
    """Return what is asked for in this way of lodging when these cases hold."""
    return tuple(
        Charge(
            fee=fee,
            amount=amount_of(fee.rule, copies=copies, pages=pages),
            copies=copies,
            pages=pages,
        )
        for fee in channel.fees
        if fee.case is None or fee.case in cases
    )
