"""How often one may try: counted per account and per address, in the database, over all workers."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest

from motcua.foundation.identity import errors


def count_attempt(request: HttpRequest, *, per_key: str, key: str, per_address: str) -> None:
    """Count one more attempt on this key and from this address.

    Raises:
        TooManyAttempts: if there were too many lately
    """
    if not (
        ratelimit.consume(request, action=per_address)
        and ratelimit.consume(request, action=per_key, key=key)
    ):
        raise errors.TooManyAttempts(minutes=settings.SIGN_IN_WINDOW_MINUTES)


def forget_attempts(request: HttpRequest, *, per_key: str, key: str) -> None:
    """Begin counting anew for a key after a success; the address keeps its count."""
    ratelimit.clear(request, action=per_key, key=key)
