"""What a person on duty is told, and which database is not touched."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from motcua.foundation.kernel.models import OutboxMessage
from motcua.surfaces.cli import status
from motcua.surfaces.cli.management.commands import migrate

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def by_name(at=NOON):
    return {finding.name: finding for finding in status.look(at)}


def heartbeat(at):
    with connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


@pytest.mark.django_db
def test_all_is_fine_when_a_worker_was_heard_and_nothing_waits():
    heartbeat(NOON - timedelta(seconds=5))

    found = by_name()

    assert {name: finding.is_fine for name, finding in found.items()} == {
        "processes": True, "database": True, "migrations": True, "outbox": True, "worker": True,
        "jobs": True, "systems": True,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heard", "said"), [(None, "none is at work"), (timedelta(minutes=2), "last heard of at")]
)
def test_a_silent_worker_is_wrong(heard, said):
    if heard:
        heartbeat(NOON - heard)

    worker = by_name()["worker"]

    assert not worker.is_fine
    assert worker.said.startswith(said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "is_fine"), [(timedelta(minutes=1), True), (timedelta(hours=1), False)]
)
def test_what_waits_too_long_is_wrong(age, is_fine):
    OutboxMessage.objects.create(
        type="tests.lamp-lit",
        subject_kind="lamp",
        subject_key="1",
        payload={},
        occurred_at=NOON - age,
    )

    assert by_name()["outbox"].is_fine is is_fine


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_ends_with_one_when_something_is_wrong(capsys):
    with pytest.raises(SystemExit) as end:
        call_command("status")

    assert end.value.code == 1
    assert "SAI · wrong" in capsys.readouterr().out


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_database_of_a_newer_release_is_refused():
    MigrationRecorder(connections["owner"]).record_applied("kernel", "9999_from_the_future")

    with pytest.raises(CommandError, match=r"kernel\.9999_from_the_future"):
        migrate.require_upgrade_path("owner")


def test_only_the_owner_migrates():
    with pytest.raises(CommandError, match="belong to the owner"):
        call_command("migrate", database="default")
