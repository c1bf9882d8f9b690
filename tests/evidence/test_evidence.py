"""One order for all entries, closed under one tree, its roots signed and chained."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.evidence import actions, errors, queries, rules
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
MOST_NAMED = 2
"""Places named for one thing altered: the thing, and what does not match it."""
TABLES = ("evidence_position", "evidence_subtree", "evidence_checkpoint", "evidence_certificate")


def sha256(content):
    return hashlib.sha256(content).digest()


def reference_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word: split at the largest power of two below n."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = half(len(leaves))
    return sha256(b"\x01" + reference_root(leaves[:k]) + reference_root(leaves[k:]))


def reference_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """Section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = half(len(leaves))
    if m < k:
        return [*reference_path(m, leaves[:k]), reference_root(leaves[k:])]
    return [*reference_path(m - k, leaves[k:]), reference_root(leaves[:k])]


def reference_proof(m: int, leaves: list[bytes], *, is_known: bool = True) -> list[bytes]:
    """Section 2.1.2, word for word."""
    if m == len(leaves):
        return [] if is_known else [reference_root(leaves)]
    k = half(len(leaves))
    if m <= k:
        return [*reference_proof(m, leaves[:k], is_known=is_known), reference_root(leaves[k:])]
    return [*reference_proof(m - k, leaves[k:], is_known=False), reference_root(leaves[:k])]


