"""Calls of other systems: who calls, whether it may, how often, and a line in the log for each."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.exchange import actions as exchange
from motcua.capabilities.exchange import permissions
from motcua.capabilities.exchange.actions import NOTHING, Called
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.queries import Caller
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.subjects import Subject


class BodyTooLarge(Refusal):
    """The body is larger than one call may carry."""

    code = "api.body-too-large"
    message = _("Nội dung gửi lớn hơn mức một lần gọi được phép.")
    status = 413


class VersionChanged(Refusal):
    """The thing is another by now than when the system read it."""

    code = "api.version-changed"
    message = _("Dữ liệu đã khác lúc hệ thống đọc. Hãy đọc lại rồi gửi.")
    status = 412


@dataclass(frozen=True, kw_only=True)
class Served:
    """What a call is answered, and what it was about."""

    response: HttpResponse
    subject: Subject = NOTHING


Serve = Callable[[Caller, datetime], Served]


def serve(request: HttpRequest, scope: Scope, operation: str, do: Serve) -> HttpResponse:
    """Do what a system calls for and log the call, whatever comes of it. Three queries around it.

    Who cannot prove to be a system is refused without a row: strangers do not write our log.

    Raises:
        CallerUnknown, ScopeMissing, TooManyCalls: before anything is done.
    """
    at, started = clock.now(), time.monotonic()
    caller = permissions.require_caller(request.headers.get("Authorization", ""), at=at)
    exchange.count_call(caller, at=at)

    def log(status: int, code: str = "", subject: Subject = NOTHING, body: bytes = b"") -> None:
        called = Called(
            operation=operation,
            status=status,
            milliseconds=round((time.monotonic() - started) * 1000),
            content=body,
            code=code,
            subject=subject,
        )
        exchange.log_call(called, system_code=caller.code, at=at)

    body = b""
    try:
        permissions.require_scope(caller, scope)
        body = read_body(request)
        served = do(caller, at)
    except Refusal as refusal:
        log(refusal.status, refusal.code, body=body)
        raise
    except Exception:
        log(HTTPStatus.INTERNAL_SERVER_ERROR, "api.defect", body=body)
        raise
    log(served.response.status_code, subject=served.subject, body=body)
    return served.response


def read_body(request: HttpRequest) -> bytes:
    """Return what was sent.

    Raises:
        BodyTooLarge: if it is more than one call may carry.
    """
    try:
        return request.body
    except RequestDataTooBig as error:
        raise BodyTooLarge from error
