"""Whether the process lives, and whether the installation can serve."""

from functools import cache
from http import HTTPStatus

import msgspec
import structlog
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.kernel import clock, health

log = structlog.get_logger(__name__)


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """One word, and what was looked at."""

    status: str
    checks: dict[str, bool] = {}


class _Waiting(Exception):
    """Not every migration has run."""


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer that the process serves requests."""
    return _answer(Readiness(status="ok"), HTTPStatus.OK)


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
    return _answer(Readiness(status="ready" if is_ready else "not-ready", checks=checks), status)


def _answer(readiness: Readiness, status: HTTPStatus) -> HttpResponse:
    body = msgspec.json.encode(readiness)
    return HttpResponse(body, status=status, content_type="application/json")


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
    if health.list_missing_migrations():
        raise _Waiting


def _has_worker() -> bool:
    return health.is_heard(health.find_last_heartbeat(), at=clock.now())
