"""Whether the process lives, and whether the installation can serve."""

from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Final

import msgspec
import structlog
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.kernel import clock

log = structlog.get_logger(__name__)

WORKER_SILENT_AFTER: Final = timedelta(seconds=60)


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """One word, and what was looked at."""

    status: str
    checks: dict[str, bool] = {}


class _Waiting(Exception):
    """Not every migration has run."""


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests."""
    return _answer(Health(status="ok"), HTTPStatus.OK)


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer whether the database is there, all migrations have run and a worker is at work."""
    checks = {"database": _has_database()}
    if checks["database"]:
        checks["migrations"] = _has_migrations()
        checks["worker"] = _has_worker()
    is_ready = all(checks.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return _answer(Health(status="ready" if is_ready else "not-ready", checks=checks), status)


def _answer(health: Health, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(health), status=status, content_type="application/json")


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("readyz.database")
        return False
    return True


def _has_migrations() -> bool:
    try:
        _require_migrations()
    except _Waiting:
        return False
    return True


@cache
def _require_migrations() -> None:
    """Look once: what has run stays run for as long as this code serves."""
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Waiting


def _has_worker() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (heard_at,) = cursor.fetchone()
    return heard_at is not None and clock.now() - heard_at < WORKER_SILENT_AFTER
