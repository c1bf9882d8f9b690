"""The proof of the logs."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierEventDetail
from motcua.domain.dossiers.queries.content import open_detail
from motcua.foundation.kernel import chain


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The first place where a dossier's log does not hold."""

    dossier_id: int
    seq: int
    why: str


def verify_log(*, references: Collection[str] | None = None, chunk: int = 2000) -> Iterator[Broken]:
    """Recompute every dossier's chain, or that of these, and yield the first broken row of each.

    Checks: entries numbered without a gap, each linked to the one before, each hash true, and the
    head and state the dossier carries equal to those of the last entry, so that a cut tail, a forged
    one and a state set by hand show.
    """
    previous: DossierEvent | None = None
    is_broken = False
    events = DossierEvent.objects.order_by("dossier_id", "seq")
    if references is not None:
        events = events.filter(dossier__reference__in=references)
    for event in events.iterator(chunk_size=chunk):
        if previous is None or previous.dossier_id != event.dossier_id:
            previous, is_broken = None, False
        if not is_broken:
            why = _fault(previous, event)
            if why:
                is_broken = True
                yield Broken(dossier_id=event.dossier_id, seq=event.seq, why=why)
        previous = event
    yield from _false_heads(references)


def _fault(previous: DossierEvent | None, event: DossierEvent) -> str:
    expected_seq = 1 if previous is None else previous.seq + 1
    expected_hash = chain.GENESIS if previous is None else bytes(previous.hash)
    if event.seq != expected_seq:
        return f"entry {expected_seq} is missing"
    if bytes(event.previous_hash) != expected_hash:
        return "the link to the entry before does not hold"
    if rules.hash_entry(expected_hash, event.to_entry()) != bytes(event.hash):
        return "the content does not match its hash"
    return ""


def _false_heads(references: Collection[str] | None) -> Iterator[Broken]:
    of_dossier = DossierEvent.objects.filter(dossier_id=OuterRef("pk"))
    head = of_dossier.filter(
        seq=OuterRef("last_seq"), hash=OuterRef("last_hash"), target=OuterRef("state")
    )
    beyond = of_dossier.filter(seq__gt=OuterRef("last_seq"))
    false = Dossier.objects.filter(~Exists(head) | Exists(beyond)).order_by("pk")
    if references is not None:
        false = false.filter(reference__in=references)
    for dossier_id, last_seq in false.values_list("pk", "last_seq").iterator():
        yield Broken(
            dossier_id=dossier_id, seq=last_seq, why="the log does not end where the dossier says"
        )


def find_altered(
    sequenced: Iterable[tuple[str, int, bytes]], *, chunk: int = 1000
) -> Iterator[tuple[str, int]]:
    """Yield which of these entries (reference, number, hash) the logs no longer hold as they were."""
    entries = iter(sequenced)
    while batch := list(islice(entries, chunk)):
        held = {
            (reference, seq): bytes(entry_hash)
            for reference, seq, entry_hash in DossierEvent.objects.filter(
                dossier__reference__in={reference for reference, _, _ in batch}
            ).values_list("dossier__reference", "seq", "hash")
        }
        for reference, seq, entry_hash in batch:
            if held.get((reference, seq)) != entry_hash:
                yield reference, seq


def iterate_ends(*, chunk: int = 1000) -> Iterator[dict[str, int]]:
    """Yield, many at a time, how many entries each dossier has, by its reference."""
    rows = Dossier.objects.order_by("pk").values_list("reference", "last_seq")
    ends = rows.iterator(chunk_size=chunk)
    while batch := dict(islice(ends, chunk)):
        yield batch


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An entry of a dossier's log as it was hashed, with the words and the salt it commits to."""

    seq: int
    act: Act
    by: str
    content: bytes
    hash: bytes
    salt: str
    words: dict[str, Any]
    """Nothing where none were written, or a lawful erasure destroyed them."""


def read_log(dossier: Dossier) -> list[Kept]:
    """Return the dossier's log as it was hashed, oldest first. Two queries."""
    sealed = {
        detail.seq: open_detail(dossier, detail)
        for detail in DossierEventDetail.objects.filter(dossier_id=dossier.pk)
        if dossier.wrapped_key
    }
    return [
        Kept(
            seq=event.seq,
            act=Act(event.act),
            by=event.by,
            content=rules.entry_bytes(event.to_entry()),
            hash=bytes(event.hash),
            salt=sealed.get(event.seq, {}).get("salt", ""),
            words=sealed.get(event.seq, {}).get("words", {}),
        )
        for event in DossierEvent.objects.filter(dossier=dossier).order_by("seq")
    ]


def count_entries() -> int:
    """Return how many entries all logs have."""
    return DossierEvent.objects.count()
