"""What every request passes: a log line, the readings of personal data, refusals as answers."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.shortcuts import render

from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import NotFound, Refusal, TooOften

log = structlog.get_logger(__name__)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters but for tab and line ends, which people paste."""
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
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        response["X-Request-ID"] = request_id
        return response


class PlainAddresses:
    """Refuse addresses with control characters: nothing here has such a name, no database takes them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; 404 for a name that cannot be."""
        if CONTROL.search(request.path):
            answer: HttpResponse = HttpResponseNotFound(content_type="text/plain; charset=utf-8")
            if request.path.startswith("/api/"):
                answer = problem(NotFound())
            answer["Cache-Control"] = "no-store"
            return answer
        return self.get_response(request)


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
        response = render(request, "ui/refusal.html", {"refusal": error}, status=error.status)
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
