"""Write down each attempt to sign in to an account that exists."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from motcua.foundation.identity.enums import SignInOutcome, SignInWay
from motcua.foundation.identity.models import Account, SignIn


def note_attempt(
    account: Account,
    *,
    way: SignInWay,
    outcome: SignInOutcome,
    at: datetime,
    request: HttpRequest,
    detail: str = "",
) -> None:
    """Add one line to the log of sign-ins. One insert."""
    address = get_adapter(request).get_client_ip(request)
    _add(account, way=way, outcome=outcome, at=at, address=address, detail=detail)


def note_end(account: Account, *, at: datetime, by: str) -> None:
    """Add that somebody else ended a session of the account. One insert."""
    way = SignInWay.PASSWORD if account.login else SignInWay.OPENID
    _add(account, way=way, outcome=SignInOutcome.ENDED, at=at, address=None, detail=by)


def _add(
    account: Account, *, way: SignInWay, outcome: SignInOutcome, at: datetime,
    address: str | None, detail: str,
) -> None:  # fmt: skip
    SignIn.objects.create(
        account_key=f"account:{account.pk}",
        at=at,
        way=way,
        outcome=outcome,
        address=address,
        detail=detail,
    )
