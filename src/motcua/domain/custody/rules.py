"""How papers pass from hand to hand: a table, and what follows from it (Articles 18.2 and 20.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from motcua.domain.custody.enums import Bearer, Blame, Place, Punctuality
from motcua.foundation.kernel.clock import day_in_vietnam


class Deed(Enum):
    """What a hand does with a pack."""

    GIVE = "give"
    TAKE = "take"


PASSAGES: Final[Mapping[tuple[Place, Deed], Place]] = {
    (Place.DESK, Deed.GIVE): Place.TO_HANDLER,
    (Place.TO_HANDLER, Deed.TAKE): Place.HANDLER,
    (Place.HANDLER, Deed.GIVE): Place.TO_DESK,
    (Place.TO_DESK, Deed.TAKE): Place.DESK,
}
"""Each pack is given by one side and taken by the other; from each place there is one way on."""

DESK_ACTS: Final = frozenset({Place.DESK, Place.TO_DESK})
"""Places from which the one-stop desk does the next deed; from the others, who handles the dossier."""


def deed_at(place: Place) -> Deed:
    """Return what is done next with papers at this place."""
    return Deed.GIVE if place in {Place.DESK, Place.HANDLER} else Deed.TAKE


def is_late(place: Place, due_at: datetime | None, now: datetime) -> bool:
    """Say whether papers that should be with who handles them are not (Article 18.2)."""
    return due_at is not None and place in {Place.DESK, Place.TO_HANDLER} and now > due_at


def due_of(
    place: Place, *, transfer_due_at: datetime, promised_at: datetime | None
) -> datetime | None:
    """Return by when the next deed with papers at this place is owed.

    To who handles the dossier: Article 18.2. Back to the desk: the moment promised to the applicant.
    """
    return transfer_due_at if place in {Place.DESK, Place.TO_HANDLER} else promised_at


@dataclass(frozen=True, kw_only=True)
class Amends:
    """What an agency says and does for papers that were lost or spoilt (Articles 21.2 and 21.3)."""

    blame: Blame | None
    who: str
    """The agency, unit or person; of what could not be found out, why not."""
    remedy: str
    cost: int
    """Đồng that having them issued again costs; 0 if nothing."""
    bearer: Bearer | None
    paid_on: date | None
    """When it was paid, or is to be."""


def find_gaps(amends: Amends) -> list[str]:
    """Return what is not said: who did it, what is done, and of a cost who pays it and when."""
    said = {
        "blame": amends.blame is not None,
        "who": bool(amends.who),
        "remedy": bool(amends.remedy),
        "cost": amends.cost >= 0,
        "bearer": amends.cost <= 0 or amends.bearer is not None,
        "paid_on": amends.cost <= 0 or amends.paid_on is not None,
    }
    return [name for name, is_said in said.items() if not is_said]


RESULT: Final = "result"
"""The code under which a loss names the result that the post was to bring."""
_NOT_OURS: Final = frozenset({Blame.POST, Blame.APPLICANT})


def burdens_unduly(amends: Amends, *, is_result: bool) -> bool:
    """Say whether the applicant is to answer or pay for what others lost.

    Papers in the agency's care are never at the applicant's risk (Article 21.2). For a result sent by
    post whoever is at fault pays: the post (Decision 45/2016/QĐ-TTg on public post), or the
    applicant where the fault is the applicant's.
    """
    is_applicants = is_result and amends.blame is Blame.APPLICANT
    accuses = amends.blame is Blame.APPLICANT and not is_result
    charges = amends.cost > 0 and amends.bearer is Bearer.APPLICANT and not is_applicants
    return accuses or charges


def owes_apology(blame: Blame, *, is_result: bool) -> bool:
    """Say whether the answer is an apology: always for papers in the agency's care (Article 21.2)."""
    return not is_result or blame not in _NOT_OURS


class Debt(Enum):
    """What is owed for a loss until it is done."""

    ANSWER = "answer"
    REPLACEMENT = "replacement"
    PAYMENT = "payment"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a loss stands."""

    is_result: bool
    is_found: bool
    """Whether all of it is there again."""
    is_answered: bool
    is_replaced: bool
    cost: int
    bearer: Bearer | None
    is_paid: bool


def list_debts(standing: Standing) -> frozenset[Debt]:
    """Return what is still owed: nothing for what was found again, but the money that was promised."""
    pays = standing.cost > 0 and standing.bearer is not Bearer.APPLICANT
    owed = {
        Debt.ANSWER: not standing.is_found and not standing.is_answered,
        Debt.REPLACEMENT: standing.is_result and not standing.is_found and not standing.is_replaced,
        Debt.PAYMENT: pays and not standing.is_paid,
    }
    return frozenset(debt for debt, is_owed in owed.items() if is_owed)


def punctuality(done_at: datetime, due_at: datetime | None) -> Punctuality | None:
    """Return how a hand-over stands against its moment: before its day, in time on it, or late."""
    if due_at is None:
        return None
    if done_at > due_at:
        return Punctuality.LATE
    if day_in_vietnam(done_at) < day_in_vietnam(due_at):
        return Punctuality.EARLY
    return Punctuality.ON_TIME
