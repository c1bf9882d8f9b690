"""The token endpoint: a system proves itself by its key and gets a token for a short time (RFC 6749, 7523)."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from motcua.capabilities.exchange import actions as exchange
from motcua.capabilities.exchange import queries
from motcua.capabilities.exchange.actions import Called
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.errors import (
    GrantUnknown,
    RequestIncomplete,
    SystemUnproven,
    TokenRefused,
)
from motcua.capabilities.exchange.queries import Caller
from motcua.foundation.identity import actions as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal, TooOften

ADDRESS: Final = "/oauth/token"
OPERATION: Final = "token"
View = Callable[[HttpRequest], HttpResponse]


def speaks_oauth(view: View) -> View:
    """Answer what is refused as OAuth does (RFC 6749, section 5.2)."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request)
        except Refusal as refusal:
            return _refused(refusal)
        return response

    return answer


@never_cache
@require_safe
def metadata(_request: HttpRequest) -> HttpResponse:
    """Say what a client has to know (RFC 8414)."""
    return JsonResponse(describe())


def describe() -> dict[str, object]:
    """Return the description of this authorization server."""
    issuer = settings.PUBLIC_URL
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}{ADDRESS}",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(queries.ALGORITHMS),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "scopes_supported": list(Scope.values),
        "service_documentation": f"{issuer}/api/v1/docs",
    }


@speaks_oauth
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Give a token to a system that proves itself, and log that it asked; strangers leave no row."""
    at, started = clock.now(), time.monotonic()
    caller = _prove(request, at)
    status, code = HTTPStatus.OK, ""
    try:
        exchange.count_call(caller, at=at)
        return _grant(request, caller, at)
    except Refusal as refusal:
        status, code = HTTPStatus(refusal.status), refusal.code
        raise
    finally:
        called = Called(
            operation=OPERATION,
            status=status,
            milliseconds=round((time.monotonic() - started) * 1000),
            content=b"",
            code=code,
        )
        exchange.log_call(called, system_code=caller.code, at=at)


def _grant(request: HttpRequest, caller: Caller, at: datetime) -> HttpResponse:
    match _one(request, "grant_type"):
        case "client_credentials":
            issued = exchange.issue(caller, wanted=_one(request, "scope", is_needed=False), at=at)
            return JsonResponse(
                {
                    "access_token": issued.text,
                    "token_type": "Bearer",
                    "expires_in": int(issued.lasts.total_seconds()),
                    "scope": " ".join(issued.scopes),
                }
            )
        case _:
            raise GrantUnknown


def _prove(request: HttpRequest, at: datetime) -> Caller:
    """Return the system that asks; whoever proves nothing is counted by address."""
    try:
        caller = exchange.prove(_assertion(request), audiences=_audiences(), at=at)
        _require_same(request, caller)
    except SystemUnproven:
        identity.count_look_up(request, at=at)
        raise
    return caller


def _audiences() -> tuple[str, str]:
    return settings.PUBLIC_URL, f"{settings.PUBLIC_URL}{ADDRESS}"


def _assertion(request: HttpRequest) -> str:
    if _one(request, "client_assertion_type", is_needed=False) != queries.ASSERTION_TYPE:
        raise SystemUnproven(reason="assertion")
    return _one(request, "client_assertion")


def _require_same(request: HttpRequest, caller: Caller) -> None:
    if _one(request, "client_id", is_needed=False) not in {"", caller.code}:
        raise SystemUnproven(reason="client")


def _one(request: HttpRequest, name: str, *, is_needed: bool = True) -> str:
    """Return a parameter, which may come once (RFC 6749, section 3.2)."""
    values = request.POST.getlist(name)
    if len(values) > 1 or (is_needed and not "".join(values)):
        raise RequestIncomplete(parameter=name)
    return "".join(values)


def _refused(refusal: Refusal) -> HttpResponse:
    error = refusal.error if isinstance(refusal, TokenRefused) else "temporarily_unavailable"
    # A description is plain ASCII by the standard: the code, and the one word that says why.
    reason = refusal.values.get("reason") or refusal.values.get("parameter")
    said = f"{refusal.code}: {reason}" if reason else refusal.code
    response = JsonResponse({"error": error, "error_description": said}, status=refusal.status)
    if isinstance(refusal, TooOften):
        response["Retry-After"] = str(refusal.seconds)
    return response
