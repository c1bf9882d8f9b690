"""Begin and end the sessions of people who proved who they are."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import login, logout
from django.http import HttpRequest

from motcua.foundation.identity import queries
from motcua.foundation.identity.actions import journal
from motcua.foundation.identity.enums import SignInOutcome, SignInWay
from motcua.foundation.identity.middleware import ASSURANCE_KEY
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.sessions import SEAT_KEY
from motcua.foundation.kernel import clock

BACKEND: Final = "motcua.foundation.identity.backends.SessionBackend"
HALFWAY_KEY: Final = "officer_halfway"
HALFWAY_LASTS: Final = timedelta(minutes=10)
NEW_FACTOR_KEY: Final = "officer_new_factor"


def begin_session(
    request: HttpRequest, account: Account, *, way: SignInWay, at: datetime, detail: str = ""
) -> None:
    """Sign the account in under a fresh session key, so that a key known before is worth nothing."""
    for key in (HALFWAY_KEY, NEW_FACTOR_KEY, ASSURANCE_KEY, SEAT_KEY):
        request.session.pop(key, None)
    login(request, account, backend=BACKEND)
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
