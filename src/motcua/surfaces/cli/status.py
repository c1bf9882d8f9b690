"""How this installation is: what a person on duty asks first."""

from datetime import datetime

import msgspec
from django.db import DatabaseError, connection

from motcua.capabilities.exchange import queries as exchange
from motcua.foundation.kernel import health, local
from motcua.surfaces.cli.local.processes import Book


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
    missing = health.list_missing_migrations()
    findings.append(_migrations(missing))
    if not missing:
        found = health.look(at)
        findings += [_outbox(found), _worker(found), _jobs(found), _systems()]
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


def _migrations(missing: tuple[str, ...]) -> Finding:
    said = f"to be run: {', '.join(missing)}" if missing else "all run"
    return Finding(name="migrations", is_fine=not missing, said=said)


def _outbox(found: health.Health) -> Finding:
    said = f"{found.waiting_events} waiting, {found.late_events} for too long"
    return Finding(name="outbox", is_fine=found.is_flowing, said=said)


def _worker(found: health.Health) -> Finding:
    heard_at = found.worker_heard_at
    said = "none is at work" if heard_at is None else f"last heard of at {heard_at:%H:%M:%S}"
    return Finding(name="worker", is_fine=found.has_worker, said=said)


def _systems() -> Finding:
    owed = exchange.count_owed()
    said = f"{owed.waiting} statuses waiting, {owed.failed} given up"
    return Finding(name="systems", is_fine=not owed.failed, said=said)


def _jobs(found: health.Health) -> Finding:
    said = f"{found.waiting_jobs} waiting, {found.failed_jobs} failed"
    return Finding(name="jobs", is_fine=not found.failed_jobs, said=said)
