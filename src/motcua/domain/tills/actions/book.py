"""The cash book of a desk: fees in, fees back, into the bank, on to the agencies they are for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.tills import permissions, queries, rules
from motcua.domain.tills.actions.holding import hold_book, hold_drawer
from motcua.domain.tills.actions.shifts import begin
from motcua.domain.tills.enums import Place
from motcua.domain.tills.errors import (
    AlreadyArrived,
    MoreThanInPlace,
    NothingToClose,
    NothingToSettle,
    QuarterNotOver,
    ShiftsStillOpen,
)
from motcua.domain.tills.models import Arrival, Closing, Movement, Settlement, Shift
from motcua.domain.tills.rules import NOTHING_DUE, Quarter
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import NO_MONEY, Dong, format_dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Fee:
    """Money of one line of a dossier's account."""

    dossier: Dossier
    line_id: int
    amount: Dong


def take_fee(
    fee: Fee, *, into: Place, by: Officer, at: datetime, opening: Dong = NO_MONEY
) -> Movement:
    """Write down that a fee came; cash into the officer's drawer, which is opened with the change if it is not.

    The caller's transaction has written the payment down.
    """
    shift = None
    if into is Place.DRAWER:
        hold_drawer(by.post_id)
    hold_book(by.agency_id)
    if into is Place.DRAWER:
        shift = queries.find_open_shift(by.post_id) or begin(opening=opening, by=by, at=at)
    return _move(fee, Place.PAYER, into, by=by, at=at, shift=shift)


def bring_back(fee: Fee, *, cancelled: int, by: Officer, at: datetime) -> Movement | None:
    """Take a cancelled payment out of where it was put; nothing, if it was written before there was a cash book.

    What went into a drawer whose shift is over comes out of the safe, into which the drawer was emptied.

    :param cancelled: the line of the payment
    """
    found = queries.find_taken(cancelled)
    if found is None:
        return None
    shift, source = found.shift, Place(found.target)
    if shift is not None:
        hold_drawer(shift.post_id)
        open_one = queries.find_open_shift(shift.post_id)
        if open_one is None or open_one.pk != shift.pk:
            shift, source = None, Place.SAFE
    hold_book(found.agency_id)
    return _move(fee, source, Place.PAYER, by=by, at=at, shift=shift, agency_id=found.agency_id)


def give_back(fee: Fee, *, out_of: Place, by: Officer, at: datetime) -> Movement:
    """Write down that a fee went back by decision, out of the safe or an account."""
    hold_book(fee.dossier.receiving_agency_id)
    return _move(fee, out_of, Place.PAYER, by=by, at=at, agency_id=fee.dossier.receiving_agency_id)


@transaction.atomic
def deposit(*, amount: Dong, basis: str, by: Officer, at: datetime) -> Movement:
    """Bring cash of the safe to the bank.

    Raises:
        MoreThanInPlace: if there is not so much in the safe.
    """
    hold_book(by.agency_id, alone=True)
    _require_in(Place.SAFE, amount, by)
    return Movement.objects.create(
        agency_id=by.agency_id, source=Place.SAFE, target=Place.BANK, amount=amount, basis=basis,
        post_id=by.post_id, at=at,
    )  # fmt: skip


@transaction.atomic
def close_book(*, by: Officer, at: datetime) -> Closing:
    """Balance the cash book of the officer's desk up to now.

    Raises:
        ShiftsStillOpen: if a drawer was not taken over.
        NothingToClose: if nothing was written since it was balanced.
    """
    hold_book(by.agency_id, alone=True)
    open_ones = queries.list_open_shifts(by.agency_id)
    if open_ones:
        raise ShiftsStillOpen(count=len(open_ones))
    last = queries.find_closing(by.agency_id)
    moved = queries.list_since(by.agency_id, last)
    if not moved:
        raise NothingToClose
    lie = rules.balances((one.move for one in moved), queries.read_balances(last))
    return Closing.objects.create(
        agency_id=by.agency_id, until_id=moved[-1].pk,
        balances={place.value: amount for place, amount in lie.items()},
        closed_by=by.post_id, at=at,
    )  # fmt: skip


@transaction.atomic
def settle(
    *, owner_id: int, quarter: Quarter, source: Place, basis: str, by: Officer, at: datetime
) -> Settlement:
    """Hand on to an agency what the desk holds of its fees up to the end of a quarter (Article 12.9).

    Raises:
        QuarterNotOver: if the quarter goes on.
        NothingToSettle: if nothing is held for this agency.
        MoreThanInPlace: if there is not so much in the place it is paid from.
    """
    hold_book(by.agency_id, alone=True)
    if clock.day_in_vietnam(at) < quarter.following.begins:
        raise QuarterNotOver(begins=f"{quarter.following.begins:%d/%m/%Y}")
    _name, due = queries.dues_of(by.agency_id, quarter).get(owner_id, ("", NOTHING_DUE))
    if due.left <= 0 or owner_id == by.agency_id:
        raise NothingToSettle
    _require_in(source, due.left, by)
    settlement = Settlement.objects.create(
        agency_id=by.agency_id, owner_id=owner_id, year=quarter.year, quarter=quarter.number,
        amount=due.left, source=source, basis=basis, drawn_up_by=by.post_id, at=at,
    )  # fmt: skip
    Movement.objects.create(
        agency_id=by.agency_id, owner_id=owner_id, source=source, target=Place.AGENCY,
        amount=due.left, basis=basis, post_id=by.post_id, at=at,
    )  # fmt: skip
    return settlement


@transaction.atomic
def confirm_arrival(*, settlement_id: int, by: Officer, at: datetime) -> Settlement:
    """Confirm that settled money came to the officer's agency.

    Raises:
        SettlementNotFound: if there is none for it, or the officer does not lead it.
        AlreadyArrived: if a colleague was faster.
    """
    settlement = queries.get_settlement(settlement_id, by)
    permissions.require_receiver(by, settlement)
    _found, is_new = Arrival.objects.get_or_create(
        settlement=settlement, defaults={"confirmed_by": by.post_id, "at": at}
    )
    if not is_new:
        raise AlreadyArrived
    return settlement


def _require_in(place: Place, amount: Dong, by: Officer) -> None:
    lies = queries.lies_at(place, by.agency_id)
    if amount > lies:
        raise MoreThanInPlace(field="amount", place=place.label, lies=format_dong(lies))


def _move(
    fee: Fee, source: Place, target: Place, *, by: Officer, at: datetime,
    shift: Shift | None = None, agency_id: int | None = None,
) -> Movement:  # fmt: skip
    return Movement.objects.create(
        agency_id=agency_id or by.agency_id, owner_id=fee.dossier.agency_id, source=source,
        target=target, amount=fee.amount, shift=shift, dossier=fee.dossier,
        line_id=fee.line_id, post_id=by.post_id, at=at,
    )  # fmt: skip