def half(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


hashes = st.binary(min_size=32, max_size=32)


@given(st.lists(hashes, max_size=70))
def test_the_root_is_the_one_of_rfc_6962(leaves):
    assert rules.root_of(leaves) == reference_root(leaves)


def roots_of(leaves, spans):
    return [
        rules.fold(
            [
                reference_root(leaves[index << height : (index + 1) << height])
                for height, index in rules.list_peaks(span)
            ]
        )
        for span in spans
    ]


@given(st.lists(hashes, min_size=1, max_size=70), st.data())
def test_the_proofs_are_those_of_rfc_6962(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    old = data.draw(st.integers(1, len(leaves)))

    inclusion = roots_of(leaves, rules.prove_inclusion(index, len(leaves)))
    consistency = roots_of(leaves, rules.prove_consistency(old, len(leaves)))

    assert inclusion == reference_path(index, leaves)
    assert consistency == reference_proof(old, leaves)


@given(
    kind=st.text(st.characters(codec="utf-8"), max_size=40),
    key=st.text(st.characters(codec="utf-8"), max_size=80),
    seq=st.integers(0, 2**31 - 1),
    entry_hash=hashes,
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_leaf_is_over_canonical_json(kind, key, seq, entry_hash, at):
    said = {
        "at": at.isoformat(timespec="microseconds"), "hash": entry_hash.hex(), "key": key,
        "kind": kind, "seq": seq,
    }  # fmt: skip
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert rules.leaf_hash(kind, key, seq, entry_hash, at) == sha256(b"\x00" + written.encode())


def entries(count: int, *, start: int = 1) -> None:
    for seq in range(start, start + count):
        actions.sequence(
            subject=Subject(kind="lamp", key="1"),
            seq=seq,
            entry_hash=sha256(str(seq).encode()),
            at=MONDAY,
        )


def many(count: int) -> None:
    """Give many entries their places with one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_position SELECT n, 'lamp', '1', n, sha256(n::text::bytea), %s"
            " FROM generate_series(%s::bigint, %s) n",
            [MONDAY, queries.last_position() + 1, queries.last_position() + count],
        )


def as_owner(statement: str, *parameters: object) -> None:
    """Tamper as somebody with the owner's password and the trigger off would."""
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_added")
        cursor.execute(statement, parameters)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_added")


def broken(**known):
    return [place.where for place in queries.verify(**known)]


@pytest.mark.django_db
def test_positions_have_no_gap_and_checkpoints_follow_one_another():
    entries(3)
    first = actions.make_checkpoint(at=MONDAY)
    entries(2, start=4)
    second = actions.make_checkpoint(at=MONDAY)

    assert actions.make_checkpoint(at=MONDAY) is None
    assert (first.size, second.size) == (3, 5)
    assert second.previous_hash == first.hash
    assert broken() == []


@pytest.mark.django_db
def test_a_checkpoint_is_signed_by_the_key_of_the_evidence_alone(settings, tmp_path):
    entries(1)
    head = actions.make_checkpoint(at=MONDAY)

    def fault(statement=head.statement, signature=head.signature):
        return documents.find_statement_fault(
            statement, signature=signature, certificate=head.certificate
        )

    assert hashlib.sha256(head.statement).digest() == head.hash
    assert fault() == ""
    assert fault(statement=head.statement + b" ") == "the signature does not match the content"
    assert fault(signature=head.signature[::-1]) == "the signature does not match the content"
    settings.STATE_DIR = tmp_path
    assert fault() == "the certificate was not issued to the evidence key of this installation"


@pytest.mark.django_db
def test_without_its_key_nothing_is_closed(settings, tmp_path):
    from motcua.capabilities.documents.errors import SigningUnavailable

    settings.STATE_DIR = tmp_path
    entries(1)
    actions.make_checkpoint(at=MONDAY)
    entries(1, start=2)
    (tmp_path / "keys" / "installation" / "evidence.p12").write_bytes(b"no key")

    with pytest.raises(SigningUnavailable):
        actions.make_checkpoint(at=MONDAY)

    assert queries.count_checkpoints() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "last"), [((3, 253), 256), ((255, 1, 1), 257), ((600, 500), 1100)]
)
def test_a_tree_that_grew_is_the_one_made_at_once(steps, last):
    for step in steps:
        many(step)
        head = actions.make_checkpoint(at=MONDAY)

    leaves = [queries.hash_row(row) for row in queries.rows_between(1)]
    assert head.size == last
    assert head.root == reference_root(leaves)
    assert broken() == []


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 255, 256, 300, 512, 777])
def test_every_position_and_every_older_tree_is_proved(size):
    many(size)
    actions.make_checkpoint(at=MONDAY)
    leaves = [queries.hash_row(row) for row in queries.rows_between(1)]
    some = sorted({1, size, size // 2 + 1, max(1, size - 1)})

    assert queries.prove_inclusion(some, size) == {
        position: reference_path(position - 1, leaves) for position in some
    }
    for old in some:
        assert queries.prove_consistency(old, size) == reference_proof(old, leaves)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_proofs_cost_three_queries_for_any_number(count):
    many(1000)
    actions.make_checkpoint(at=MONDAY)

    with CaptureQueriesContext(connection) as captured:
        queries.prove_inclusion(list(range(1000 - count, 1000)), 1000)

    assert len(captured) == 3


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("tampering", "where"),
    [
        ("UPDATE evidence_position SET hash = '\\x00' WHERE position = 2", "position 2"),
        ("UPDATE evidence_position SET sequenced_at = now() WHERE position = 256", "position 256"),
        ("UPDATE evidence_position SET subject_key = '2' WHERE position = 258", "checkpoint 2"),
        ("UPDATE evidence_position SET seq = seq + 900 WHERE position = 259", "checkpoint 3"),
        ("DELETE FROM evidence_position WHERE position = 260", "position 260"),
        ("DELETE FROM evidence_position WHERE position = 3", "position 3"),
        ("UPDATE evidence_checkpoint SET root = '\\x00' WHERE number = 2", "checkpoint 2"),
        ("UPDATE evidence_checkpoint SET made_at = now() WHERE number = 1", "checkpoint 1"),
        ("UPDATE evidence_checkpoint SET size = 259 WHERE number = 2", "checkpoint 2"),
        ("UPDATE evidence_checkpoint SET signature = '\\x00' WHERE number = 3", "checkpoint 3"),
        ("UPDATE evidence_certificate SET content = '\\x00'", "checkpoint 1"),
        ("DELETE FROM evidence_checkpoint WHERE number = 1", "checkpoint 2"),
        ("DELETE FROM evidence_subtree", "subtree of positions 1 to 256"),
        ("UPDATE evidence_subtree SET hash = '\\x00'", "subtree of positions 1 to 256"),
        ("UPDATE evidence_subtree SET leaves = '\\x00'", "subtree of positions 1 to 256"),
        (
            "INSERT INTO evidence_subtree VALUES (9, 0, '\\x00', '')",
            "subtree of positions 1 to 512",
        ),
        (
            "INSERT INTO evidence_position VALUES (0, 'lamp', '9', 1, '\\x00', now())",
            "position 0",
        ),
    ],
)
def test_whatever_is_altered_shows(tampering, where):
    for step in (257, 1, 3):
        many(step)
        actions.make_checkpoint(at=MONDAY)
    assert broken() == []

    as_owner(tampering)

    assert broken()[0] == where
    assert len(broken()) <= MOST_NAMED


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_nothing_more_is_signed_over_a_past_that_was_altered():
    many(3)
    actions.make_checkpoint(at=MONDAY)
    many(1)
    as_owner("UPDATE evidence_position SET hash = '\\x00' WHERE position = 2")

    with pytest.raises(errors.PastAltered):
        actions.make_checkpoint(at=MONDAY)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_tail_cut_off_with_its_checkpoint_shows_to_who_kept_that():
    many(300)
    first = actions.make_checkpoint(at=MONDAY)
    many(1)
    kept = actions.make_checkpoint(at=MONDAY + timedelta(hours=1))

    as_owner("DELETE FROM evidence_checkpoint WHERE number = 2")
    as_owner("DELETE FROM evidence_position WHERE position = 301")

    assert broken() == []
    assert broken(kept=[first]) == []
    assert broken(kept=[kept]) == ["checkpoint 2"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_came_since_is_verified_without_reading_what_was_before():
    many(1000)
    since = actions.make_checkpoint(at=MONDAY)
    many(600)
    actions.make_checkpoint(at=MONDAY)

    assert broken(since=since) == []
    as_owner("UPDATE evidence_position SET hash = '\\x00' WHERE position = 1001")
    as_owner("UPDATE evidence_position SET hash = '\\x00' WHERE position = 1600")
    assert broken(since=since) == ["position 1001", "checkpoint 2"]
    as_owner("UPDATE evidence_position SET hash = '\\x00' WHERE position = 999")
    assert broken(since=since) == ["checkpoint 1"]
    assert broken()[0] == "position 999"
