"""What a person on duty asks of an installation: does the worker live, does anything wait for too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q

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
    late_events: int
    """Those of them that have waited for too long."""
    oldest_event_at: datetime | None
    waiting_jobs: int
    failed_jobs: int
    missing_migrations: tuple[str, ...]

    @property
    def has_worker(self) -> bool:
        """Whether a worker is at work."""
        return is_heard(self.worker_heard_at, at=self.at)

    @property
    def is_flowing(self) -> bool:
        """Whether no event waits for too long."""
        return not self.late_events

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
    late = Q(occurred_at__lt=at - WAITING_TOO_LONG)
    events = waiting.aggregate(
        waiting=Count("pk"), late=Count("pk", filter=late), oldest=Min("occurred_at")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo'),"
            " count(*) FILTER (WHERE status = 'failed') FROM procrastinate_jobs"
        )
        waiting_jobs, failed_jobs = cursor.fetchone()
    return Health(
        at=at,
        worker_heard_at=find_last_heartbeat(),
        waiting_events=events["waiting"],
        late_events=events["late"],
        oldest_event_at=events["oldest"],
        waiting_jobs=waiting_jobs,
        failed_jobs=failed_jobs,
        missing_migrations=list_missing_migrations(),
    )


def find_last_heartbeat() -> datetime | None:
    """Return when a worker last said that it lives. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row: tuple[datetime | None] = cursor.fetchone()
    return row[0]


def is_heard(heard_at: datetime | None, *, at: datetime) -> bool:
    """Say whether a worker that was last heard of then is taken to be at work."""
    return heard_at is not None and at - heard_at < WORKER_SILENT_AFTER


def list_missing_migrations() -> tuple[str, ...]:
    """Return the migrations this code has and the database has not."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)
