"""The two doors: citizens through the identity provider, officers by password and second factor."""

from datetime import datetime

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.conf import settings
from django.http import HttpRequest

from motcua.foundation.identity import errors, queries
from motcua.foundation.identity.actions import citizens, factors, officers, sessions, shared
from motcua.foundation.identity.actions.factors import Enrolment
from motcua.foundation.identity.enums import SignInWay
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.permissions import find_shared_device, safe_next
from motcua.foundation.identity.providers.openid import client as openid
from motcua.foundation.identity.sessions import ASSURANCE_KEY
from motcua.foundation.identity.shared import WISH_KEY
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound


def begin_citizen_sign_in(
    request: HttpRequest, *, return_to: str, next_path: str, is_shared: bool = False
) -> str:
    """Return the identity provider's address to send the citizen to.

    Args:
        request: the request whose session keeps state, nonce and PKCE verifier
        return_to: the address, known to the provider, where the citizen comes back
        next_path: the path to go on to afterwards; foreign addresses are dropped
        is_shared: whether others use the device too: the provider asks anew who is there

    Raises:
        ProviderUnreachable: if the provider does not answer
    """
    shared.wish_shared(request, is_shared=is_shared)
    return openid.begin(
        request,
        redirect_uri=return_to,
        next_path=safe_next(request, next_path),
        is_anew=is_shared,
    )


def finish_citizen_sign_in(request: HttpRequest, *, return_to: str, at: datetime) -> str:
    """Sign in the citizen who came back from the provider; return the path to go on to.

    Raises:
        SignInRefused: one of its kinds, if the answer does not prove who this is, or the person may
            not enter
    """
    claims, next_path = openid.finish(request, redirect_uri=return_to)
    account = citizens.enrol_citizen_from_claims(claims, at=at)
    agency_id, is_shared = find_shared_device(request), WISH_KEY in request.session
    on_device = f";device:{agency_id}" if agency_id else ";shared" if is_shared else ""
    sessions.begin_session(
        request, account, way=SignInWay.OPENID, at=at, detail=f"loa:{account.assurance}{on_device}"
    )
    request.session[ASSURANCE_KEY] = account.assurance
    if on_device:
        shared.begin_shared_session(request, at=at)
    return safe_next(request, next_path)


def end_citizen_session(request: HttpRequest, *, return_to: str, at: datetime) -> str:
    """Sign the citizen out here; return where the provider ends its session, if it offers that."""
    sessions.end_session(request, at=at)
    return openid.end_session_address(request, return_uri=return_to)


def end_session_at_provider(request: HttpRequest, *, return_to: str) -> str:
    """Return where the provider ends a session that has ended here already, if it offers that."""
    return openid.end_session_address(request, return_uri=return_to)


def give_password(request: HttpRequest, *, login: str, password: str, at: datetime) -> None:
    """Take an officer's login name and password: the first half of the way in.

    Raises:
        TooManyAttempts, WrongCredentials, NoCurrentPost: if they do not open the account
    """
    account = officers.check_password(request, login=login, password=password, at=at)
    sessions.go_halfway(request, account, at=at)


def find_halfway(request: HttpRequest, *, at: datetime) -> Account | None:
    """Return the account whose password this browser gave within the last ten minutes."""
    return sessions.find_halfway(request, at=at)


def begin_second_factor(request: HttpRequest, *, at: datetime) -> Enrolment:
    """Return what the officer's authenticator app is to be told; the same until it is confirmed.

    Raises:
        SignInExpired: without the password given before
        SecondFactorExists: if the account has one already
    """
    account = _require_halfway(request, at=at)
    enrolment = factors.begin_second_factor(account, secret=_kept_secret(request))
    request.session[sessions.NEW_FACTOR_KEY] = get_mfa_adapter().encrypt(enrolment.secret)
    return enrolment


def confirm_second_factor(request: HttpRequest, *, code: str, at: datetime) -> tuple[str, ...]:
    """Take the app's first code, sign the officer in, and return the recovery codes, once.

    Raises:
        SignInExpired: without password and secret given before
        TooManyAttempts, WrongCode, SecondFactorExists: if the code proves nothing
    """
    account = _require_halfway(request, at=at)
    secret = _kept_secret(request)
    if not secret:
        raise errors.SignInExpired
    codes = factors.confirm_second_factor(request, account, secret=secret, code=code)
    sessions.begin_session(request, account, way=SignInWay.TOTP, at=at)
    return codes


def give_code(request: HttpRequest, *, code: str, at: datetime) -> None:
    """Take a code of the officer's second factor: the second half, and the session begins.

    Raises:
        SignInExpired: without the password given before
        TooManyAttempts, WrongCode: if the code is not right
    """
    account = _require_halfway(request, at=at)
    way = factors.check_second_factor(request, account, code=code, at=at)
    sessions.begin_session(request, account, way=way, at=at)


def practise_as(request: HttpRequest, *, login: str, at: datetime) -> None:
    """Let whoever practises act as an imaginary officer, without password or code.

    Raises:
        PracticeOnly: where real work is done
        NotFound: if no officer has this login name, or holds a post today
    """
    if not settings.PRACTICE:
        raise errors.PracticeOnly
    account_id = queries.find_account_id(login)
    account = queries.find_account(account_id, on=clock.day_in_vietnam(at)) if account_id else None
    if account is None:
        raise NotFound
    sessions.begin_session(request, account, way=SignInWay.PRACTICE, at=at)


def end_officer_session(request: HttpRequest, *, at: datetime) -> None:
    """Sign the officer out."""
    sessions.end_session(request, at=at)


def _require_halfway(request: HttpRequest, *, at: datetime) -> Account:
    account = sessions.find_halfway(request, at=at)
    if account is None:
        raise errors.SignInExpired
    return account


def _kept_secret(request: HttpRequest) -> str:
    sealed = request.session.get(sessions.NEW_FACTOR_KEY)
    return "" if sealed is None else str(get_mfa_adapter().decrypt(sealed))
