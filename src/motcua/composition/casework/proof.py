"""The proof that nothing that happened was altered: chains, positions and checkpoints together."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.capabilities.evidence import queries as evidence
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.mirrors import queries as mirrors
from motcua.domain.procedures import queries as procedures
from motcua.domain.registers import queries as registers
from motcua.foundation.organisations import queries as organisations


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A place where the evidence does not hold."""

    where: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """How much was checked."""

    entries: int
    positions: int
    checkpoints: int


def count() -> Checked:
    """Return how much there is to check."""
    return Checked(
        entries=dossiers.count_entries(),
        positions=evidence.last_position(),
        checkpoints=evidence.count_checkpoints(),
    )


def verify() -> Iterator[Broken]:
    """Recompute everything and yield what does not hold, the dossiers' logs first."""
    for fault in dossiers.verify_log():
        yield Broken(where=f"dossier {fault.dossier_id}, entry {fault.seq}", why=fault.why)
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
    for fault_in in registers.verify_books():
        yield Broken(where=f"register {fault_in.key}, line {fault_in.no}", why=fault_in.why)
    for place in evidence.verify():
        yield Broken(where=place.where, why=place.why)
    yield from _vanished()


def _vanished() -> Iterator[Broken]:
    """Yield entries that were given a position and are no longer what they were."""
    for entry in dossiers.find_altered(
        (sequenced.key, sequenced.seq, sequenced.hash)
        for sequenced in evidence.iterate(dossiers.KIND)
    ):
        reference, seq = entry
        yield Broken(
            where=f"dossier {reference}, entry {seq}",
            why="the entry that was given a position is missing or another",
        )
