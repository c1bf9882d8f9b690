"""Papers that were received without a line or without power: a number at once, the rest when it is back.

Each slip becomes a sheet of the desk by the same act as papers at the counter (Article 17.1 of Decree
61/2018/NĐ-CP), with the number that the applicant was given and the time at which the papers came. What was
declared meanwhile fills the sheet; a sheet that lacks nothing is taken in with one press.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.composition.casework import attaching, counter, declaring, late
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.counter import Who
from motcua.composition.casework.counter import Written as SeenSheet
from motcua.composition.casework.declaring import Declared, Left
from motcua.composition.casework.errors import NotProvided
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.queries import Brought
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Version
from motcua.domain.reserves import actions as reserves
from motcua.domain.reserves import queries as reserve_queries
from motcua.domain.reserves.actions import Timed
from motcua.domain.reserves.errors import SlipNotFound
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
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
    declared: Declared | None = None
    """The declaration, as far as it was asked for without a line."""


@dataclass(frozen=True, kw_only=True)
class TakenDown:
    """A slip on record, and what its sheet still needs."""

    slip: Slip
    is_new: bool
    dossier: Dossier | None
    """What it became, once an officer has answered."""
    problems: tuple[FieldProblem, ...]
    left: tuple[Left, ...]
    """What was declared and stands in no box of the sheet."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to look at before it is taken in."""
        return self.dossier is None and not self.problems and not self.left


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
        return _tell(slip, counter.look(slip.draft_id, by, at=at), is_new=False)
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
    if written.declared is not None:
        declaring.write_down(draft, written.declared, by=by, at=at)
    return _tell(slip, counter.look(slip.draft_id, by, at=at), is_new=True)


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


def look(draft_id: UUID, by: Officer, *, at: datetime) -> TakenDown:
    """Return the slip whose sheet this is, and what the sheet still needs. Four to six queries.

    Raises:
        DraftNotFound: if there is no such sheet, or it is another desk's.
        SlipNotFound: if no slip began it.
    """
    # The sheet first: whoever may not see it hears nothing of its slip.
    seen = counter.look(draft_id, by, at=at)
    slip = reserve_queries.find_by_draft(draft_id)
    if slip is None:
        raise SlipNotFound
    return _tell(slip, seen, is_new=False)


def take_in(draft_id: UUID, *, by: Officer, at: datetime) -> TakenDown:
    """Take in what a slip began, if nobody has to look at its sheet first; pressed twice, it is taken in once.

    Raises:
        DraftNotFound, SlipNotFound: as ``look``.
        InvalidInput: naming everything that somebody has to look at.
    """
    seen = look(draft_id, by, at=at)
    if seen.dossier is not None:
        return seen
    if seen.left:
        text = _("Có câu trả lời không vừa biểu mẫu hiện hành. Mở tờ khai, xem rồi tiếp nhận.")
        raise InvalidInput([FieldProblem(field=declaring.BESIDE, text=text, code="left")])
    return replace(seen, dossier=counter.take_in(draft_id=draft_id, by=by, at=at), problems=())


def list_procedures(by: Officer, *, on: date) -> list[Version]:
    """Return what the officer's desk takes in for its own agency without a line."""
    found = procedures.find(agency_id=by.agency_id, on=on, size=MOST_PROCEDURES)
    return [
        one.version
        for one in found.items
        if counter.is_taken_on_paper(one.version)
        and one.version.find_channel(ChannelKind.COUNTER) is not None
    ]


def get_procedure(code: str, *, on: date) -> Version:
    """Return a procedure that a desk takes in without a line.

    Raises:
        ProcedureNotFound: if there is none of that code.
        NotProvided: if it is not taken in on paper.
    """
    version = procedures.get_by_code(code, on=on)
    if not counter.is_taken_on_paper(version):
        raise NotProvided(field="code")
    return version


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


def _tell(slip: Slip, seen: SeenSheet, *, is_new: bool) -> TakenDown:
    draft = seen.filling.draft
    return TakenDown(
        slip=slip,
        is_new=is_new,
        dossier=counter.became(draft) if draft.is_finished else None,
        problems=() if draft.is_finished else seen.problems,
        left=() if draft.is_finished else tuple(declaring.list_left(seen.filling.facts)),
    )
