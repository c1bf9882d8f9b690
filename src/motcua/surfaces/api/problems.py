"""Every error as RFC 9457 problem+json, with a code that programs may rely on."""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from motcua.foundation.kernel.errors import InvalidInput, Refusal, TooOften

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
View = Callable[..., HttpResponse]


class ProblemAt(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one value of the request."""

    field: str
    code: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why the request was not carried out (RFC 9457)."""

    type: str
    """``urn:motcua:problem:`` and the code."""
    title: str
    status: int
    code: str
    errors: tuple[ProblemAt, ...] = ()


def problem(code: str, title: str, status: int, errors: Sequence[ProblemAt] = ()) -> HttpResponse:
    """Return the answer that says what went wrong."""
    body = Problem(
        type=f"urn:motcua:problem:{code}",
        title=title,
        status=status,
        code=code,
        errors=tuple(errors),
    )
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE)


def of_refusal(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with its own code and sentence."""
    errors: list[ProblemAt] = []
    if isinstance(refusal, InvalidInput):
        errors = [
            ProblemAt(field=wrong.field, code=wrong.code, detail=wrong.text)
            for wrong in refusal.problems
        ]
    elif refusal.field is not None:
        errors = [ProblemAt(field=refusal.field, code=refusal.code, detail=refusal.text)]
    response = problem(refusal.code, refusal.text, refusal.status, errors)
    if isinstance(refusal, TooOften):
        response["Retry-After"] = str(refusal.seconds)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def of_validation(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer values that do not fit the description of the interface."""
    errors = [
        ProblemAt(field=str(wrong["loc"][-1]), code=wrong["type"], detail=wrong["msg"])
        for wrong in error.errors
    ]
    return problem(
        "api.invalid-parameters",
        _("Yêu cầu có tham số không đúng."),
        HTTPStatus.UNPROCESSABLE_ENTITY,
        errors,
    )


def of_absence(request: HttpRequest, _error: Http404 | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    title = _("Không có địa chỉ {path}.").format(path=request.path)
    return problem("api.no-such-address", title, HTTPStatus.NOT_FOUND)


def of_status(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the framework itself refuses: a malformed body, missing credentials."""
    status = HTTPStatus(error.status_code)
    code = status.name.lower().replace("_", "-")
    return problem(f"api.{code}", str(error), status)


def speaks_problems(view: View) -> View:
    """Turn what the framework would answer in plain text or HTML into a problem too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        try:
            response = view(request, *args, **values)
        except Http404:
            return of_absence(request)
        except Exception:
            # The border: the tracker hears of the defect, the client gets a problem.
            got_request_exception.send(sender=None, request=request)
            log.exception("api.defect", path=request.path)
            return problem(
                "api.defect",
                _("Hệ thống gặp lỗi. Chưa có gì thay đổi; hãy thử lại sau."),
                HTTPStatus.INTERNAL_SERVER_ERROR,
            )
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            refused = problem(
                "api.method-not-allowed",
                _("Địa chỉ này không nhận phương thức {method}.").format(method=request.method),
                HTTPStatus.METHOD_NOT_ALLOWED,
            )
            refused["Allow"] = response["Allow"]
            return refused
        return response

    return answer
