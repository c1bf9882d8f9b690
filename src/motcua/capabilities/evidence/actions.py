"""The sequencer and the maker of checkpoints."""

import hashlib
from datetime import UTC, datetime

from django.db import connection, transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.evidence import queries
from motcua.capabilities.evidence.errors import PastAltered
from motcua.capabilities.evidence.models import Certificate, Checkpoint, Position, Subtree
from motcua.capabilities.evidence.queries import Head
from motcua.capabilities.evidence.rules import BLOCK, KEPT_HEIGHT, Place, Tree
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
