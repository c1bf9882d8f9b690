"""What the frame of every page needs, in one small value."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from motcua.surfaces.ui.display import COOKIE, Display

DESK = "/can-bo/"
KEYS_COOKIE = "motcua_keys"
KEYS_OFF = "off"
LIVE = f"{DESK}truc-tiep/"
"""Served by a process of its own (``config.asgi``)."""
SIGN_IN = ("/dang-nhap/", f"{DESK}dang-nhap/")
"""Where the pages lie on which people sign in; they offer no second door to themselves."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at the page, as far as its frame shows it."""

    kind: str
    """``anonymous``, ``citizen`` or ``officer``."""
    name: str
    title: str
    roles: frozenset[str] = frozenset()
    """What an officer's post may do; it decides what the navigation offers."""
    seats: tuple[object, ...] = ()
    """Where an officer stands in today."""
    stands_in: bool = False
    """Whether the officer works in the place of somebody away at this moment."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A screen that strangers share, and when it forgets who uses it."""

    left: int
    """Seconds until the session ends, or until an untouched page gives way to the next visitor."""
    ends_at: datetime | None
    """When the session ends; none where nobody has signed in."""
    may_have_more: bool
    """Whether more time is given when it is asked for."""


@dataclass(frozen=True, slots=True)
class Site:
    """The installation, the visitor and the visitor's choices."""

    place: str
    is_demo: bool
    is_practice: bool
    """Whether this is the site on which officers practise, on made-up dossiers."""
    can_practise: bool
    """Whether there is such a site to go to, or this is it."""
    support_email: str
    support_phone: str
    display: Display
    visitor: Visitor
    path: str
    """Address of the page with its query, to come back to after a change of display."""
    page: str
    """What the address of the page is called, for the help that is for it."""
    is_signing_in: bool
    """Whether the page is one of those on which people sign in."""
    layout: str
    """The base template of the surface that the page belongs to."""
    has_keys: bool
    """Whether single keys act, which an officer can switch off."""
    live: str
    """Where an open desk hears what is new."""
    shared: Shared | None
    """Set on a screen that strangers share."""


def site(request: HttpRequest) -> dict[str, Site]:
    """Give templates ``site``."""
    return {"site": read_site(request)}


def read_site(request: HttpRequest) -> Site:
    """Return the frame's values for a request."""
    is_desk = request.path.startswith(DESK)
    return Site(
        place=settings.INSTALLATION_NAME,
        is_demo=settings.DEMO,
        is_practice=settings.PRACTICE,
        can_practise=settings.PRACTICE or bool(settings.PRACTICE_URL),
        support_email=settings.SUPPORT_EMAIL,
        support_phone=settings.SUPPORT_PHONE,
        display=Display.read(request.COOKIES.get(COOKIE, "")),
        visitor=_visitor(request),
        # What answers a form has no page of its own to come back to.
        path=request.get_full_path() if request.method == "GET" else request.path,
        page=request.resolver_match.url_name or "" if request.resolver_match else "",
        is_signing_in=request.path.startswith(SIGN_IN),
        layout="desk/base.html" if is_desk else "ui/portal_base.html",
        has_keys=is_desk and _has_keys(request),
        live=f"{settings.LIVE_URL}{LIVE}" if is_desk else "",
        shared=getattr(request, "shared", None),
    )


def _has_keys(request: HttpRequest) -> bool:
    """Read the officer's own choice; one that a browser kept holds until the officer chooses anew."""
    is_kept_off = request.COOKIES.get(KEYS_COOKIE) == KEYS_OFF
    actor = getattr(request, "actor", None)
    return bool(getattr(actor, "has_single_keys", True)) and not is_kept_off


def _visitor(request: HttpRequest) -> Visitor:
    """Read the actor that sign-in put on the request; this package does not know its types."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return Visitor(kind="anonymous", name="", title="")
    return Visitor(
        kind=actor.key.partition(":")[0],
        name=getattr(actor, "name", ""),
        title=getattr(actor, "title", ""),
        roles=getattr(actor, "roles", frozenset()),
        seats=getattr(actor, "seats", ()),
        stands_in=getattr(actor, "in_place_of", None) is not None,
    )
