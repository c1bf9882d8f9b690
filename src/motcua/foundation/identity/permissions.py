"""Who may enter which page: the guards that stand before every view.

A stranger and a missing thing get the same answer, 404, so that nobody learns what exists. Somebody
who has not signed in is led to the right door, and back to where he was.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.foundation.identity.actors import Actor, Anonymous, Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.queries import actor_of
from motcua.foundation.identity.sessions import SEAT_KEY, SessionStore
from motcua.foundation.identity.shared import COOKIE, SESSION_KEY, SharedSession
from motcua.foundation.kernel.errors import NotFound

P = ParamSpec("P")
SHARED_COOKIE: Final = COOKIE
"""What a shared device keeps when the browser is told to forget."""


class ActorRequest(HttpRequest):
    """A request after the middleware: it knows who acts."""

    actor: Actor


class CitizenRequest(ActorRequest):
    """A request behind ``citizen_required``."""

    citizen: Citizen


class OfficerRequest(ActorRequest):
    """A request behind ``officer_required``."""

    officer: Officer


CitizenView = Callable[Concatenate[CitizenRequest, P], HttpResponse]
OfficerView = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def citizen_required(view: CitizenView[P]) -> PlainView[P]:
    """Let only citizens in: others who have signed in get 404, the rest the portal's door."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        entering = cast("CitizenRequest", request)
        match entering.actor:
            case Citizen() as citizen:
                entering.citizen = citizen
                return view(entering, *args, **kwargs)
            case Anonymous():
                return _lead_to(settings.CITIZEN_SIGN_IN, request)
            case _:
                raise NotFound

    return guarded


def officer_required(*roles: Role) -> Callable[[OfficerView[P]], PlainView[P]]:
    """Let only officers in whose post has one of the roles; any post, if no role is named."""

    def decorate(view: OfficerView[P]) -> PlainView[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            entering = cast("OfficerRequest", request)
            match entering.actor:
                case Officer() as officer if has_role(officer, *roles):
                    entering.officer = officer
                    return view(entering, *args, **kwargs)
                case Anonymous():
                    return _lead_to(settings.OFFICER_SIGN_IN, request)
                case _:
                    raise NotFound

        return guarded

    return decorate


def read_actor(request: HttpRequest) -> Actor:
    """Return who acts in this request, as the middleware found out."""
    return cast("ActorRequest", request).actor


def has_role(officer: Officer, *roles: Role) -> bool:
    """Return whether the post has one of the roles; true if none is named."""
    return not roles or not officer.roles.isdisjoint(roles)


def require_role(officer: Officer, *roles: Role) -> None:
    """Refuse an officer whose post has none of the roles, as if the thing did not exist.

    Raises:
        NotFound: if the post has none of them
    """
    if not has_role(officer, *roles):
        raise NotFound


def require_same_agency(officer: Officer, agency_id: int) -> None:
    """Refuse an officer of another agency, as if the thing did not exist.

    Raises:
        NotFound: if the officer serves another agency
    """
    if officer.agency_id != agency_id:
        raise NotFound


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Return the wanted address if it is a path of this installation, else an empty text."""
    is_path = (
        wanted.startswith("/")
        and wanted.isprintable()
        and url_has_allowed_host_and_scheme(
            wanted, allowed_hosts=None, require_https=request.is_secure()
        )
    )
    return wanted if is_path else ""


def find_shared_device(request: HttpRequest) -> int | None:
    """Return the agency that made the device a shared screen; none on a device of one's own."""
    marked = request.COOKIES.get(COOKIE, "")
    try:
        return int(signing.Signer(salt=COOKIE).unsign(marked)) if marked else None
    except (signing.BadSignature, ValueError):
        return None


def find_shared_session(request: HttpRequest) -> SharedSession | None:
    """Return when this session ends by itself; none if it is not one on a shared screen."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    kept = request.session.get(SESSION_KEY)
    return None if kept is None else SharedSession.read(kept)


def find_officer_of_session(key: str) -> Officer | None:
    """Return the officer whose session this is, if it lasts and the post is held today. Two queries.

    For a line that stays open, and has to be asked again whether it may.
    """
    request = HttpRequest()
    request.session = SessionStore(key or None)
    account = get_user(request) if key else None
    seat = request.session.get(SEAT_KEY) if account else None
    actor = actor_of(account, seat=seat) if isinstance(account, Account) else None
    return actor if isinstance(actor, Officer) else None


def _lead_to(door: str, request: HttpRequest) -> HttpResponse:
    """Redirect to a door, with the way back: this page, or the page that was posted from."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else _posted_from(request)
    address = resolve_url(door)
    if back:
        address = f"{address}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request") == "true":
        # htmx would put the sign-in page into the middle of this one.
        response = HttpResponse(status=204, headers={"HX-Redirect": address})
    else:
        response = HttpResponseRedirect(address)
    add_never_cache_headers(response)
    return response


def _posted_from(request: HttpRequest) -> str:
    origin = f"{request.scheme}://{request.get_host()}"
    return safe_next(request, request.headers.get("Referer", "").removeprefix(origin))
