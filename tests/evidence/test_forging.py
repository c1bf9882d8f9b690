"""Whatever the database's owner tampers with at random is found by the proof, and the place is named.

The suite tries 200 tamperings; ``make tampering`` tries 10,000, and tells how long they took.
"""

import io
import json
import os
import random
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from tests.access.conftest import lives  # noqa: F401 - a fixture
from tests.casework.province import MONDAY
from tests.evidence import forging
from tests.evidence.verifying import load

from motcua.capabilities.evidence import actions as evidence
from motcua.composition.casework import histories, register
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli import verified

TAMPERINGS = int(os.environ.get("MOTCUA_TAMPERINGS", "200"))
SEED = int(os.environ.get("MOTCUA_TAMPERING_SEED", "61"))
NEW_YEAR = MONDAY.replace(year=MONDAY.year + 1, month=1, day=4)
pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def owned(db, monkeypatch):
    """Let the product work with the owner's connection, so that it sees what is tampered with and undone."""
    usual, owner = connections["default"], connections["owner"]
    monkeypatch.setattr(owner, "alias", usual.alias)
    connections["default"] = owner
    yield owner
    connections["default"] = usual


@pytest.fixture
def _remembered_apart(monkeypatch, tmp_path):
    """Keep the checkpoint that is remembered apart from that of other tests."""
    monkeypatch.setattr(verified, "path", lambda: tmp_path / "verified.json")


@pytest.fixture
def world(owned, _remembered_apart, lives, province, monkeypatch):  # noqa: F811 - a fixture
    """Close what happened in the province under three checkpoints, and take the constraints off."""
    monkeypatch.setattr(evidence, "MOST_IN_A_BATCH", 30)
    with clock.fixed_at(MONDAY):
        _settle()
        evidence.make_checkpoint(at=MONDAY)
        evidence.close_readings(at=MONDAY, lag=timedelta(0))
        evidence.make_checkpoint(at=MONDAY + timedelta(minutes=5))
        register.close(
            agency_id=province.agency_id, year=MONDAY.year, by=province.chair, at=NEW_YEAR
        )
        _settle()
        with owned.cursor() as cursor:
            cursor.execute(
                "INSERT INTO evidence_position SELECT p + n, 'lamp', '1', n, sha256(n::text::bytea), %s"
                " FROM generate_series(1, 200) n, (SELECT max(position) p FROM evidence_position) o",
                [MONDAY],
            )
        evidence.make_checkpoint(at=MONDAY + timedelta(minutes=10))
        assert audit() == (0, [])
        with undone(), owned.cursor() as cursor:
            _take_constraints_off(cursor)
            yield forging.World(cursor)


def _settle():
    while outbox.drain():
        pass


@contextmanager
def undone():
    """Undo whatever happens within."""
    with transaction.atomic(using="default"):
        yield
        transaction.set_rollback(True, using="default")


def _take_constraints_off(cursor):
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid = ANY(%s::regclass[])"
        " AND contype IN ('c', 'u', 'p') ORDER BY contype",
        [list(forging.KEYS)],
    )
    for table, name in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')


def audit():
    """Return the exit status of the command, and the places it names."""
    out = io.StringIO()
    status = 0
    try:
        call_command("audit", "verify", "--json", stdout=out)
    except SystemExit as ended:
        status = ended.code
    return status, [place["where"] for place in json.loads(out.getvalue())["broken"]]


def is_named(tampering, places):
    """Say whether one of the places is one where it was done."""
    return any(
        place.startswith(where) or where in place.split()
        for where in tampering.where
        for place in places
    )


def test_whatever_is_tampered_with_in_the_database_is_found_and_named(world):
    rng = random.Random(SEED)
    done, missed, began = Counter(), [], time.monotonic()
    for number in range(TAMPERINGS):
        way = rng.choice(forging.WAYS)
        with undone():
            tampering = way(world, rng)
            status, places = audit()
        if status != 1 or not is_named(tampering, places):
            missed.append((number, tampering, places[:5]))
        done[way.__name__] += 1
    assert missed == []
    assert audit() == (0, [])
    print(f"\n{TAMPERINGS} found in {time.monotonic() - began:.0f} s: {dict(done)}")  # noqa: T201 - what the command is for


def test_readings_that_no_batch_has_closed_yet_are_not_reached(world):
    closed = f"SELECT max(until) FROM {forging.BATCHES}"
    with undone():
        world.do(f"DELETE FROM {forging.READINGS} WHERE stored_at >= ({closed})")
        assert world.cursor.rowcount == 1
        assert audit() == (0, [])


@pytest.mark.parametrize("column", forging.NOT_PROVED)
def test_what_the_proof_does_not_reach_is_listed_and_true(world, column):
    table, name = column.split(".")
    with undone():
        row = world.rows[table][0]
        world.change(table, row, **{name: forging.made_up(row[name], random.Random(SEED))})
        assert audit() == (0, []), f"{column} is proved after all: strike it from the list"


def test_the_history_taken_home_shows_what_was_tampered_with_in_it(world, lives, province):  # noqa: F811 - a fixture
    program, rng = load(), random.Random(SEED)
    reference = lives.things.by_name["done"]
    before = histories.take_home(reference, province.hanh, at=MONDAY)
    program["check_history"](before)
    own = next(row for row in world.rows[forging.DOSSIERS] if row["reference"] == reference)
    log = [row for row in world.rows[forging.ENTRIES] if row["dossier_id"] == own["id"]]
    for _ in range(TAMPERINGS):
        row, name = rng.choice(log), rng.choice(["by", "occurred_at", "recorded_at", "payload"])
        with undone():
            world.change(
                forging.ENTRIES, row,
                **{name: forging.another(world, forging.ENTRIES, row, name, rng)},
            )  # fmt: skip
            after = histories.take_home(reference, province.hanh, at=MONDAY)
        if after["history"]["entries"] == before["history"]["entries"]:
            continue  # of what goes on within the agency the file shows the hash alone
        with pytest.raises(program["Wrong"], match=f"^Việc số {row['seq']}: "):
            program["check_history"](after)
