"""The proof that nothing that happened was altered: chains, readings, positions, tree and checkpoints together."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from motcua.capabilities.evidence import queries as evidence
from motcua.capabilities.evidence.queries import Head
from motcua.domain.authorisations import queries as authorisations
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.mirrors import queries as mirrors
from motcua.domain.procedures import queries as procedures
from motcua.domain.registers import queries as registers
from motcua.foundation.kernel import outbox
from motcua.foundation.organisations import queries as organisations

AT_ONCE: Final = 5000
"""Positions, or dossiers, looked at together."""
NOT_AS_PLACED: Final = "the entry that was given a position is missing or another"
NEVER_PLACED: Final = "it was given no position and none waits for it"

_OTHER_LOGS: Final[dict[str, tuple[str, Callable[[], dict[tuple[str, int], bytes]]]]] = {
    "record-draft": ("record draft", procedures.read_draft_hashes),
    "reorganisation": ("reorganisation", organisations.read_reorganisation_hashes),
    registers.KIND: ("register", registers.read_seals),
    authorisations.KIND: ("authorisation", authorisations.read_hashes),
}
"""Short logs that are given positions beside the dossiers', by kind of subject."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A place where the evidence does not hold."""

    where: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """How much was checked."""

    entries: int
    readings: int
    """Of personal data, in closed batches."""
    positions: int
    checkpoints: int
    stamps: int
    """Checkpoints that a time-stamping authority confirmed."""


def count(*, since: Head | None = None) -> Checked:
    """Return how much there is to check, all or behind a checkpoint."""
    positions, checkpoints = evidence.last_position(), evidence.count_checkpoints()
    if since is None:
        return Checked(
            entries=dossiers.count_entries(), readings=evidence.count_readings(),
            positions=positions, checkpoints=checkpoints, stamps=evidence.count_stamps(),
        )  # fmt: skip
    fresh = positions - since.size
    return Checked(
        entries=fresh, readings=evidence.count_readings(after=since.size), positions=fresh,
        checkpoints=checkpoints - since.number, stamps=evidence.count_stamps(after=since.number),
    )  # fmt: skip


def verify(*, kept: Collection[Head] = ()) -> Iterator[Broken]:
    """Recompute everything and yield what does not hold, the dossiers' logs first.

    ``kept`` are checkpoints kept elsewhere that must still be there.
    """
    yield from _verify_dossiers(None)
    yield from _verify_other_logs()
    for place in evidence.verify(kept=kept):
        yield Broken(where=place.where, why=place.why)
    for place in evidence.verify_stamps():
        yield Broken(where=place.where, why=place.why)
    yield from _verify_places(after=0)
    yield from _verify_readings(after=0)
    for ends in dossiers.iterate_ends():
        yield from _find_unplaced(ends)


def verify_since(since: Head, *, kept: Collection[Head] = ()) -> Iterator[Broken]:
    """Do the same with what came behind a checkpoint that was verified before, and the dossiers it is of.

    What was altered in a dossier that nothing happened to since, and in readings closed before, is found by the
    whole proof alone.
    """
    after = since.size
    while True:
        changed, last = evidence.list_changed(dossiers.KIND, after=after, limit=AT_ONCE)
        if last == after:
            break
        yield from _verify_dossiers(changed)
        after = last
    for place in evidence.verify(since=since, kept=kept):
        yield Broken(where=place.where, why=place.why)
    for place in evidence.verify_stamps(after=since.number):
        yield Broken(where=place.where, why=place.why)
    yield from _verify_places(after=since.size)
    yield from _verify_readings(after=since.size)


def _verify_dossiers(references: Collection[str] | None) -> Iterator[Broken]:
    for fault in dossiers.verify_log(references=references):
        yield Broken(where=f"dossier {fault.dossier_id}, entry {fault.seq}", why=fault.why)


def _verify_other_logs() -> Iterator[Broken]:
    for dossier_id in dossiers.find_false_aliases():
        yield Broken(
            where=f"dossier {dossier_id}, number of another system",
            why="the log does not begin with it",
        )
    for told in mirrors.verify_words():
        yield Broken(
            where=f"dossier of another system {told.mirror_id}, word {told.place}",
            why="the words do not hold together",
        )
    for broken in procedures.verify_drafts():
        yield Broken(
            where=f"record draft {broken.draft_id}, entry {broken.seq}",
            why="the content does not match its hash",
        )
    for fault_of in organisations.verify_reorganisations():
        yield Broken(
            where=f"reorganisation {fault_of.reorganisation_id}, entry {fault_of.seq}",
            why=fault_of.why,
        )
    for unlinked in authorisations.verify_log():
        yield Broken(
            where=f"authorisation {unlinked.authorisation_id}, entry {unlinked.seq}",
            why="the entries do not hold together",
        )
    for fault_in in registers.verify_books():
        yield Broken(where=f"register {fault_in.key}, line {fault_in.no}", why=fault_in.why)


def _verify_readings(*, after: int) -> Iterator[Broken]:
    for place in evidence.verify_readings(after=after):
        yield Broken(where=place.where, why=place.why)


def _verify_places(*, after: int) -> Iterator[Broken]:
    """Yield entries that were given a position and are no longer what they were, and strangers among them."""
    for reference, seq in dossiers.find_altered(
        (sequenced.key, sequenced.seq, sequenced.hash)
        for sequenced in evidence.iterate(dossiers.KIND, after=after)
    ):
        yield Broken(where=f"dossier {reference}, entry {seq}", why=NOT_AS_PLACED)
    for kind, (name, read_hashes) in _OTHER_LOGS.items():
        yield from _verify_places_of(kind, name, read_hashes(), after=after)


def _verify_places_of(
    kind: str, name: str, held: dict[tuple[str, int], bytes], *, after: int
) -> Iterator[Broken]:
    for placed in evidence.iterate(kind, after=after):
        if held.pop((placed.key, placed.seq), None) != placed.hash:
            yield Broken(where=f"{name} {placed.key}, entry {placed.seq}", why=NOT_AS_PLACED)
    if after:
        return
    waiting = outbox.list_waiting(kind, {key for key, _seq in held})
    for key, seq in sorted(held):
        if key not in waiting:
            yield Broken(where=f"{name} {key}, entry {seq}", why=NEVER_PLACED)


def _find_unplaced(ends: dict[str, int]) -> Iterator[Broken]:
    """Yield dossiers whose log goes on behind the last entry that was given a position."""
    placed = evidence.list_last(dossiers.KIND, list(ends))
    behind = {key: placed.get(key, 0) for key, end in ends.items() if placed.get(key, 0) < end}
    waiting = outbox.list_waiting(dossiers.KIND, behind)
    for reference in sorted(behind.keys() - waiting):
        yield Broken(where=f"dossier {reference}, entry {behind[reference] + 1}", why=NEVER_PLACED)
