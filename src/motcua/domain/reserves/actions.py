"""The verbs of reserved numbers, and the only writers of their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import connection, transaction

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.reserves import permissions, queries, rules
from motcua.domain.reserves.enums import BlockKind, FateKind, VerdictKind
from motcua.domain.reserves.errors import (
    AlreadyJudged,
    BlockNotFound,
    NumberTaken,
    SlipDiffers,
    WhyNeeded,
)
from motcua.domain.reserves.models import Block, Fate, Slip, Verdict
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

LONGEST_NAME = 60
LONGEST_REASON = 300


@dataclass(frozen=True, kw_only=True)
class Timed:
    """When something came, and what the clock that says so is worth."""

    came_at: datetime
    written_at: datetime | None = None
    """What the device's own clock said."""
    offset: timedelta | None = None
    """By how much it was behind ours when the two were compared before."""
    drift: timedelta | None = None
    """By how much the comparison at sending differs from that one; None if there were no two."""


@transaction.atomic
def take_block(
    *, on: date, count: int, device: UUID | None, name: str, by: Officer, at: datetime
) -> Block:
    """Keep numbers of the day for one counter: the day's count steps over them at once (Article 17.3).

    :param device: the browser that will hold them; None for a pad of paper slips

    Raises:
        SizeRefused: if none or too many are wanted.
        DayRefused: if the day is too long ago or too far ahead.
        WhyNeeded: if nobody says what the counter or the pad is called.
    """
    rules.require_size(count)
    rules.require_day(on, today=clock.day_in_vietnam(at))
    if not name.strip():
        raise WhyNeeded(field="name")
    kept = dossiers.reserve_numbers(agency_id=by.agency_id, on=on, count=count)
    block = Block(
        id=uuid4(), agency_id=by.agency_id, received_on=on,
        kind=BlockKind.PAD if device is None else BlockKind.DEVICE, device=device,
        name=name.strip()[:LONGEST_NAME], first=kept.first, numbers=list(kept.numbers),
        taken_by=by.post_id, taken_at=at,
    )  # fmt: skip
    block.save(force_insert=True)
    return block


def hold_block(block_id: UUID, by: Officer, *, device: UUID | None = None) -> Block:
    """Return the agency's block, locked until the transaction ends.

    Raises:
        BlockNotFound: if there is none, or it is another agency's or another device's.
    """
    _lock(block_id)
    block = queries.get_block(block_id, by)
    if block.device != device:
        raise BlockNotFound
    return block


def find_sent(*, slip_id: UUID, block: Block, counter: int) -> Slip | None:
    """Return the slip if it was sent before: sending again changes nothing.

    Raises:
        SlipDiffers: if it was sent before with another number.
        NumberTaken: if the number has another slip, or was cancelled or returned.
    """
    slip = queries.find_slip(slip_id)
    if slip is not None:
        if (slip.block_id, slip.counter) != (block.pk, counter):
            raise SlipDiffers(number=slip.number)
        cancelled = Fate.objects.filter(block=block, counter=counter, kind=FateKind.CANCELLED)
        if cancelled.exists():
            raise NumberTaken(number=slip.number, fate=FateKind.CANCELLED.label.lower())
        return slip
    _require_free(block, [counter])
    return None


def enter(
    *, slip_id: UUID, block: Block, counter: int, draft_id: UUID, timed: Timed, by: Officer,
    at: datetime,
) -> Slip:  # fmt: skip
    """Put on record that the number was given out, when, and on which sheet the rest stands.

    The block is held, and ``find_sent`` has found nothing.

    Raises:
        OtherDay, BeforeReserved: if the number cannot have been given out then.
    """
    kind = BlockKind(block.kind)
    rules.require_moment(timed.came_at, on=block.received_on, kind=kind, taken_at=block.taken_at)
    slip = Slip(
        id=slip_id, block=block, counter=counter, draft_id=draft_id, came_at=timed.came_at,
        written_at=timed.written_at, offset_ms=_milliseconds(timed.offset),
        drift_ms=_milliseconds(timed.drift),
        needs_second=rules.needs_second(
            kind=kind, came_at=timed.came_at, recorded_at=at, drift=timed.drift
        ),
        entered_by=by.post_id, entered_person=by.person_id, entered_at=at,
    )  # fmt: skip
    slip.save(force_insert=True)
    return slip


def enter_late(
    *, draft_id: UUID, came_at: datetime, is_pictured: bool, by: Officer, at: datetime
) -> Slip:
    """Put on record that a counter says its papers came on an earlier day: a second person is asked."""
    slip = Slip(
        id=draft_id, agency_id=by.agency_id, draft_id=draft_id, came_at=came_at,
        is_pictured=is_pictured, needs_second=True, entered_by=by.post_id,
        entered_person=by.person_id, entered_at=at,
    )  # fmt: skip
    slip.save(force_insert=True)
    return slip


