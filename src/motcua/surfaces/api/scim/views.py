"""Answer a personnel system: each writing is a line of a file of officers, and errors are SCIM's own."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.errors import ScopeMissing
from motcua.capabilities.exchange.queries import Caller
from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.queries import Provisioned
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal, TooOften
from motcua.foundation.kernel.subjects import Subject
from motcua.surfaces.api.calling import Served, VersionChanged, read_body, serve
from motcua.surfaces.api.scim import described, resources
from motcua.surfaces.api.scim.resources import Json, Malformed, Wanted

MEDIA_TYPE: Final = "application/scim+json"
FILTER: Final = re.compile(r'\s*userName\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.IGNORECASE)
BASE: Final = "/scim/v2/"
LONGEST: Final = 60
"""Letters of a decision; where none is said, the system's name stands in its place."""
View = Callable[..., HttpResponse]
Do = Callable[[Caller, int, datetime], Served]


def speaks_scim(view: View) -> View:
    """Answer what is refused or malformed as an error of SCIM (RFC 7644, section 3.12)."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        try:
            response = view(request, *args, **values)
        except Refusal as refusal:
            # What SCIM's clients know as a wrong value is a line that cannot be carried out.
            status, kind = REFUSED.get(refusal.code, (refusal.status, ""))
            refused = _error(status, refusal.text, kind)
            if isinstance(refusal, TooOften):
                refused["Retry-After"] = str(refusal.seconds)
            if status == HTTPStatus.UNAUTHORIZED:
                refused["WWW-Authenticate"] = "Bearer"
            return refused
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            refused = _error(405, f"{request.method} is not allowed here.")
            refused["Allow"] = response["Allow"]
            return refused
        return response

    return answer


REFUSED: Final = {"identity.line-refused": (400, "invalidValue")}


@speaks_scim
@require_http_methods(["GET", "HEAD", "POST"])
def users(request: HttpRequest) -> HttpResponse:
    """List the officers of the system's agency, or let somebody join."""
    if request.method == "POST":
        return _serve(request, "officer-join", lambda *asked: _join(request, *asked))
    return _serve(request, "officers-list", lambda *asked: _list(request, *asked))


