"""Reading and proving positions and checkpoints."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db.models import Max

from motcua.capabilities.evidence import rules
from motcua.capabilities.evidence.models import Checkpoint, Position
from motcua.foundation.kernel import chain


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A place where positions or checkpoints do not hold."""

    where: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Sequenced:
    """One entry as the sequencer saw it."""

    position: int
    key: str
    seq: int
    hash: bytes


def last_position() -> int:
    """Return the highest position given, 0 before the first."""
    return Position.objects.aggregate(last=Max("position"))["last"] or 0


def count_checkpoints() -> int:
    """Return how many checkpoints there are."""
    return Checkpoint.objects.count()


def iterate(kind: str) -> Iterator[Sequenced]:
    """Yield the sequenced entries of one kind of subject, in order."""
    rows = Position.objects.filter(subject_kind=kind).order_by("position")
    for row in rows.iterator(chunk_size=2000):
        yield Sequenced(
            position=row.position, key=row.subject_key, seq=row.seq, hash=bytes(row.hash)
        )


def list_changed(kind: str, *, after: int, limit: int) -> tuple[frozenset[str], int]:
    """Return which subjects of a kind have entries after a position, and the last one looked at. One query.

    Positions have no gap and are given one at a time: who goes on from the last misses none.
    """
    rows = Position.objects.filter(position__gt=after).order_by("position")
    found = list(rows.values_list("position", "subject_kind", "subject_key")[:limit])
    last = found[-1][0] if found else after
    return frozenset(key for _position, of, key in found if of == kind), last


def checkpoint_content(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return what a checkpoint's hash binds."""
    return {
        "number": checkpoint.number,
        "first": checkpoint.first_position,
        "last": checkpoint.last_position,
        "root": bytes(checkpoint.root).hex(),
        "made_at": checkpoint.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def verify() -> Iterator[Broken]:
    """Recompute positions and checkpoints; yield the first broken place of each."""
    yield from _verify_positions()
    yield from _verify_checkpoints()


def _verify_positions() -> Iterator[Broken]:
    expected = 1
    rows = Position.objects.order_by("position").values_list("position", flat=True)
    for position in rows.iterator(chunk_size=5000):
        if position != expected:
            yield Broken(where=f"position {expected}", why="the position is missing")
            return
        expected += 1


def _verify_checkpoints() -> Iterator[Broken]:
    previous_hash, next_position = chain.GENESIS, 1
    for checkpoint in Checkpoint.objects.order_by("number"):
        why = _fault(checkpoint, previous_hash, next_position)
        if why:
            yield Broken(where=f"checkpoint {checkpoint.number}", why=why)
            return
        previous_hash, next_position = bytes(checkpoint.hash), checkpoint.last_position + 1


def _fault(checkpoint: Checkpoint, previous_hash: bytes, next_position: int) -> str:
    if checkpoint.first_position != next_position:
        return "it does not follow the checkpoint before"
    if bytes(checkpoint.previous_hash) != previous_hash:
        return "the link to the checkpoint before does not hold"
    leaves = [
        bytes(leaf)
        for leaf in Position.objects.filter(
            position__range=(checkpoint.first_position, checkpoint.last_position)
        )
        .order_by("position")
        .values_list("hash", flat=True)
    ]
    if rules.merkle_root(leaves) != bytes(checkpoint.root):
        return "the entries below it are not those it was made over"
    if chain.link(previous_hash, checkpoint_content(checkpoint)) != bytes(checkpoint.hash):
        return "its content does not match its hash"
    return ""
