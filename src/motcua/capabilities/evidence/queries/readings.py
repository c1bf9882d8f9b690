"""Readings of personal data in their batches: what is closed, and whether each is still what it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max, Sum

from motcua.capabilities.evidence import rules
from motcua.capabilities.evidence.models import ReadingBatch
from motcua.capabilities.evidence.queries.positions import iterate
from motcua.capabilities.evidence.queries.verifying import Broken
from motcua.capabilities.evidence.rules import Kept
from motcua.foundation.kernel import audit

READINGS: Final = "readings"
"""The kind of subject under which batches are given positions."""


@dataclass(frozen=True, kw_only=True)
class Closed:
    """How far readings are closed."""

    batches: int
    until: datetime | None


def find_closed() -> Closed:
    """Return how far readings are closed. One query."""
    last = ReadingBatch.objects.aggregate(number=Max("number"), until=Max("until"))
    return Closed(batches=last["number"] or 0, until=last["until"])


def count_readings(*, after: int = 0) -> int:
    """Return how many readings stand in batches that were placed behind a position. At most two queries."""
    found = ReadingBatch.objects.all()
    if after:
        found = found.filter(number__in=[int(one.key) for one in iterate(READINGS, after=after)])
    return found.aggregate(all=Sum("count"))["all"] or 0


def verify_readings(*, after: int = 0) -> Iterator[Broken]:
    """Compare each batch with its position, and each reading with its batch; name the batch and the reading.

    :param after: a position: batches that were placed before it are not read again
    """
    placed = {int(one.key): one.hash for one in iterate(READINGS, after=after)}
    if after and not placed:
        return
    walk = _Walk(placed, first=min(placed) if after else 1)
    yield from walk.verify_batches()
    yield from walk.verify_rows()


class _Walk:
    """One walk over the batches from a number on, then over the readings that they are of."""

    def __init__(self, placed: dict[int, bytes], *, first: int) -> None:
        self._placed = placed
        self._first = first
        self._whole: set[int] = set()
        """Batches that are what was placed."""
        self._are_all_whole = True

    def verify_batches(self) -> Iterator[Broken]:
        """Yield what batch is missing, another than was placed, or never was."""
        missing = set(self._placed)
        for batch in self._iterate():
            missing.discard(batch.number)
            found = rules.batch_hash(batch.number, batch.until, bytes(batch.rows))
            if batch.number not in self._placed:
                yield self._broken(batch.number, "it was given no position")
            elif not found == bytes(batch.hash) == self._placed[batch.number]:
                yield self._broken(batch.number, "it is not what was closed")
            else:
                self._whole.add(batch.number)
                if batch.count != sum(1 for _one in rules.unpack(bytes(batch.rows))):
                    yield self._broken(
                        batch.number, "it says another number of readings than it keeps"
                    )
        for number in sorted(missing):
            yield self._broken(number, "it is missing")

    def verify_rows(self) -> Iterator[Broken]:
        """Yield what reading is missing, another than it was, or was slipped in once all were closed."""
        closed = find_closed().until
        if closed is None:
            return
        before = ReadingBatch.objects.filter(number__lt=self._first)
        stored = audit.iterate_stored(
            since=before.aggregate(until=Max("until"))["until"], until=closed
        )
        here = next(stored, None)
        for number, (at, key, content) in self._iterate_rows():
            while here is not None and (here.at, here.id) < (at, key):
                yield from self._slipped_in(here)
                here = next(stored, None)
            if here is None or (here.at, here.id) != (at, key):
                yield Broken(where=_name(number, at, key), why="the reading is missing")
                continue
            if here.hash != content:
                yield Broken(where=_name(number, at, key), why="the reading is not what it was")
            here = next(stored, None)
        while here is not None:
            yield from self._slipped_in(here)
            here = next(stored, None)

    def _iterate(self) -> Iterator[ReadingBatch]:
        batches = ReadingBatch.objects.filter(number__gte=self._first)
        yield from batches.order_by("number").iterator(chunk_size=20)

    def _iterate_rows(self) -> Iterator[tuple[int, Kept]]:
        for batch in self._iterate():
            if batch.number in self._whole:
                yield from ((batch.number, kept) for kept in rules.unpack(bytes(batch.rows)))

    def _slipped_in(self, one: audit.Stored) -> Iterator[Broken]:
        """Yield a reading that no batch knows; where a batch does not hold, it may be one of that."""
        if self._are_all_whole:
            where = f"reading {one.id} stored {_spelled(one.at)}"
            yield Broken(where=where, why="it stands in no batch: it was added afterwards")

    def _broken(self, number: int, why: str) -> Broken:
        self._are_all_whole = False
        return Broken(where=f"batch {number} of readings", why=why)


def _name(number: int, at: datetime, key: UUID) -> str:
    return f"batch {number} of readings, reading {key} stored {_spelled(at)}"


def _spelled(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