def hold_sheet_of(draft_id: UUID) -> None:
    """Let one at a time take a sheet in and say whether its time is right, until the transaction ends."""
    _lock(f"sheet {draft_id}")


@transaction.atomic
def judge(*, slip_id: UUID, kind: VerdictKind, reason: str, by: Officer, at: datetime) -> Slip:
    """Say as a second person whether the papers came when the slip says.

    Raises:
        SlipNotFound: if there is none, or it is another agency's.
        OwnSlip: to who wrote it.
        WhyNeeded: if it is contested without a reason.
        AlreadyJudged: if a colleague was faster.
    """
    slip = queries.get_slip(slip_id, by)
    hold_sheet_of(slip.draft_id)
    permissions.require_second(by, slip)
    if kind is VerdictKind.CONTESTED and not reason.strip():
        raise WhyNeeded(field="reason")
    # Two at once find one outcome: a slip has one verdict.
    _found, is_new = Verdict.objects.get_or_create(
        slip=slip,
        defaults={
            "kind": kind, "reason": reason.strip()[:LONGEST_REASON], "by_person": by.person_id,
            "entered_person": slip.entered_person, "by_post": by.post_id, "at": at,
        },
    )  # fmt: skip
    if not is_new:
        raise AlreadyJudged
    return slip


def use(slip: Slip, dossier: Dossier, *, by: Officer, at: datetime) -> None:
    """Put on record for which dossier the number was used.

    Raises:
        NumberTaken: if it was cancelled meanwhile.
    """
    assert slip.block is not None
    assert slip.counter is not None
    _lock(slip.block.pk)
    _require_open(slip.block, [slip.counter])
    Fate.objects.create(
        block=slip.block, counter=slip.counter, kind=FateKind.USED, dossier=dossier,
        by=by.post_id, at=at,
    )  # fmt: skip


@transaction.atomic
def cancel(*, block_id: UUID, counter: int, reason: str, by: Officer, at: datetime) -> None:
    """Put on record why a number will never be a dossier.

    Raises:
        BlockNotFound: if there is no such number, or it is another agency's.
        WhyNeeded: if no reason is given.
        NumberTaken: if it has come to its end.
    """
    block = hold_any(block_id, by)
    if counter not in block.counters:
        raise BlockNotFound
    if not reason.strip():
        raise WhyNeeded(field="reason")
    _require_open(block, [counter])
    _end(block, [counter], FateKind.CANCELLED, reason, by=by, at=at)


@transaction.atomic
def give_back(*, block_id: UUID, reason: str, by: Officer, at: datetime) -> int:
    """Put on record that nobody was given the rest of the numbers, and why; return how many.

    Raises:
        BlockNotFound: if there is none, or it is another agency's.
        WhyNeeded: if no reason is given.
    """
    block = hold_any(block_id, by)
    if not reason.strip():
        raise WhyNeeded(field="reason")
    (accounted,) = queries.account([block])
    free = [one.counter for one in accounted.numbers if one.is_free]
    _end(block, free, FateKind.RETURNED, reason, by=by, at=at)
    return len(free)


def hold_any(block_id: UUID, by: Officer) -> Block:
    """Return the agency's block, of whatever device, locked until the transaction ends."""
    return hold_block(block_id, by, device=queries.get_block(block_id, by).device)


def _lock(key: object) -> None:
    """Let one at a time say what becomes of a block's numbers: its rows are never changed, so none is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reserves {key}"])


def _end(
    block: Block, counters: Sequence[int], kind: FateKind, reason: str, *, by: Officer, at: datetime
) -> None:
    Fate.objects.bulk_create(
        Fate(block=block, counter=counter, kind=kind, reason=reason.strip()[:LONGEST_REASON],
             by=by.post_id, at=at)
        for counter in counters
    )  # fmt: skip


def _require_open(block: Block, counters: Sequence[int]) -> None:
    fate = Fate.objects.filter(block=block, counter__in=counters).first()
    if fate is not None:
        raise NumberTaken(
            number=block.number_of(fate.counter), fate=FateKind(fate.kind).label.lower()
        )


def _require_free(block: Block, counters: Sequence[int]) -> None:
    if any(one not in block.counters for one in counters):
        raise BlockNotFound
    _require_open(block, counters)
    slip = Slip.objects.filter(block=block, counter__in=counters).first()
    if slip is not None and slip.counter is not None:
        # Two tabs of one device, or a device restored from an old copy: the first to arrive has it.
        raise NumberTaken(number=block.number_of(slip.counter), fate=FateKind.USED.label.lower())


def _milliseconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds() * 1000)
