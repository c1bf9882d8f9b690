"""Begin and end the sessions of people who proved who they are."""

from datetime import datetime, timedelta
from typing import Final, cast

from allauth.account.adapter import get_adapter
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from motcua.foundation.identity import devices, errors, queries
from motcua.foundation.identity.actions import journal
from motcua.foundation.identity.enums import SignInOutcome, SignInWay
from motcua.foundation.identity.models import Account, BrowserSession
from motcua.foundation.identity.sessions import ASSURANCE_KEY, SEAT_KEY
from motcua.foundation.identity.shared import SESSION_KEY, WISH_KEY
from motcua.foundation.kernel import clock

BACKEND: Final = "motcua.foundation.identity.backends.SessionBackend"
HALFWAY_KEY: Final = "officer_halfway"
HALFWAY_LASTS: Final = timedelta(minutes=10)
NEW_FACTOR_KEY: Final = "officer_new_factor"
LONGEST: Final = timedelta(hours=12)
"""However often it is touched, a session ends: a long day of work, and not the next one."""
SEEN_EVERY: Final = timedelta(minutes=10)
"""How exactly it is known when a session was last seen."""


def begin_session(
    request: HttpRequest, account: Account, *, way: SignInWay, at: datetime, detail: str = ""
) -> None:
    """Sign the account in under a fresh session key, so that a key known before is worth nothing."""
    for key in (HALFWAY_KEY, NEW_FACTOR_KEY, ASSURANCE_KEY, SEAT_KEY, SESSION_KEY, WISH_KEY):
        request.session.pop(key, None)
    login(request, account, backend=BACKEND)
    request.session.set_expiry(timezone.now() + LONGEST)  # noqa: TID251 - sessions run out in real life
    _keep_browser(request, account, at=at)
    journal.note_attempt(
        account, way=way, outcome=SignInOutcome.SUCCEEDED, at=at, request=request, detail=detail
    )


def end_session(request: HttpRequest, *, at: datetime) -> None:
    """Sign out whoever is signed in: the session and all it held are gone."""
    account = request.user
    if isinstance(account, Account):
        way = SignInWay.PASSWORD if account.login else SignInWay.OPENID
        journal.note_attempt(
            account, way=way, outcome=SignInOutcome.SIGNED_OUT, at=at, request=request
        )
    logout(request)


def note_seen(request: HttpRequest, *, at: datetime) -> None:
    """Write down that the session was seen, if that was not done lately. One update then, else no query."""
    seen_at = getattr(request.session, "seen_at", None)
    if seen_at is not None and at - seen_at >= SEEN_EVERY:
        BrowserSession.objects.filter(session_id=request.session.session_key).update(seen_at=at)


@transaction.atomic
def end_browser(request: HttpRequest, *, browser_id: int, at: datetime) -> None:
    """Sign out one other browser of whoever asks; its next request is a stranger's.

    Raises:
        BrowserNotFound: if it is signed in no more, is another person's, or is the one that asks
    """
    if not _end(request, Q(pk=browser_id), at=at):
        raise errors.BrowserNotFound


@transaction.atomic
def end_other_browsers(request: HttpRequest, *, at: datetime) -> int:
    """Sign out every other browser of whoever asks; return how many there were."""
    return _end(request, Q(), at=at)


def end_all(account: Account, *, at: datetime, by: str) -> int:
    """Sign an account out everywhere; its next request is a stranger's. Return how many sessions there were."""
    browsers = BrowserSession.objects.select_for_update(of=("self",)).filter(account=account)
    ended = list(browsers.order_by("pk"))
    Session.objects.filter(pk__in=[one.session_id for one in ended]).delete()
    for _one in ended:
        journal.note_end(account, at=at, by=by)
    return len(ended)


def forget_sessions() -> int:
    """Remove the sessions that have run out, and where they were; return how many rows went."""
    gone, _by_table = Session.objects.filter(expire_date__lte=timezone.now()).delete()  # noqa: TID251 - sessions run out in real life
    return gone


def _end(request: HttpRequest, which: Q, *, at: datetime) -> int:
    account = cast("Account", request.user)
    others = BrowserSession.objects.select_for_update(of=("self",)).filter(which, account=account)
    others = others.exclude(session_id=request.session.session_key).order_by("pk")
    ended = list(others)
    Session.objects.filter(pk__in=[one.session_id for one in ended]).delete()
    way = SignInWay.PASSWORD if account.login else SignInWay.OPENID
    for one in ended:
        journal.note_attempt(
            account, way=way, outcome=SignInOutcome.ENDED, at=at, request=request,
            detail=f"browser:{one.pk}",
        )  # fmt: skip
    return len(ended)


def _keep_browser(request: HttpRequest, account: Account, *, at: datetime) -> None:
    if not request.session.session_key:
        request.session.create()
    device = devices.read_device(request.headers.get("User-Agent", ""))
    BrowserSession.objects.create(
        session_id=request.session.session_key or "", account=account,
        browser=device.browser, system=device.system,
        address=get_adapter(request).get_client_ip(request), begun_at=at, seen_at=at,
    )  # fmt: skip


def go_halfway(request: HttpRequest, account: Account, *, at: datetime) -> None:
    """Remember, for ten minutes, that this browser gave an officer's right password."""
    request.session.cycle_key()
    request.session[HALFWAY_KEY] = [account.pk, at.timestamp()]


def find_halfway(request: HttpRequest, *, at: datetime) -> Account | None:
    """Return the account whose password this browser gave within the last ten minutes."""
    account_id, since = request.session.get(HALFWAY_KEY, (0, 0.0))
    if at.timestamp() - since > HALFWAY_LASTS.total_seconds():
        return None
    return queries.find_account(account_id, on=clock.day_in_vietnam(at))
