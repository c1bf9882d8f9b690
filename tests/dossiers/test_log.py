"""The log proves itself: whoever changes a row, cuts the tail or forges one is found out."""

import json
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from psycopg import sql
from tests.dossiers import steps

from motcua.composition.casework import proof
from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.models import Dossier, DossierAnswers, DossierEvent
from motcua.foundation.kernel import chain, outbox, sealing

EVENTS = "dossiers_dossierevent"
COLUMNS = [
    "act", "source", "target", "by", "agency_id", "occurred_at", "recorded_at", "article", "payload",
    "commitment", "previous_hash", "hash",
]  # fmt: skip


def lives(province):
    """Leave three dossiers of different lengths behind."""
    steps.lodge(province)
    steps.accept(province, steps.lodge(province))
    asked = steps.lodge(province)
    steps.ask_at_intake(province, asked)
    steps.accept(province, steps.supplement(province, asked))
    steps.reject(province, asked)
    return asked


def broken():
    return [(fault.dossier_id, fault.seq) for fault in queries.verify_log()]


# --- what the log holds --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_log_nobody_touched_holds(province):
    lives(province)

    assert broken() == []
    assert queries.count_entries() == 1 + 3 + 6


@pytest.mark.django_db
def test_a_stranger_can_recompute_the_chain(province):
    asked = lives(province)

    link = chain.GENESIS
    for event in DossierEvent.objects.filter(dossier=asked).order_by("seq"):
        entry = event.to_entry()
        assert bytes(event.previous_hash) == link
        link = rules.hash_entry(link, entry)
        assert bytes(event.hash) == link
    assert bytes(steps.again(asked).last_hash) == link


@pytest.mark.django_db
def test_an_entry_commits_to_words_it_does_not_hold(province):
    asked = lives(province)
    rejection = DossierEvent.objects.get(dossier=asked, seq=6)
    key = sealing.unwrap_key(asked.wrapped_key, asked.subject)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sealed FROM dossiers_dossiereventdetail WHERE dossier_id = %s AND seq = 6",
            [asked.pk],
        )
        (sealed,) = cursor.fetchone()
    detail = sealing.open_sealed(key, sealed, context="detail:6")

    assert detail["words"] == {"reason": steps.WHY}
    assert rejection.commitment == (
        chain.commit(bytes.fromhex(detail["salt"]), chain.canonical(detail["words"])).hex()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("table", [EVENTS, "dossiers_dossieranswers", "satisfaction_answer"])
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "UPDATE {} SET dossier_id = dossier_id", "TRUNCATE {}"]
)
def test_the_application_cannot_change_what_is_only_added(province, table, statement):
    steps.lodge(province)

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))

    assert (DossierEvent.objects.count(), DossierAnswers.objects.count()) == (1, 1)


# --- an owner who lies ---------------------------------------------------------------------------


@contextmanager
def as_owner():
    """Work as the role that owns the tables, guards off: what an intruder at the database can do."""
    owner = settings.DATABASES["owner"]
    with psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"],
        dbname=owner["NAME"], autocommit=True,
    ) as intruder:  # fmt: skip
        intruder.execute(f"ALTER TABLE {EVENTS} DISABLE TRIGGER only_added")
        try:
            yield intruder
        finally:
            intruder.execute(f"ALTER TABLE {EVENTS} ENABLE TRIGGER only_added")


