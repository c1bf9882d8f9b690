"""One order for all entries, closed under chained Merkle roots."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.evidence import actions, queries, rules
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


def reference_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: split at the largest power of two below n."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(
        b"\x01" + reference_root(leaves[:k]) + reference_root(leaves[k:])
    ).digest()


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_the_one_of_rfc_6962(leaves):
    assert rules.merkle_root(leaves) == reference_root(leaves)


def entries(count: int, *, start: int = 1) -> None:
    for seq in range(start, start + count):
        actions.sequence(
            subject=Subject(kind="lamp", key="1"),
            seq=seq,
            entry_hash=hashlib.sha256(str(seq).encode()).digest(),
            at=MONDAY,
        )


def as_owner(statement: str) -> None:
    """Tamper as somebody with the owner's password and the trigger off would."""
    with connections["owner"].cursor() as cursor:
        for table in ("evidence_position", "evidence_checkpoint"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_added")
        cursor.execute(statement)
        for table in ("evidence_position", "evidence_checkpoint"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_added")


@pytest.mark.django_db
def test_positions_have_no_gap_and_checkpoints_follow_one_another():
    entries(3)
    first = actions.make_checkpoint(at=MONDAY)
    entries(2, start=4)
    second = actions.make_checkpoint(at=MONDAY)

    assert actions.make_checkpoint(at=MONDAY) is None
    assert (first.first_position, first.last_position) == (1, 3)
    assert (second.first_position, second.last_position) == (4, 5)
    assert list(queries.verify()) == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("UPDATE evidence_position SET hash = '\\x00' WHERE position = 2", "checkpoint 1"),
        ("DELETE FROM evidence_position WHERE position = 5", "checkpoint 2"),
        ("DELETE FROM evidence_position WHERE position = 3", "position 3"),
        ("UPDATE evidence_checkpoint SET root = '\\x00' WHERE number = 2", "checkpoint 2"),
        ("UPDATE evidence_checkpoint SET made_at = now() WHERE number = 1", "checkpoint 1"),
        ("DELETE FROM evidence_checkpoint WHERE number = 1", "checkpoint 2"),
    ],
)
def test_whatever_is_altered_shows(tampering, where):
    entries(3)
    actions.make_checkpoint(at=MONDAY)
    entries(2, start=4)
    actions.make_checkpoint(at=MONDAY)

    as_owner(tampering)

    assert next(iter(queries.verify())).where == where
