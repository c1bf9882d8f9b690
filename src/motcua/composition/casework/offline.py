"""Papers that were received without a line or without power: a number at once, the rest when it is back.

Each slip becomes a sheet of the desk by the same act as papers at the counter (Article 17.1 of Decree
61/2018/NĐ-CP), with the number that the applicant was given and the time at which the papers came.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.composition.casework import attaching, counter, late
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.counter import Who
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.queries import Brought
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Version
from motcua.domain.reserves import actions as reserves
from motcua.domain.reserves import queries as reserve_queries
from motcua.domain.reserves.actions import Timed
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.reserves.models import Slip

MOST_PROCEDURES: Final = 200
"""What a counter may need while the line is gone."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What stands on one slip."""

    slip_id: UUID
    """Made where the slip was written: sent twice, it is taken down once."""
    block_id: UUID
    counter: int
    device: UUID | None
    """The browser that holds the block; None for a pad."""
    code: str
    who: Who
    brought: Brought
    timed: Timed


@dataclass(frozen=True, kw_only=True)
class TakenDown:
    """A slip on record, and what its sheet still needs."""

    slip: Slip
    is_new: bool
    is_finished: bool
    problems: tuple[FieldProblem, ...]


@transaction.atomic
def take_down(written: Written, *, by: Officer, at: datetime) -> TakenDown:
    """Begin the sheet of one slip under its number; a slip that was sent before stays as it is.

    Raises:
        BlockNotFound: if the number is another agency's or another device's.
        NumberTaken, SlipDiffers: if the number or the slip was used otherwise.
        OtherDay, BeforeReserved: if the number cannot have been given out then.
        NotProvided, InvalidInput, PinMalformed, PersonDiffers: as at the counter.
    """
    block = reserves.hold_block(written.block_id, by, device=written.device)
    slip = reserves.find_sent(slip_id=written.slip_id, block=block, counter=written.counter)
    if slip is not None:
        return _tell(slip, by, at=at, is_new=False)
    number = block.number_of(written.counter)
    brought = replace(written.brought, came_at=written.timed.came_at)
    if written.device is not None and not brought.late_reason:
        proof = _(
            "Nhận khi mất mạng tại {name}; phiếu {number} do máy in, giờ theo đồng hồ của máy."
        )
        brought = replace(brought, late_reason=proof.format(name=block.name, number=number))
    draft = counter.begin(
        code=written.code,
        agency_id=block.agency_id,
        way=ChannelKind.COUNTER,
        who=written.who,
        brought=brought,
        reserved_number=number,
        by=by,
        at=at,
    )
    slip = reserves.enter(
        slip_id=written.slip_id, block=block, counter=written.counter, draft_id=draft.pk,
        timed=written.timed, by=by, at=at,
    )  # fmt: skip
    return _tell(slip, by, at=at, is_new=True)


@transaction.atomic
def take_down_from_pad(
    written: Written, *, picture: File | None, by: Officer, at: datetime
) -> TakenDown:
    """Begin the sheet of a slip written by hand, with a picture of it as the proof of its time.

    Raises:
        InvalidInput: if there is no picture.
        FileRefused: if it is no picture.
    """
    if picture is None:
        text = _("Chụp hoặc quét phiếu giấy: người thứ hai xem để xác nhận giờ nhận.")
        raise InvalidInput([FieldProblem(field=late.PICTURE, text=text, code="empty")])
    taken = take_down(written, by=by, at=at)
    late.add_picture(taken.slip.pk, picture, by=by, at=at)
    return taken


def list_procedures(by: Officer, *, on: date) -> list[Version]:
    """Return what the officer's desk takes in for its own agency without a line."""
    found = procedures.find(agency_id=by.agency_id, on=on, size=MOST_PROCEDURES)
    return [
        one.version
        for one in found.items
        if counter.is_taken_on_paper(one.version)
        and one.version.find_channel(ChannelKind.COUNTER) is not None
    ]


def promise(version: Version, agency_id: int, received_at: datetime) -> datetime | None:
    """Return until when what is received at that moment is promised, as acceptance will count it."""
    channel = version.find_channel(ChannelKind.COUNTER)
    if channel is None:
        return None
    calendar = organisations.get_calendar(agency_id)
    return worktime.due_after(calendar, received_at, channel.limit.amount, channel.limit.unit).at


@transaction.atomic
def cancel(*, block_id: UUID, counter: int, reason: str, by: Officer, at: datetime) -> None:
    """Put on record why a number will be no dossier; its sheet goes with it.

    Raises:
        BlockNotFound, WhyNeeded, NumberTaken: as ``reserves.cancel``.
    """
    slip = reserve_queries.find_open_slip(block_id, counter)
    draft = dossiers.lock_draft(slip.draft_id, by) if slip else None
    reserves.cancel(block_id=block_id, counter=counter, reason=reason, by=by, at=at)
    if draft is not None:
        attaching.drop(draft, by=by)


def _tell(slip: Slip, by: Officer, *, at: datetime, is_new: bool) -> TakenDown:
    seen = counter.look(slip.draft_id, by, at=at)
    return TakenDown(
        slip=slip,
        is_new=is_new,
        is_finished=seen.filling.draft.is_finished,
        problems=seen.problems,
    )