def other_value(data, column, value):
    """Draw a value of the column's kind that it does not have."""
    if isinstance(value, bytes):
        flipped = bytearray(value)
        flipped[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        return bytes(flipped)
    if column.endswith("_at"):
        return value + data.draw(
            st.timedeltas(timedelta(days=-99), timedelta(days=99)).filter(bool)
        )
    if column == "agency_id":
        return (value or 0) + data.draw(st.integers(1, 99))
    if column == "payload":
        return json.dumps({**value, data.draw(st.text("abc", min_size=9)): 1})
    return data.draw(st.text("abcdeđ0123", max_size=20).filter(lambda text: text != value))


@pytest.mark.django_db(transaction=True)
def test_any_change_of_any_row_is_found_where_it_was_made(province):
    lives(province)
    rows = list(DossierEvent.objects.order_by("dossier_id", "seq").values_list("dossier_id", "seq"))

    with as_owner() as intruder:

        @given_settings(max_examples=150, deadline=None)
        @given(st.data())
        def tamper(data):
            row = data.draw(st.sampled_from(rows))
            column = data.draw(st.sampled_from(COLUMNS))
            set_column = sql.SQL(
                f"UPDATE {EVENTS} SET {{}} = %s WHERE (dossier_id, seq) = (%s, %s)"
            ).format(sql.Identifier(column))
            (value,) = intruder.execute(
                sql.SQL(f"SELECT {{}} FROM {EVENTS} WHERE (dossier_id, seq) = (%s, %s)").format(
                    sql.Identifier(column)
                ),
                row,
            ).fetchone()
            intruder.execute(set_column, [other_value(data, column, value), *row])
            try:
                assert broken()[:1] == [row], column
            finally:
                value = json.dumps(value) if column == "payload" else value
                intruder.execute(set_column, [value, *row])
            assert broken() == []

        tamper()


@pytest.mark.django_db(transaction=True)
def test_rows_taken_out_or_put_in_are_found(province):
    asked = lives(province)
    of_dossier = f"FROM {EVENTS} WHERE dossier_id = %s AND"

    with as_owner() as intruder:
        intruder.execute(f"CREATE TABLE kept AS SELECT * FROM {EVENTS}")
        found = {}
        for name, statement in {
            "the first": f"DELETE {of_dossier} seq = 1",
            "one in the middle": f"DELETE {of_dossier} seq = 4",
            "the tail": f"DELETE {of_dossier} seq = 6",
            "all of them": f"DELETE {of_dossier} seq > 0",
            "one moved": f"UPDATE {EVENTS} SET seq = 99 WHERE dossier_id = %s AND seq = 3",
        }.items():
            intruder.execute(statement, [asked.pk])
            found[name] = broken()[0]
            intruder.execute(f"DELETE FROM {EVENTS}")
            intruder.execute(f"INSERT INTO {EVENTS} SELECT * FROM kept")
        intruder.execute("DROP TABLE kept")

    assert found == {
        "the first": (asked.pk, 2),
        "one in the middle": (asked.pk, 5),
        "the tail": (asked.pk, 6),
        "all of them": (asked.pk, 6),
        "one moved": (asked.pk, 4),
    }
    assert broken() == []


@pytest.mark.django_db
def test_a_state_set_by_hand_is_found(province):
    dossier = steps.lodge(province)

    Dossier.objects.filter(pk=dossier.pk).update(state="directed")

    assert broken() == [(dossier.pk, 1)]


@pytest.mark.django_db
def test_an_entry_forged_behind_the_last_is_found(province):
    dossier = steps.lodge(province)
    last = DossierEvent.objects.get(dossier=dossier)
    forged = DossierEvent(
        dossier_id=dossier.pk, seq=2, act="accept", source="lodged", target="accepted",
        by="officer:1", occurred_at=last.occurred_at, recorded_at=last.recorded_at, article="Điều 17",
        previous_hash=bytes(last.hash),
    )  # fmt: skip
    forged.hash = rules.hash_entry(bytes(last.hash), forged.to_entry())

    forged.save(force_insert=True)

    assert broken() == [(dossier.pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_log_rewritten_in_full_no_longer_is_what_was_given_its_place(province):
    dossier = steps.lodge(province)
    while outbox.drain():
        pass
    assert list(proof.verify()) == []

    with as_owner() as intruder:
        event = DossierEvent.objects.get(dossier=dossier)
        event.by = "citizen:99"
        event.hash = rules.hash_entry(chain.GENESIS, event.to_entry())
        intruder.execute(f'UPDATE {EVENTS} SET "by" = %s, hash = %s', [event.by, event.hash])
        intruder.execute("UPDATE dossiers_dossier SET last_hash = %s", [event.hash])

    assert broken() == []
    assert [fault.where for fault in proof.verify()] == [f"dossier {dossier.reference}, entry 1"]
