"""How this installation is: what a person on duty asks first."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from motcua.foundation.kernel import grants, local, outbox
from motcua.foundation.kernel.models import OutboxMessage
from motcua.surfaces.cli.local.processes import Book

WORKER_SILENT_AFTER = timedelta(seconds=60)
WAITING_TOO_LONG = timedelta(minutes=5)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at."""

    name: str
    is_fine: bool
    said: str


def look(at: datetime) -> list[Finding]:
    """Return what was found, one line each; without a database that one line."""
    findings = [_processes()]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT version()")
            version = str(cursor.fetchone()[0]).partition(" on ")[0]
    except DatabaseError as error:
        return [*findings, Finding(name="database", is_fine=False, said=str(error).strip())]
    findings.append(Finding(name="database", is_fine=True, said=version))
    migrations = _migrations()
    findings.append(migrations)
    if migrations.is_fine:
        findings += [_outbox(at), _worker(at), _jobs()]
    return findings


def _processes() -> Finding:
    records = Book(local.state_dir() / "processes.json").read()
    dead = [record.name for record in records if not record.lives()]
    alive = [record.name for record in records if record.lives()]
    said = f"running: {', '.join(alive) or 'none of ours'}"
    return Finding(
        name="processes",
        is_fine=not dead,
        said=said if not dead else f"{said}; dead: {', '.join(dead)}",
    )


def _migrations() -> Finding:
    try:
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    finally:
        connections[grants.OWNER_ALIAS].close()
    waiting = [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
    return Finding(
        name="migrations",
        is_fine=not waiting,
        said=f"to be run: {', '.join(waiting)}" if waiting else "all run",
    )


def _outbox(at: datetime) -> Finding:
    waiting = outbox.waiting_count()
    stuck = OutboxMessage.objects.filter(
        is_delivered=False, occurred_at__lt=at - WAITING_TOO_LONG
    ).count()
    return Finding(
        name="outbox", is_fine=not stuck, said=f"{waiting} waiting, {stuck} for too long"
    )


def _worker(at: datetime) -> Finding:
    heard = _one("SELECT max(last_heartbeat) FROM procrastinate_workers")
    if heard is None:
        return Finding(name="worker", is_fine=False, said="none is at work")
    is_fine = at - heard < WORKER_SILENT_AFTER
    return Finding(name="worker", is_fine=is_fine, said=f"last heard of at {heard:%H:%M:%S}")


def _jobs() -> Finding:
    failed = _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    waiting = _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
    return Finding(name="jobs", is_fine=not failed, said=f"{waiting} waiting, {failed} failed")


def _one(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return None if row is None else row[0]
