"""What every request passes: a log line, the readings of personal data, refusals as answers."""

import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

import structlog
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
    UnreadablePostError,
)
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from motcua.config.logs import without_keys
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import NotFound, Refusal, TooOften

log = structlog.get_logger(__name__)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters but for tab and line ends, which people paste."""
NUL: Final = "\x00"
Asked = TypeVar("Asked", bound=QueryDict)
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Log one line per request, without personal data, and give the request an id."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and log method, path, status and milliseconds."""
        request_id = uuid.uuid4().hex[:16]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id):
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                path=without_keys(request.path),
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        response["X-Request-ID"] = request_id
        return response


class PlainText:
    """Let nothing in that no database can keep: nothing here has such a name, nobody can type NUL.

    An address with control characters is one that does not exist. Questions and forms are read without
    their NULs, and a cookie with one was not given out by us.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if the cookies that are not ours had not come."""
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if NUL not in value
        }
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Answer, _args: object, _values: object
    ) -> HttpResponse | None:
        """Answer 404 to a name that cannot be; let the view read plain text."""
        if CONTROL.search(request.path):
            if request.path.startswith("/api/"):
                return _uncached(problem(NotFound()))
            raise Http404
        if _has_nul(request.GET):
            request.GET = _without_nul(request.GET)
        # Where the line dropped, whoever needs the form meets that again.
        with suppress(UnreadablePostError):
            if _has_nul(request.POST):
                request.POST = _without_nul(request.POST)
        return None


def _has_nul(asked: QueryDict) -> bool:
    return any(NUL in text for name, values in asked.lists() for text in (name, *values))


def _without_nul(asked: Asked) -> Asked:
    pairs = ((name, text) for name, values in asked.lists() for text in values)
    return type(asked)(
        urlencode([(name.replace(NUL, ""), text.replace(NUL, "")) for name, text in pairs])
    )


def _uncached(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response


class Readings:
    """Store which personal data the request read before its answer leaves; no log, no answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the readings of the request stored in one insert."""
        with audit.collecting(request.path):
            return self.get_response(request)


class Refusals:
    """Turn a refusal that no view caught into a page, or into problem+json for machines."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave a defect to the error tracker."""
        if not isinstance(error, Refusal):
            return None
        if request.path.startswith("/api/"):
            return problem(error)
        response = _uncached(
            render(request, "ui/refusal.html", {"refusal": error}, status=error.status)
        )
        if isinstance(error, TooOften):
            response["Retry-After"] = str(error.seconds)
        return response


def problem(refusal: Refusal) -> JsonResponse:
    """Return the refusal as RFC 9457 problem+json with its stable code."""
    body = {
        "type": f"urn:motcua:problem:{refusal.code}",
        "title": refusal.text,
        "status": refusal.status,
        "code": refusal.code,
    }
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
