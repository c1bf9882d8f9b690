"""Readings of personal data are closed in batches under the signed tree; what is altered is named with its batch."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django import app

from motcua.capabilities.evidence import actions, queries, rules
from motcua.capabilities.evidence.models import Position, ReadingBatch
from motcua.composition.casework import proof
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.models import Reading
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
AT_ONCE = timedelta(0)
TABLES = ("kernel_reading", "evidence_readingbatch", "evidence_position")


def read(count=1):
    """Let an officer read lamps, one after another."""
    for number in range(count):
        subject = Subject(kind="lamp", key=str(number))
        audit.store(reader="officer:1", agency_id=1, purpose="test", subjects=[subject], path="/")


def close():
    return actions.close_readings(at=MONDAY, lag=AT_ONCE)


def as_owner(*statements):
    """Tamper as somebody with the owner's password and the triggers off would."""
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_added")
        for statement in statements:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_added")


def broken(**since):
    return [(place.where, place.why) for place in queries.verify_readings(**since)]


def named(number, reading):
    stored = reading.stored_at.isoformat(timespec="seconds")
    return f"batch {number} of readings, reading {reading.id} stored {stored}"


@given(
    st.lists(
        st.tuples(
            st.datetimes(
                min_value=datetime(1971, 1, 1), max_value=datetime(2200, 1, 1),
                timezones=st.just(UTC),
            ),
            st.uuids(),
            st.binary(min_size=32, max_size=32),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_a_batch_keeps_each_reading_as_it_was(kept):
    assert list(rules.unpack(rules.pack(kept))) == kept


@pytest.mark.parametrize(
    "other",
    [
        (2, MONDAY, b"x" * 56),
        (1, MONDAY + timedelta(microseconds=1), b"x" * 56),
        (1, MONDAY, b"y" * 56),
    ],
)
def test_the_hash_of_a_batch_binds_its_number_its_moment_and_its_rows(other):
    assert rules.batch_hash(1, MONDAY, b"x" * 56) != rules.batch_hash(*other)


@pytest.mark.django_db
def test_readings_are_closed_once_and_stand_under_the_tree():
    read(3)

    assert close() == 3
    assert close() == 0
    read(2)
    assert close() == 2

    batches = list(ReadingBatch.objects.order_by("number").values_list("number", "count"))
    assert batches == [(1, 3), (2, 2)]
    places = Position.objects.order_by("position").values_list("subject_kind", "subject_key", "seq")
    assert list(places) == [("readings", "1", 1), ("readings", "2", 1)]
    assert actions.make_checkpoint(at=MONDAY).size == 2
    assert broken() == []
    assert proof.count().readings == 5


@pytest.mark.django_db
def test_many_readings_make_several_batches_in_the_order_of_storing(monkeypatch):
    monkeypatch.setattr(actions, "MOST_IN_A_BATCH", 4)
    read(10)

    assert close() == 10

    assert list(ReadingBatch.objects.order_by("number").values_list("count", flat=True)) == [
        4,
        4,
        2,
    ]
    kept = [
        key
        for batch in ReadingBatch.objects.order_by("number")
        for _at, key, _hash in rules.unpack(bytes(batch.rows))
    ]
    assert kept == list(Reading.objects.order_by("stored_at", "id").values_list("id", flat=True))
    assert broken() == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_closing_costs_the_same_for_any_number(count, django_assert_num_queries):
    read(count)

    # Two savepoints and their ends; the lock, how far it went, what is settled; the batch; the lock again, the last
    # position and its own. The readings come through a cursor of the server, which is not counted.
    with django_assert_num_queries(12):
        close()


@pytest.mark.django_db
def test_storing_a_reading_stays_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1):
        read(1)

    assert Reading.objects.get().stored_at is not None


@pytest.mark.django_db
def test_what_was_just_stored_rests_before_it_is_closed():
    read(1)

    assert actions.close_readings(at=MONDAY, lag=timedelta(hours=1)) == 0
    assert close() == 1


@pytest.mark.django_db
def test_the_worker_closes_by_the_clock():
    read(1)

    app.tasks["evidence.close-readings"](timestamp=0)

    assert queries.find_closed().until is None
    assert broken() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_reading_of_an_open_transaction_is_waited_for():
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_reading (read_on, id, read_at, reader, purpose, subjects, path)"
                " VALUES ('2026-11-23', %s, %s, 'officer:1', 'test', '[]', '')",
                [UUID(int=1), MONDAY],
            )
        read(1)
        assert close() == 0
        other.commit()
        assert close() == 2
        assert broken() == []
    finally:
        other.close()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE kernel_reading SET reader = 'officer:2' WHERE id = '{}'", "is not what it was"),
        ("UPDATE kernel_reading SET purpose = 'other' WHERE id = '{}'", "is not what it was"),
        ("UPDATE kernel_reading SET subjects = '[]' WHERE id = '{}'", "is not what it was"),
        ("UPDATE kernel_reading SET agency_id = NULL WHERE id = '{}'", "is not what it was"),
        ("UPDATE kernel_reading SET path = '/x' WHERE id = '{}'", "is not what it was"),
        (
            "UPDATE kernel_reading SET read_at = read_at - interval '1 day' WHERE id = '{}'",
            "is not what it was",
        ),
        ("UPDATE kernel_reading SET read_on = '2020-01-01' WHERE id = '{}'", "is not what it was"),
        ("DELETE FROM kernel_reading WHERE id = '{}'", "is missing"),
    ],
)
def test_an_altered_reading_is_named_with_its_batch(change, why):
    read(2)
    close()
    read(3)
    close()
    victim = Reading.objects.order_by("stored_at", "id")[3]

    as_owner(change.format(victim.id))

    assert broken() == [(named(2, victim), f"the reading {why}")]
    assert [place.where for place in proof.verify()] == [named(2, victim)]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_reading_slipped_in_behind_the_closing_is_named():
    read(2)
    close()
    first = Reading.objects.order_by("stored_at", "id")[0]

    as_owner(
        "INSERT INTO kernel_reading SELECT read_on, gen_random_uuid(), read_at, 'officer:9', agency_id,"
        f" purpose, subjects, path, stored_at FROM kernel_reading WHERE id = '{first.id}'"
    )

    forged = Reading.objects.get(reader="officer:9")
    stored = forged.stored_at.isoformat(timespec="seconds")
    assert broken() == [
        (f"reading {forged.id} stored {stored}", "it stands in no batch: it was added afterwards")
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_altered_batch_is_named_and_hides_nothing_of_the_others():
    for _time in range(3):
        read(2)
        close()
    gone, other = Reading.objects.order_by("stored_at", "id")[1:3]
    kept = rules.pack(list(rules.unpack(bytes(ReadingBatch.objects.get(pk=1).rows)))[:1])
    number = f"'\\x{rules.batch_hash(1, ReadingBatch.objects.get(pk=1).until, kept).hex()}'"

    as_owner(
        f"UPDATE evidence_readingbatch SET rows = '\\x{kept.hex()}', hash = {number}, count = 1 WHERE number = 1",
        f"DELETE FROM kernel_reading WHERE id IN ('{gone.id}', '{other.id}')",
        "DELETE FROM evidence_readingbatch WHERE number = 3",
    )  # fmt: skip

    assert broken() == [
        ("batch 1 of readings", "it is not what was closed"),
        ("batch 3 of readings", "it is missing"),
        (named(2, other), "the reading is missing"),
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_batch_that_was_given_no_position_is_named():
    read(1)
    close()

    as_owner("DELETE FROM evidence_position")

    assert broken() == [("batch 1 of readings", "it was given no position")]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_was_verified_before_is_not_read_again():
    read(2)
    close()
    since = actions.make_checkpoint(at=MONDAY)
    assert broken(after=since.size) == []
    read(3)
    close()
    old, *_between, new = Reading.objects.order_by("stored_at", "id")

    as_owner(f"DELETE FROM kernel_reading WHERE id IN ('{old.id}', '{new.id}')")

    assert broken(after=since.size) == [(named(2, new), "the reading is missing")]
    assert len(broken()) == 2
    assert proof.count(since=since).readings == 3


@pytest.mark.django_db
def test_readings_of_one_moment_are_told_apart_by_their_keys(monkeypatch):
    """Those of before the migration bear its moment, all of them."""
    monkeypatch.setattr(actions, "MOST_IN_A_BATCH", 4)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_reading (read_on, id, read_at, reader, purpose, subjects, path)"
            " SELECT '2026-11-23', gen_random_uuid(), %s, 'officer:1', 'test', '[]', ''"
            " FROM generate_series(1, 10)",
            [MONDAY],
        )

    assert close() == 10
    assert Reading.objects.values("stored_at").distinct().count() == 1
    assert broken() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("tampering", ["count = count + 1", "hash = '\\x00'"])
def test_what_a_batch_says_of_itself_is_compared_with_what_it_keeps(tampering):
    read(2)
    close()

    as_owner(f"UPDATE evidence_readingbatch SET {tampering}")

    assert [where for where, _why in broken()] == ["batch 1 of readings"]
