"""The account of a dossier: a pure function of its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.domain.dues.enums import LineKind, Standing, Way
from motcua.foundation.kernel.money import NO_MONEY, Dong

PROVED: Final = frozenset(Way) - {Way.CASH}
"""Who does not pay at the desk shows a document for it (Article 22.3)."""
LARGEST: Final = Dong(10_000_000_000)
"""A slip of the hand, not a fee: more is refused before it is written."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the account, as far as counting needs it."""

    key: int
    kind: LineKind
    amount: Dong
    cancels: int | None = None
    """The line that this one cancels."""


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What was asked for, what came, what went back, in đồng; what was cancelled counts nowhere."""

    asked: Dong = NO_MONEY
    paid: Dong = NO_MONEY
    returned: Dong = NO_MONEY
    is_charged: bool = False
    """Whether anything was asked for at all, be it nothing because the applicant is exempt."""

    @property
    def kept(self) -> Dong:
        """What the agency holds."""
        return Dong(self.paid - self.returned)

    @property
    def owed(self) -> Dong:
        """What the applicant has still to pay."""
        return Dong(max(0, self.asked - self.kept))

    @property
    def to_return(self) -> Dong:
        """What the agency holds and nobody owes it."""
        return Dong(max(0, self.kept - self.asked))

    @property
    def standing(self) -> Standing:
        """How the account stands."""
        if self.owed:
            return Standing.DUE
        if self.to_return:
            return Standing.TO_RETURN
        if self.kept:
            return Standing.PAID
        if self.returned:
            return Standing.RETURNED
        return Standing.EXEMPT if self.is_charged else Standing.NONE


NO_ACCOUNT: Final = Balance()


def balance(entries: Iterable[Entry]) -> Balance:
    """Return how an account stands after these lines, in any order."""
    lines = list(entries)
    gone = {line.cancels for line in lines if line.kind is LineKind.CANCEL}
    live = [line for line in lines if line.key not in gone and line.kind is not LineKind.CANCEL]
    return Balance(
        asked=_sum(live, LineKind.CHARGE),
        paid=_sum(live, LineKind.PAYMENT),
        returned=_sum(live, LineKind.REFUND),
        is_charged=any(line.kind is LineKind.CHARGE for line in live),
    )


def moved(line: Entry, cancelled: Entry | None) -> int:
    """Return by how much a line changes what the desk holds, in đồng: money that came, went, or never came.

    Over all lines of an account this is what the agency holds, however many days they are spread over: what
    a payment brought on one day its cancelling takes away on its own.
    """
    match line.kind:
        case LineKind.PAYMENT:
            return line.amount
        case LineKind.REFUND:
            return -line.amount
        case LineKind.CANCEL if cancelled is not None and cancelled.kind is LineKind.PAYMENT:
            return -cancelled.amount
        case _:
            return 0


def _sum(lines: Sequence[Entry], kind: LineKind) -> Dong:
    return Dong(sum(line.amount for line in lines if line.kind is kind))
