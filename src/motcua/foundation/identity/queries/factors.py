"""The second factor of an account."""

from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings

from motcua.foundation.identity.errors import DemoOnly
from motcua.foundation.kernel.errors import NotFound


def has_second_factor(account_id: int) -> bool:
    """Return whether the account has a TOTP secret. One query."""
    factors = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP)
    return bool(factors.exists())


def show_demo_code(login: str, *, ahead: int = 0) -> str:
    """Return the code that the demo officer's authenticator app would show now. One query.

    A code opens once (RFC 6238 section 5.2). Who comes a second time within its half minute asks for
    the code ``ahead`` of it, which opens already: clocks may differ by ``MFA_TOTP_TOLERANCE`` codes.

    Raises:
        DemoOnly: in an installation that serves people
        NotFound: if there is no such login name or it has no second factor
    """
    if not settings.DEMO:
        raise DemoOnly
    factors = Authenticator.objects.filter(user__login=login, type=Authenticator.Type.TOTP)
    factor = factors.first()
    if factor is None:
        raise NotFound
    secret = decrypt(factor.data["secret"])
    now = list(totp.yield_hotp_counters_from_time())[mfa.TOTP_TOLERANCE]
    return str(totp.format_hotp_value(totp.hotp_value(secret, now + ahead)))
