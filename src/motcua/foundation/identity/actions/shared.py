"""Screens that strangers share: a device is made one, a session on it begins, is prolonged and ends.

The one-stop desk has computers on which people use online services (Decree 61/2018, Article 13.2.b).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.core.cache import cache

from motcua.foundation.identity import errors, permissions
from motcua.foundation.identity.actions import journal
from motcua.foundation.identity.enums import Role, SignInOutcome, SignInWay
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.shared import (
    COOKIE,
    SESSION_KEY,
    WISH_KEY,
    Limits,
    SharedSession,
)

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from motcua.foundation.identity.actors import Officer

CODE_DIGITS: Final = 6
CODE_LASTS: Final = timedelta(minutes=15)
A_YEAR: Final = timedelta(days=365)
TIMED_OUT: Final = "timed-out"
"""What the log of sign-ins says of a session that nobody ended."""
WORTH_KEEPING: Final = timedelta(seconds=10)
"""A touch moves the end by at least this much before the session is written anew."""


def offer_shared_screen(*, by: Officer) -> str:
    """Return a code that makes a device a shared screen of the officer's agency, for a quarter of an hour.

    Raises:
        NotFound: to who neither receives people nor leads
    """
    permissions.require_role(by, Role.DESK, Role.LEADER)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    cache.set(_name(code), by.agency_id, CODE_LASTS.total_seconds())
    return code


def mark_device(response: HttpResponseBase, *, code: str) -> None:
    """Make the device that gets this answer a shared screen of the agency whose code was typed.

    Raises:
        SharedCodeUnknown: if no desk gave out such a code lately
    """
    response.set_cookie(
        COOKIE,
        signing.Signer(salt=COOKIE).sign(str(_agency_of(code))),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )


def unmark_device(response: HttpResponseBase, *, code: str) -> None:
    """Make the device an ordinary one again; that takes a code too, or any visitor could.

    Raises:
        SharedCodeUnknown: if no desk gave out such a code lately
    """
    _agency_of(code)
    response.delete_cookie(COOKIE, samesite="Lax")


def limits() -> Limits:
    """Return how long sessions on shared screens last here."""
    return Limits(
        idle=timedelta(minutes=settings.SHARED_IDLE_MINUTES),
        whole=timedelta(minutes=settings.SHARED_WHOLE_MINUTES),
        more=timedelta(minutes=settings.SHARED_MORE_MINUTES),
    )


def wish_shared(request: HttpRequest, *, is_shared: bool) -> None:
    """Remember, until the person comes back from the provider, whether others use the machine too."""
    request.session.pop(WISH_KEY, None)
    if is_shared:
        request.session[WISH_KEY] = True


def begin_shared_session(request: HttpRequest, *, at: datetime) -> None:
    """Give the session that has just begun its end. Its cookie goes when the browser is closed."""
    request.session[SESSION_KEY] = SharedSession.begun(at, limits()).kept
    request.session.set_expiry(0)


def touch_shared_session(request: HttpRequest, *, at: datetime) -> SharedSession | None:
    """Note that somebody did something here, and return the session; none if nobody shares it."""
    found = permissions.find_shared_session(request)
    if found is None:
        return None
    touched = found.touched(at, limits())
    if touched.idle_end - found.idle_end >= WORTH_KEEPING:
        request.session[SESSION_KEY] = touched.kept
        return touched
    return found


def prolong_shared_session(request: HttpRequest, *, at: datetime) -> SharedSession | None:
    """Give more time to whoever asks for it, and return the session; none if nobody shares it.

    Raises:
        NoMoreTime: if it was given ten times
    """
    found = permissions.find_shared_session(request)
    if found is None:
        return None
    if not found.may_have_more:
        raise errors.NoMoreTime
    prolonged = found.prolonged(at, limits())
    request.session[SESSION_KEY] = prolonged.kept
    return prolonged


def time_out(request: HttpRequest, *, at: datetime) -> None:
    """End the session because its time is over: it and all it held are gone."""
    account = request.user
    if isinstance(account, Account):
        journal.note_attempt(
            account,
            way=SignInWay.OPENID,
            outcome=SignInOutcome.SIGNED_OUT,
            at=at,
            request=request,
            detail=TIMED_OUT,
        )
    logout(request)


def _agency_of(code: str) -> int:
    typed = "".join(filter(str.isdigit, code))
    agency_id = cache.get(_name(typed)) if len(typed) == CODE_DIGITS else None
    if agency_id is None:
        raise errors.SharedCodeUnknown
    return int(agency_id)


def _name(code: str) -> str:
    return f"shared-screen:{code}"
