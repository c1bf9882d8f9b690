"""Drawers that officers answer for: opened with change, counted, taken over by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.tills import permissions, queries, rules
from motcua.domain.tills.actions.holding import hold_book, hold_drawer
from motcua.domain.tills.enums import Place
from motcua.domain.tills.errors import (
    CountDiffers,
    NothingToCount,
    ShiftAlreadyOpen,
    WhyDifferent,
)
from motcua.domain.tills.models import Count, Movement, Shift, Takeover
from motcua.foundation.kernel.money import Dong, format_dong

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What somebody counted in a drawer."""

    notes: Mapping[int, int]
    """How many of each note, by worth."""
    why: str = ""
    """Why it is not what it should be."""

    @property
    def total(self) -> Dong:
        """What it comes to."""
        return rules.count_notes(self.notes)


@transaction.atomic
def open_shift(*, opening: Dong, by: Officer, at: datetime) -> Shift:
    """Open the officer's drawer with so much change in it.

    Raises:
        ShiftAlreadyOpen: if it is open.
    """
    hold_drawer(by.post_id)
    hold_book(by.agency_id)
    if queries.find_open_shift(by.post_id) is not None:
        raise ShiftAlreadyOpen
    return begin(opening=opening, by=by, at=at)


def begin(*, opening: Dong, by: Officer, at: datetime) -> Shift:
    """Open a drawer that the caller holds together with the cash book."""
    shift = Shift.objects.create(
        agency_id=by.agency_id, post_id=by.post_id, opening=opening, opened_at=at
    )
    if opening:
        Movement.objects.create(
            agency_id=by.agency_id, source=Place.FLOAT, target=Place.DRAWER, amount=opening,
            shift=shift, post_id=by.post_id, at=at,
        )  # fmt: skip
    return shift


@transaction.atomic
def count_drawer(counted: Counted, *, by: Officer, at: datetime) -> Count:
    """Keep what the officer counted in the own drawer; from now on no cash goes into this shift.

    Counted again before somebody took it over, the newer count holds.

    Raises:
        NothingToCount: if the officer has no drawer whose money is not taken over.
        WhyDifferent: if it is not what it should be and nothing explains it.
    """
    hold_drawer(by.post_id)
    shift = queries.find_last_shift(by.post_id)
    if shift is None or shift.is_over:
        raise NothingToCount
    expected = queries.expected_in(shift)
    if counted.total != expected and not counted.why.strip():
        raise WhyDifferent(
            field="why", expected=format_dong(expected), counted=format_dong(counted.total)
        )
    return Count.objects.create(
        shift=shift, notes={str(worth): number for worth, number in counted.notes.items()},
        counted=counted.total, expected=expected, why=counted.why.strip(), at=at,
    )  # fmt: skip


@transaction.atomic
def take_over(*, shift_id: int, counted: Dong, by: Officer, at: datetime) -> Shift:
    """Take the money of a colleague's counted drawer over: both counted the same. It goes into the safe.

    Raises:
        ShiftNotFound: if there is none to take over at the officer's desk.
        OwnShift: if it is the officer's own drawer.
        CountDiffers: if the two did not count the same.
    """
    shift = queries.get_counted_shift(shift_id, by)
    hold_drawer(shift.post_id)
    hold_book(shift.agency_id)
    # The first look was before it was held: what holds now is read again.
    shift = queries.get_counted_shift(shift_id, by)
    permissions.require_other_hand(by, shift)
    count = queries.last_count(shift)
    if count.counted != counted:
        raise CountDiffers(field="counted")
    Takeover.objects.create(
        shift=shift, count=count, given_by=shift.post_id, taken_by=by.post_id, at=at
    )
    emptied = rules.hand_over(
        opening=Dong(shift.opening), expected=Dong(count.expected), counted=Dong(count.counted)
    )
    Movement.objects.bulk_create(
        Movement(
            agency_id=shift.agency_id, source=move.source, target=move.target,
            amount=move.amount, shift=shift, post_id=by.post_id, at=at,
        )
        for move in emptied
    )  # fmt: skip
    return shift
