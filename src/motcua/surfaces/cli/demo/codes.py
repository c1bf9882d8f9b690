"""Second factors of the demo's officers: secrets made at random, codes told on request."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt


class NoSuchLogin(LookupError):
    """No officer of the demo has this login name and a second factor."""


def new_secret() -> str:
    """Return a fresh TOTP secret."""
    secret: str = totp.generate_totp_secret()
    return secret


def current_code(login: str) -> str:
    """Return the code the officer's authenticator shows now.

    Raises:
        NoSuchLogin: if there is no such officer with a second factor.
    """
    factor = Authenticator.objects.filter(user__login=login, type=Authenticator.Type.TOTP).first()
    if factor is None:
        raise NoSuchLogin(login)
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    code: str = totp.format_hotp_value(totp.hotp_value(decrypt(factor.data["secret"]), counter))
    return code
