"""The sequencer and the maker of checkpoints."""

from datetime import UTC, datetime

from django.db import connection, transaction

from motcua.capabilities.evidence import queries, rules
from motcua.capabilities.evidence.models import Checkpoint, Position
from motcua.foundation.kernel import chain
from motcua.foundation.kernel.subjects import Subject

_LOCK = 0x4D43_0001
"""One sequencer at a time in the whole installation (advisory lock number)."""


@transaction.atomic
def sequence(*, subject: Subject, seq: int, entry_hash: bytes, at: datetime) -> int:
    """Give a committed log entry the next global position and return it."""
    _lock()
    position = queries.last_position() + 1
    Position.objects.create(
        position=position,
        subject_kind=subject.kind,
        subject_key=subject.key,
        seq=seq,
        hash=entry_hash,
        sequenced_at=at,
    )
    return position


@transaction.atomic
def make_checkpoint(*, at: datetime) -> Checkpoint | None:
    """Close the positions since the last checkpoint under a Merkle root; None if there are none."""
    _lock()
    before = Checkpoint.objects.order_by("-number").first()
    first = before.last_position + 1 if before else 1
    leaves = [
        bytes(leaf)
        for leaf in Position.objects.filter(position__gte=first)
        .order_by("position")
        .values_list("hash", flat=True)
    ]
    if not leaves:
        return None
    previous_hash = bytes(before.hash) if before else chain.GENESIS
    checkpoint = Checkpoint(
        number=before.number + 1 if before else 1,
        first_position=first,
        last_position=first + len(leaves) - 1,
        root=rules.merkle_root(leaves),
        previous_hash=previous_hash,
        made_at=at.astimezone(UTC),
    )
    checkpoint.hash = chain.link(previous_hash, queries.checkpoint_content(checkpoint))
    checkpoint.save(force_insert=True)
    return checkpoint


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
