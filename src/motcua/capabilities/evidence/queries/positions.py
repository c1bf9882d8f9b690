"""The one order of all entries."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from motcua.capabilities.evidence.models import Position
from motcua.foundation.kernel.subjects import Subject


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


def iterate(kind: str, *, after: int = 0) -> Iterator[Sequenced]:
    """Yield the sequenced entries of one kind of subject behind a position, in order."""
    rows = Position.objects.filter(subject_kind=kind, position__gt=after).order_by("position")
    values = rows.values_list("position", "subject_key", "seq", "hash")
    for position, key, seq, entry_hash in values.iterator(chunk_size=5000):
        yield Sequenced(position=position, key=key, seq=seq, hash=bytes(entry_hash))


def list_of(subject: Subject) -> list[Position]:
    """Return the positions of one subject's entries, by their number. One query."""
    rows = Position.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return list(rows.order_by("seq"))


def list_last(kind: str, keys: list[str]) -> dict[str, int]:
    """Return how many entries of these subjects have positions, by their key. One query."""
    rows = Position.objects.filter(subject_kind=kind, subject_key__in=keys)
    return dict(rows.values_list("subject_key").annotate(last=Max("seq")).order_by("subject_key"))


def list_changed(kind: str, *, after: int, limit: int) -> tuple[frozenset[str], int]:
    """Return which subjects of a kind have entries after a position, and the last one looked at. One query.

    Positions have no gap and are given one at a time: who goes on from the last misses none.
    """
    rows = Position.objects.filter(position__gt=after).order_by("position")
    found = list(rows.values_list("position", "subject_kind", "subject_key")[:limit])
    last = found[-1][0] if found else after
    return frozenset(key for _position, of, key in found if of == kind), last
