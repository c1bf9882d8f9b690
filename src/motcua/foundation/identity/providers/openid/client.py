"""Talk to the configured OpenID Connect provider; believe only what is proven.

django-allauth keeps state and PKCE verifier and exchanges the code. Added here is what it leaves out
or open: a nonce, the signature of the ID token at all times, the age of the token, the issuer in the
answer (RFC 9207) and the subject of the user information (OpenID Connect Core 3.1.3.7 and 5.3.2).
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

import jwt
import requests
import structlog
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from motcua.foundation.identity import errors

log = structlog.get_logger(__name__)

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
LEEWAY_SECONDS: Final = 30
"""How far the provider's clock may differ from ours."""

ANEW: Final = {"prompt": "login", "max_age": "0"}
"""Asks the provider to let nobody in whom it merely remembers."""

Claims = dict[str, Any]


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """allauth's client of a provider, answering at an address that the surface chose."""

    def __init__(self, request: HttpRequest, redirect_uri: str) -> None:
        super().__init__(request, settings.OIDC_PROVIDER_ID)
        self.redirect_uri = redirect_uri

    @cached_property
    def openid_config(self) -> Claims:
        """What the provider says of itself, if it is the one that is configured (Discovery 4.3)."""
        config = self.get_json(self.get_provider().server_url)
        if config["issuer"].rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("the provider calls itself by another name")
        return config

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002 - theirs
        """Return where the provider sends the person back to."""
        return self.redirect_uri

    def get_json(self, address: str, *, token: str = "") -> Claims:
        """Return the JSON object at an address of the provider."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with get_adapter().get_requests_session() as session:
            response = session.get(address, headers=headers)
            response.raise_for_status()
        body = response.json()
        if not isinstance(body, dict):
            raise OAuth2Error("the answer is not a JSON object")
        return body


def begin(request: HttpRequest, *, redirect_uri: str, next_path: str, is_anew: bool = False) -> str:
    """Return the provider's address to send the person to; keep state, nonce, PKCE in the session.

    Asked anew, the provider lets nobody in whom it merely remembers (Core 3.1.2.1: ``prompt``,
    ``max_age``), and its token has to tell when it asked (Core 2: ``auth_time``).

    Raises:
        ProviderUnreachable: if the provider does not say where that is
    """
    nonce = secrets.token_urlsafe(24)
    with _trouble_as(errors.ProviderUnreachable):
        provider = _provider(Adapter(request, redirect_uri))
        response = provider.redirect(
            request,
            AuthProcess.LOGIN,
            next_path,
            auth_params={"nonce": nonce, "ui_locales": "vi"} | (ANEW if is_anew else {}),
            nonce=nonce,
            asked_at=int(time.time()) if is_anew else 0,
        )
        address: str = response.url
    return address


def finish(request: HttpRequest, *, redirect_uri: str) -> tuple[Claims, str]:
    """Return the proven claims of the person who came back, and the path kept at the beginning.

    Raises:
        SignInExpired: if this browser has no such sign-in under way
        SignInCancelled: if the person turned back
        ProviderUnreachable: if the provider does not answer
        ProviderAnswerRefused: if what it sent proves nothing
        NotSignedInAnew: if it was to ask anew, and let in whom it remembered
    """
    state = statekit.unstash_state(
        request, provider_id=settings.OIDC_PROVIDER_ID, state_id=request.GET.get("state", "")
    )
    if state is None:
        raise errors.SignInExpired
    if request.GET.get("error") == "access_denied":
        raise errors.SignInCancelled
    if "code" not in request.GET:
        raise errors.ProviderAnswerRefused
    with _trouble_as(errors.ProviderAnswerRefused):
        adapter = Adapter(request, redirect_uri)
        claims, asked_at = _read_claims(request, adapter, state), state.get("asked_at", 0)
        # A provider that does not tell when it asked is believed: more than ask it nobody can do.
        if claims.get("auth_time", asked_at) < asked_at - LEEWAY_SECONDS:
            raise errors.NotSignedInAnew
        return claims, state.get("next", "")


def end_session_address(request: HttpRequest, *, return_uri: str) -> str:
    """Return where the provider ends its own session, or nothing if it offers no such place."""
    try:
        with _trouble_as(errors.ProviderUnreachable):
            endpoint = Adapter(request, "").openid_config.get("end_session_endpoint", "")
    except errors.ProviderUnreachable:
        return ""
    if not endpoint:
        return ""
    query = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": return_uri}
    return f"{endpoint}?{urlencode(query)}"


def _read_claims(request: HttpRequest, adapter: Adapter, state: dict[str, Any]) -> Claims:
    app = adapter.get_provider().app
    config = adapter.openid_config
    if request.GET.get("iss", config["issuer"]) != config["issuer"]:
        raise OAuth2Error("another issuer answered")
    tokens = adapter.get_access_token_data(
        request,
        app,
        adapter.get_client(request, app),
        pkce_code_verifier=state["pkce_code_verifier"],
    )
    jwks = adapter.get_json(config["jwks_uri"])
    proven = read_id_token(
        tokens["id_token"], jwks=jwks, issuer=config["issuer"], client_id=app.client_id
    )
    if not secrets.compare_digest(str(proven.get("nonce", "")), state["nonce"]):
        raise OAuth2Error("the nonce is not ours")
    more = adapter.get_json(config["userinfo_endpoint"], token=tokens["access_token"])
    if more.get("sub") != proven["sub"]:
        raise OAuth2Error("the user information is about somebody else")
    return more | proven


def read_id_token(id_token: str, *, jwks: Claims, issuer: str, client_id: str) -> Claims:
    """Return the claims of an ID token whose signature, issuer, audience and age are right.

    Raises:
        OAuth2Error, jwt.PyJWTError: if it proves nothing
    """
    header = jwt.get_unverified_header(id_token)
    keys = [key for key in jwt.PyJWKSet.from_dict(jwks).keys if key.public_key_use in {None, "sig"}]
    matching = [key for key in keys if key.key_id == header.get("kid", key.key_id)]
    if len(matching) != 1:
        raise OAuth2Error("no key of the provider signed this")
    claims: Claims = jwt.decode(
        id_token,
        key=matching[0].key,
        algorithms=[name for name in ALGORITHMS if name == matching[0].algorithm_name],
        audience=client_id,
        issuer=issuer,
        leeway=LEEWAY_SECONDS,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("the token was issued to another client")
    return claims


def _provider(adapter: Adapter) -> OpenIDConnectProvider:
    provider = adapter.get_provider()
    provider.get_oauth2_adapter = lambda _request: adapter
    return provider


@contextmanager
def _trouble_as(refusal: type[errors.SignInRefused]) -> Iterator[None]:
    """Turn whatever a provider can do wrong into a refusal, and log what it was."""
    try:
        yield
    except requests.ConnectionError as trouble:
        log.warning("openid.unreachable", trouble=type(trouble).__name__)
        raise errors.ProviderUnreachable from trouble
    except (
        OAuth2Error,
        jwt.PyJWTError,
        requests.RequestException,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
    ) as trouble:
        log.warning("openid.answer_refused", trouble=type(trouble).__name__)
        raise refusal from trouble
