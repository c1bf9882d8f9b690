"""Each question asked of reserved numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, Q

from motcua.domain.reserves import rules
from motcua.domain.reserves.enums import BlockKind, FateKind
from motcua.domain.reserves.errors import BlockNotFound, SlipNotFound
from motcua.domain.reserves.models import Block, Fate, Slip, subject_of
from motcua.domain.reserves.rules import DAYS_AHEAD, DAYS_BACK, MOST, Sum

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

__all__ = ["DAYS_AHEAD", "DAYS_BACK", "MOST", "Sum", "subject_of"]  # part of this context's face


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of a block: the slip on which it was given out and its end, as far as there are any."""

    counter: int
    text: str
    slip: Slip | None
    fate: Fate | None

    @property
    def is_free(self) -> bool:
        """Whether nobody was given it yet."""
        return self.slip is None and self.fate is None


@dataclass(frozen=True, kw_only=True)
class Accounted:
    """A block with the account of all its numbers."""

    block: Block
    numbers: tuple[Number, ...]
    sum: Sum


def get_block(block_id: UUID, by: Officer) -> Block:
    """Return the block of the officer's agency. One query.

    Raises:
        BlockNotFound: if there is none, or it is another agency's.
    """
    block = Block.objects.filter(pk=block_id, agency_id=by.agency_id).first()
    if block is None:
        raise BlockNotFound
    return block


def get_slip(slip_id: UUID, by: Officer) -> Slip:
    """Return the slip of the officer's agency. One query.

    Raises:
        SlipNotFound: if there is none, or it is another agency's.
    """
    rows = Slip.objects.select_related("block", "verdict")
    slip = rows.filter(_of(by), pk=slip_id).first()
    if slip is None:
        raise SlipNotFound
    return slip


def find_slip(slip_id: UUID) -> Slip | None:
    """Return the slip that was written under that id, if it has arrived. One query."""
    return Slip.objects.select_related("block").filter(pk=slip_id).first()


def find_open_slip(block_id: UUID, counter: int) -> Slip | None:
    """Return the slip with which the number was given out, if it has not come to its end. One query."""
    ended = Fate.objects.filter(block_id=block_id, counter=counter)
    rows = Slip.objects.filter(block_id=block_id, counter=counter)
    return rows.filter(~Exists(ended)).first()


def find_by_draft(draft_id: UUID) -> Slip | None:
    """Return the slip whose sheet this is, if the papers came before they were written down. One query."""
    return Slip.objects.select_related("block", "verdict").filter(draft_id=draft_id).first()


def list_blocks(by: Officer, *, since: date) -> list[Accounted]:
    """Return the agency's blocks from that day on with their accounts, the newest first. Three queries."""
    blocks = Block.objects.filter(agency_id=by.agency_id, received_on__gte=since)
    return account(list(blocks.order_by("-received_on", "-first")))


def list_for_device(device: UUID, by: Officer, *, since: date) -> list[Accounted]:
    """Return the blocks that this device holds from that day on. Three queries."""
    blocks = Block.objects.filter(
        agency_id=by.agency_id, device=device, kind=BlockKind.DEVICE, received_on__gte=since
    )
    return account(list(blocks.order_by("received_on", "first")))


def list_unconfirmed(by: Officer) -> list[Slip]:
    """Return the slips whose time waits for a second person, the oldest first. One query."""
    ended = Fate.objects.filter(block__agency_id=by.agency_id).exclude(kind=FateKind.USED)
    rows = Slip.objects.select_related("block", "verdict").filter(
        _of(by), needs_second=True, verdict__isnull=True
    )
    gone = set(ended.values_list("block_id", "counter"))
    return [
        one for one in rows.order_by("came_at", "pk") if (one.block_id, one.counter) not in gone
    ]


def _of(by: Officer) -> Q:
    """Return that a slip is of the officer's agency: its block is, or its desk wrote it down late."""
    return Q(block__agency_id=by.agency_id) | Q(agency_id=by.agency_id)


def account(blocks: Sequence[Block]) -> list[Accounted]:
    """Return these blocks with what became of each number. Two queries for any number of them."""
    slips: dict[UUID, dict[int, Slip]] = defaultdict(dict)
    fates: dict[UUID, dict[int, Fate]] = defaultdict(dict)
    keys = [block.pk for block in blocks]
    for slip in Slip.objects.select_related("verdict").filter(block_id__in=keys):
        assert slip.block_id is not None
        assert slip.counter is not None
        slips[slip.block_id][slip.counter] = slip
    for fate in Fate.objects.select_related("dossier").filter(block_id__in=keys):
        fates[fate.block_id][fate.counter] = fate
    return [_account(block, slips[block.pk], fates[block.pk]) for block in blocks]


def _account(block: Block, slips: dict[int, Slip], fates: dict[int, Fate]) -> Accounted:
    ends = {counter: FateKind(fate.kind) for counter, fate in fates.items()}
    return Accounted(
        block=block,
        numbers=tuple(
            Number(counter=counter, text=text, slip=slips.get(counter), fate=fates.get(counter))
            for counter, text in block.pairs()
        ),
        sum=rules.sum_up(block.counters, fates=ends, held=slips.keys()),
    )