@speaks_scim
@require_http_methods(["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Answer one officer; let the officer move or leave."""

    def do(caller: Caller, agency_id: int, at: datetime) -> Served:
        on = clock.day_in_vietnam(at)
        found = queries.get_provisioned(user_id, agency_id=agency_id, on=on)
        if request.method in {"GET", "HEAD"}:
            return _served(found)
        _require_version(request, found)
        if request.method == "DELETE":
            actions.remove_officer(
                user_id, agency_id=agency_id, number=caller.name[:LONGEST], by=caller.actor, at=at
            )
            return Served(response=HttpResponse(status=204), subject=_subject(found))
        sent = _read_object(request)
        wanted = (resources.read_user if request.method == "PUT" else resources.read_patch)(sent)
        _write(wanted, found, caller, agency_id, at)
        return _served(queries.get_provisioned(user_id, agency_id=agency_id, on=on))

    operation = {"PUT": "officer-replace", "PATCH": "officer-change", "DELETE": "officer-leave"}
    return _serve(request, operation.get(request.method or "", "officer"), do)


@speaks_scim
@require_safe
def config(_request: HttpRequest) -> HttpResponse:
    """Say what this service can."""
    return _answer(described.config(BASE))


@speaks_scim
@require_safe
def resource_types(_request: HttpRequest) -> HttpResponse:
    """List the types of resources."""
    return _answer(_listed([described.resource_type(BASE)], total=1))


@speaks_scim
@require_safe
def resource_type(_request: HttpRequest) -> HttpResponse:
    """Answer the type of officers."""
    return _answer(described.resource_type(BASE))


@speaks_scim
@require_safe
def schemas(_request: HttpRequest) -> HttpResponse:
    """List the schemas."""
    known = list(described.schemas(BASE).values())
    return _answer(_listed(known, total=len(known)))


@speaks_scim
@require_safe
def schema(_request: HttpRequest, urn: str) -> HttpResponse:
    """Answer one schema."""
    known = described.schemas(BASE).get(urn)
    return _error(404, f"There is no schema {urn}.") if known is None else _answer(known)


@speaks_scim
def absence(request: HttpRequest) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return _error(404, f"There is nothing at {request.path}.")


def _serve(request: HttpRequest, operation: str, do: Do) -> HttpResponse:
    def served(caller: Caller, at: datetime) -> Served:
        if caller.agency_id is None:
            raise ScopeMissing(system=caller.name, scope=Scope.OFFICERS.label)
        try:
            return do(caller, caller.agency_id, at)
        except Malformed as wrong:
            return Served(response=_error(400, wrong.detail, wrong.kind))

    return serve(request, Scope.OFFICERS, operation, served)


def _list(request: HttpRequest, _caller: Caller, agency_id: int, at: datetime) -> Served:
    asked = request.GET.get("filter")
    login = None if asked is None else _login(asked)
    first = max(1, _number(request, "startIndex", 1))
    most = min(resources.MOST, max(0, _number(request, "count", resources.MOST)))
    total, found = queries.list_provisioned(
        agency_id, on=clock.day_in_vietnam(at), login=login, first=first - 1, most=most
    )
    shown = [resources.user(one, BASE) for one in found]
    return Served(response=_answer(_listed(shown, total=total, first=first)))


def _join(request: HttpRequest, caller: Caller, agency_id: int, at: datetime) -> Served:
    wanted = resources.read_user(_read_object(request))
    if wanted.is_active is False:
        raise Malformed("invalidValue", "Who joins is active.")
    login = wanted.user_name or ""
    if queries.find_account_id(login) is not None:
        return Served(response=_error(409, f"userName {login} is taken.", "uniqueness"))
    _write(wanted, None, caller, agency_id, at)
    account_id = queries.find_account_id(login) or 0
    on = clock.day_in_vietnam(at)
    return _served(queries.get_provisioned(account_id, agency_id=agency_id, on=on), status=201)


def _write(
    wanted: Wanted, found: Provisioned | None, caller: Caller, agency_id: int, at: datetime
) -> None:
    if found is not None:
        if wanted.user_name not in {None, found.login}:
            raise Malformed("mutability", "userName stays what it is.")
        if wanted.name not in {None, found.full_name}:
            raise Malformed(
                "mutability", "A name is changed where people are registered, not here."
            )
        if wanted.is_active is False:
            number = (wanted.decision or caller.name)[:LONGEST]
            actions.let_officer_go(
                found.id, agency_id=agency_id, number=number, by=caller.actor, at=at
            )
            return
        if not found.is_active:
            raise Malformed("invalidValue", "Who left comes back by hand, not from here.")
    cells = resources.line(
        wanted, found, today=clock.day_in_vietnam(at), system=caller.name[:LONGEST]
    )
    actions.provision(cells, agency_id=agency_id, by=caller.actor, at=at)


def _login(asked: str) -> str:
    matched = FILTER.fullmatch(asked)
    if matched is None:
        raise Malformed("invalidFilter", 'The one filter here is userName eq "…".')
    try:
        return msgspec.json.decode(matched[1], type=str)
    except msgspec.DecodeError as error:
        raise Malformed("invalidFilter", "The value is no JSON text.") from error


def _number(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name, str(usual))
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise Malformed("invalidValue", f"{name} is a number.")
    return int(text)


def _read_object(request: HttpRequest) -> Json:
    try:
        sent = msgspec.json.decode(read_body(request))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed("invalidSyntax", "The body is no JSON.") from error
    if not isinstance(sent, dict):
        raise Malformed("invalidSyntax", "The body is an object.")
    return sent


def _require_version(request: HttpRequest, found: Provisioned) -> None:
    """Refuse what was meant for a resource that is another by now (RFC 7644, section 3.14)."""
    wanted = request.headers.get("If-Match", "*")
    version = resources.user(found, BASE)["meta"]["version"]
    if wanted.strip() != "*" and version not in {one.strip() for one in wanted.split(",")}:
        raise VersionChanged


def _subject(found: Provisioned) -> Subject:
    return Subject(kind="account", key=str(found.id))


def _served(found: Provisioned, *, status: int = 200) -> Served:
    shown = resources.user(found, BASE)
    response = _answer(shown, status=status)
    response["ETag"] = shown["meta"]["version"]
    response["Location"] = shown["meta"]["location"]
    return Served(response=response, subject=_subject(found))


def _listed(shown: list[Json], *, total: int, first: int = 1) -> Json:
    return {
        "schemas": [resources.LIST], "totalResults": total, "startIndex": first,
        "itemsPerPage": len(shown), "Resources": shown,
    }  # fmt: skip


def _answer(said: Json, *, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(said), status=status, content_type=MEDIA_TYPE)


def _error(status: int, detail: str, kind: str = "") -> HttpResponse:
    said: Json = {"schemas": [resources.ERROR], "status": str(status), "detail": detail}
    return _answer(said | ({"scimType": kind} if kind else {}), status=status)
