"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils import timezone

from motcua.foundation.identity.models import BrowserSession

if TYPE_CHECKING:
    from motcua.foundation.identity.models import Account


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A browser in which an account is signed in, in words its owner knows."""

    id: int
    browser: str
    system: str
    address: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool
    """Whether it is the one that asks."""


def list_browsers(request: HttpRequest) -> list[SignedIn]:
    """Return where whoever asks is signed in: the session in hand first, then the last seen. One query."""
    rows = BrowserSession.objects.filter(
        account=cast("Account", request.user),
        session__expire_date__gt=timezone.now(),  # noqa: TID251 - sessions run out in real life
    )
    found = [
        SignedIn(
            id=row.pk,
            browser=row.get_browser_display(),
            system=row.get_system_display(),
            address=row.address or "",
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            is_this=row.session_id == request.session.session_key,
        )
        for row in rows.order_by("-seen_at", "-pk")
    ]
    return sorted(found, key=lambda one: not one.is_this)
