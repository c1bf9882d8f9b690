"""Citizens come in through the identity provider, and go out."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation.identity import actions, permissions
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal import shared

HOME = "portal:home"
WISHED = "may-chung"
"""Asks for a session that ends by itself, on a machine that others use too."""


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Explain what signing in needs, and lead to the provider."""
    next_path = permissions.safe_next(request, request.GET.get("next", ""))
    if isinstance(permissions.read_actor(request), Citizen):
        return redirect(next_path or HOME)
    return _draw(request, next_path=next_path)


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send the citizen to the identity provider."""
    next_path = request.GET.get("next", "")
    try:
        address = actions.begin_citizen_sign_in(
            request,
            return_to=_public("portal:sign-in-callback"),
            next_path=next_path,
            is_shared=shared.is_device(request) or WISHED in request.GET,
        )
    except Refusal as refusal:
        return _draw(request, refusal=refusal)
    return redirect(address)


@never_cache
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Take the citizen back from the identity provider, signed in or with the reason why not."""
    try:
        next_path = actions.finish_citizen_sign_in(
            request, return_to=_public("portal:sign-in-callback"), at=clock.now()
        )
    except Refusal as refusal:
        return _draw(request, refusal=refusal)
    return redirect(next_path or HOME)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, then at the identity provider if it offers that."""
    is_shared = shared.is_shared(request)
    address = actions.end_citizen_session(
        request, return_to=_public("portal:signed-out"), at=clock.now()
    )
    answer = redirect(address or "portal:signed-out")
    return shared.leave_nothing(request, answer) if is_shared else answer


@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "portal/signed_out.html")


def _draw(
    request: HttpRequest, *, next_path: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    start_here = _public("portal:sign-in-start")
    wanted = {"next": next_path} if next_path else {}
    context = {
        "refusal": refusal,
        "provider": settings.OIDC_PROVIDER_NAME,
        "level": settings.OIDC_MINIMUM_ASSURANCE,
        "start": f"{start_here}?{urlencode(wanted)}" if wanted else start_here,
        "start_shared": f"{start_here}?{urlencode(wanted | {WISHED: 'co'})}",
        "is_device": shared.is_device(request),
        "minutes": settings.SHARED_IDLE_MINUTES,
    }
    return render(
        request, "portal/sign_in.html", context, status=refusal.status if refusal else 200
    )


def _public(view: str) -> str:
    """Return a page's address as the provider knows it, under whatever name we were called.

    The way to the provider begins there too, so that it ends in the session in which it began.
    """
    return f"{settings.PUBLIC_URL}{reverse(view)}"
