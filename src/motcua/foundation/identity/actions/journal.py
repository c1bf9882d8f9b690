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
    SignIn.objects.create(
        account_key=f"account:{account.pk}",
        at=at,
        way=way,
        outcome=outcome,
        address=get_adapter(request).get_client_ip(request),
        detail=detail,
    )
