"""The sequencer, the maker of checkpoints, and the closer of readings."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.evidence import queries, rules, stamps
from motcua.capabilities.evidence.errors import PastAltered, StampRefused
from motcua.capabilities.evidence.models import (
    Certificate,
    Checkpoint,
    Position,
    ReadingBatch,
    Subtree,
    TimeStamp,
)
from motcua.capabilities.evidence.queries import READINGS, Head
from motcua.capabilities.evidence.rules import BLOCK, KEPT_HEIGHT, MOST_IN_A_BATCH, Place, Tree
from motcua.foundation.kernel import audit, chain
from motcua.foundation.kernel.subjects import Subject

_LOCK = 0x4D43_0001
"""One sequencer at a time in the whole installation (advisory lock number)."""
LAG: Final = timedelta(minutes=1)
"""How long readings rest before they are closed, beyond the oldest open transaction."""


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
def make_checkpoint(*, at: datetime) -> Head | None:
    """Sign the root of the tree over all positions so far; None if none came since the last one.

    Reads only what came since.

    Raises:
        PastAltered: if the positions no longer lead to the last checkpoint.
        SigningUnavailable: if the key cannot be used; what is there waits for the next checkpoint.
    """
    _lock()
    before = queries.find_last()
    tree = _grow_on(before)
    if tree.size == (before.size if before else 0):
        return None
    return _sign(tree, before, at)


@transaction.atomic
def close_readings(*, at: datetime, lag: timedelta = LAG) -> int:
    """Close the readings stored since the last time in batches, each with a position; return how many.

    Reads only what came since; storing a reading waits for nothing.
    """
    _lock()
    closed, until = queries.find_closed(), audit.find_settled(lag=lag)
    if closed.until is not None and until <= closed.until:
        return 0
    fresh = audit.iterate_stored(since=closed.until, until=until)
    number, count = closed.batches, 0
    while found := [(one.at, one.id, one.hash) for one in islice(fresh, MOST_IN_A_BATCH)]:
        number, count = number + 1, count + len(found)
        kept = rules.pack(found)
        fingerprint = rules.batch_hash(number, until, kept)
        ReadingBatch.objects.create(
            number=number, until=until, count=len(found), rows=kept, hash=fingerprint
        )
        subject = Subject(kind=READINGS, key=str(number))
        sequence(subject=subject, seq=1, entry_hash=fingerprint, at=at)
    return count


def stamp_newest() -> datetime | None:
    """Have the newest checkpoint stamped by the configured authority; return the moment of the token.

    None where no authority is configured, or nothing new is to be stamped: what came before is bound by the
    chain. The authority is asked outside of any transaction; what it does not answer waits for the next time.

    Raises:
        StampRefused: if it does not answer, or with what proves nothing.
    """
    if not settings.TIMESTAMP_URL:
        return None
    head = queries.find_last()
    if head is None or queries.find_stamp(head.number) is not None:
        return None
    token = stamps.ask(settings.TIMESTAMP_URL, head.hash)
    roots = stamps.read_roots(Path(settings.TIMESTAMP_ROOTS))
    fault = stamps.find_fault(token, digest=head.hash, made_at=head.made_at, roots=roots)
    if fault:
        raise StampRefused(fault)
    row = TimeStamp.objects.create(
        checkpoint_id=head.number, token=token, stamped_at=stamps.read_moment(token)
    )
    return row.stamped_at


def _grow_on(before: Head | None) -> Tree:
    """Return the tree with all positions since a checkpoint, and keep the subtrees they make whole."""
    try:
        tree, leaves = queries.grow_to(before.size if before else 0)
    except KeyError as error:
        raise PastAltered(f"the subtree {error} is missing") from error
    if before and tree.root() != before.root:
        raise PastAltered(f"the positions below checkpoint {before.number} are not what they were")
    found: list[Subtree] = []
    for row in queries.rows_between(tree.size + 1).iterator(chunk_size=5000):
        if row[0] != tree.size + 1:
            raise PastAltered(f"position {tree.size + 1} is missing")
        leaf = queries.hash_row(row)
        leaves.append(leaf)
        found += [_subtree(place, node, leaves) for place, node in tree.add(leaf)]
        if len(leaves) == BLOCK:
            leaves.clear()
    Subtree.objects.bulk_create(found, batch_size=500)
    return tree


def _subtree(place: Place, node: bytes, leaves: list[bytes]) -> Subtree:
    height, index = place
    held = b"".join(leaves) if height == KEPT_HEIGHT else b""
    return Subtree(height=height, index=index, hash=node, leaves=held)


def _sign(tree: Tree, before: Head | None, at: datetime) -> Head:
    head = Head(
        number=before.number + 1 if before else 1,
        size=tree.size,
        root=tree.root(),
        made_at=at.astimezone(UTC),
        previous_hash=before.hash if before else chain.GENESIS,
        hash=b"",
        signature=b"",
        certificate=b"",
    )
    signed = documents.sign_statement(head.statement, at=at)
    certificate, _is_new = Certificate.objects.get_or_create(
        fingerprint=hashlib.sha256(signed.certificate).hexdigest(),
        defaults={"content": signed.certificate},
    )
    row = Checkpoint.objects.create(
        number=head.number,
        size=head.size,
        root=head.root,
        previous_hash=head.previous_hash,
        hash=chain.link(head.previous_hash, head.content),
        made_at=head.made_at,
        signature=signed.signature,
        certificate=certificate,
    )
    return queries.to_head(row)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
