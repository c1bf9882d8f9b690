"""The second factor of officers: TOTP (RFC 6238) and recovery codes, both by django-allauth."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from motcua.foundation.identity import errors, queries
from motcua.foundation.identity.actions import journal, limits
from motcua.foundation.identity.enums import SignInOutcome, SignInWay
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel.errors import NotFound

PER_ACCOUNT = "officer_code_per_account"
PER_ADDRESS = "officer_code_per_address"
USED_SECONDS: Final = 120
"""For how long a used code is remembered: longer than any code is taken."""


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What an officer's authenticator app is to be told."""

    secret: str
    address: str
    """The ``otpauth://`` address that the QR code holds."""


class Totp(totp.TOTP):  # type: ignore[misc] # allauth has no types
    """allauth's TOTP, where a used code stays used for as long as it could be taken again."""

    def _mark_code_used(self, code: str) -> bool:
        fresh: bool = cache.add(self._get_used_cache_key(code), "y", timeout=USED_SECONDS)
        return fresh


def begin_second_factor(account: Account, *, secret: str = "") -> Enrolment:
    """Return a new secret, or the one begun with, for the authenticator app. Nothing is stored.

    Raises:
        SecondFactorExists: if the account has one already
    """
    if queries.has_second_factor(account.pk):
        raise errors.SecondFactorExists
    secret = secret or totp.generate_totp_secret()
    return Enrolment(secret=secret, address=get_adapter().build_totp_url(account, secret))


def confirm_second_factor(
    request: HttpRequest, account: Account, *, secret: str, code: str
) -> tuple[str, ...]:
    """Give the account its second factor, proven by a code; return the recovery codes, once.

    Raises:
        TooManyAttempts: if this account or this address tried too often
        WrongCode: if the app does not show what the secret gives
        SecondFactorExists: if the account has one already
    """
    key = str(account.pk)
    limits.count_attempt(request, per_key=PER_ACCOUNT, key=key, per_address=PER_ADDRESS)
    if not totp.validate_totp_code(secret, code):
        raise errors.WrongCode
    return create_second_factor(account.pk, secret=secret)


@transaction.atomic
def create_second_factor(account_id: int, *, secret: str) -> tuple[str, ...]:
    """Store an account's TOTP secret (base32); return the recovery codes, once.

    Raises:
        SecondFactorExists: if the account has one already
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    if queries.has_second_factor(account.pk):
        raise errors.SecondFactorExists
    totp.TOTP.activate(account, secret)
    return tuple(RecoveryCodes.activate(account).generate_codes())


def enrol_demo_second_factor(login: str) -> None:
    """Give a demo officer a random second factor, whose codes ``queries.show_demo_code`` shows.

    Raises:
        DemoOnly: in an installation that serves people
        NotFound: if there is no such login name
        SecondFactorExists: if the account has one already
    """
    if not settings.DEMO:
        raise errors.DemoOnly
    account_id = queries.find_account_id(login)
    if account_id is None:
        raise NotFound
    create_second_factor(account_id, secret=totp.generate_totp_secret())


@transaction.atomic
def reset_second_factor(account_id: int) -> None:
    """Take an officer's second factor away, after a loss: the next sign-in enrols a new one."""
    Authenticator.objects.filter(user_id=account_id).delete()


def check_second_factor(
    request: HttpRequest, account: Account, *, code: str, at: datetime
) -> SignInWay:
    """Return whether a code of the app or a recovery code was right; either works only once.

    Raises:
        TooManyAttempts: if this account or this address tried too often
        WrongCode: if it is neither
    """
    key = str(account.pk)
    limits.count_attempt(request, per_key=PER_ACCOUNT, key=key, per_address=PER_ADDRESS)
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user=account)}
    digits = normalize_user_code(code)
    way = SignInWay.TOTP if len(digits) == mfa.TOTP_DIGITS else SignInWay.RECOVERY
    if not _is_right(factors, way, digits):
        journal.note_attempt(
            account, way=way, outcome=SignInOutcome.REFUSED, at=at, request=request
        )
        raise errors.WrongCode
    limits.forget_attempts(request, per_key=PER_ACCOUNT, key=key)
    return way


def _is_right(factors: dict[str, Authenticator], way: SignInWay, code: str) -> bool:
    if way == SignInWay.TOTP:
        factor = factors.get(Authenticator.Type.TOTP)
        return factor is not None and bool(Totp(factor).validate_code(code))
    factor = factors.get(Authenticator.Type.RECOVERY_CODES)
    return factor is not None and bool(RecoveryCodes(factor).validate_code(code))
