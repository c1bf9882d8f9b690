"""What a person on duty asks of an installation: does the worker live, does anything wait for too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from motcua.foundation.kernel.models import OutboxMessage

WORKER_SILENT_AFTER: Final = timedelta(seconds=60)
WAITING_TOO_LONG: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Health:
    """The installation at a moment."""

    at: datetime
    worker_heard_at: datetime | None
    """When a worker last said that it lives; None if there is none."""
    waiting_events: int
    """Events that no worker has delivered yet."""
    oldest_event_at: datetime | None
    waiting_jobs: int
    failed_jobs: int
    missing_migrations: tuple[str, ...]

    @property
    def has_worker(self) -> bool:
        """Whether a worker is at work."""
        heard_at = self.worker_heard_at
        return heard_at is not None and self.at - heard_at < WORKER_SILENT_AFTER

    @property
    def is_flowing(self) -> bool:
        """Whether no event waits for too long."""
        oldest = self.oldest_event_at
        return oldest is None or self.at - oldest < WAITING_TOO_LONG

    @property
    def is_migrated(self) -> bool:
        """Whether the database has the shape this code expects."""
        return not self.missing_migrations

    @property
    def is_fine(self) -> bool:
        """Whether nobody has to do anything."""
        return self.has_worker and self.is_flowing and self.is_migrated and not self.failed_jobs


def look(at: datetime) -> Health:
    """Return how the installation is. Three queries and those that read the migrations."""
    waiting = OutboxMessage.objects.filter(is_delivered=False)
    oldest = waiting.order_by("occurred_at").values_list("occurred_at", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),"
            " count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed')"
            " FROM procrastinate_jobs"
        )
        heard_at, waiting_jobs, failed_jobs = cursor.fetchone()
    return Health(
        at=at,
        worker_heard_at=heard_at,
        waiting_events=waiting.count(),
        oldest_event_at=oldest,
        waiting_jobs=waiting_jobs,
        failed_jobs=failed_jobs,
        missing_migrations=_missing_migrations(),
    )


def _missing_migrations() -> tuple[str, ...]:
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)
