"""A screen that strangers share: made one, given more time, and ready for the next person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.identity import actions, permissions
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.errors import OfficersDevice
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.portal import shared

if TYPE_CHECKING:
    from django.http import HttpRequest

    from motcua.foundation.identity.shared import SharedSession

LONGEST_CODE = 12
CLEARED = "sach"
"""In the address once the browser was told to forget: the page is drawn for nobody's choices."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest) -> HttpResponse:
    """Make this device a shared screen, or an ordinary one again, by a code that the desk gave out."""
    if request.method != "POST":
        return _draw_device(request)
    answer = redirect("portal:shared-device")
    try:
        if isinstance(permissions.read_actor(request), Officer):
            raise OfficersDevice
        actions.count_look_up(request, at=clock.now())
        code = request.POST.get("code", "")[:LONGEST_CODE]
        if "stop" in request.POST:
            actions.unmark_device(answer, code=code)
        else:
            actions.mark_device(answer, code=code)
    except Refusal as refusal:
        return _draw_device(request, refusal=refusal)
    return answer


@never_cache
@require_POST
def more(request: HttpRequest) -> HttpResponse:
    """Give more time; a page with a script goes on where it is, the others are drawn again."""
    session = actions.prolong_shared_session(request, at=clock.now())
    if _wants_json(request):
        return _tell(session)
    if session is not None:
        messages.success(request, _("Đã thêm giờ."))
    return redirect(permissions.safe_next(request, request.POST.get("next", "")) or "portal:home")


@never_cache
@require_POST
def touch(request: HttpRequest) -> HttpResponse:
    """Say how long the session lasts now that somebody typed or scrolled in an open page."""
    return _tell(permissions.find_shared_session(request))


@never_cache
@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Say that the time is over or the visitor has gone; what a visitor chose goes with the visitor."""
    if shared.is_shared(request) and CLEARED not in request.GET:
        if permissions.find_shared_session(request) is not None:
            actions.time_out(request, at=clock.now())
        address = f"{reverse('portal:shared-ended')}?{CLEARED}=co"
        return shared.leave_nothing(request, redirect(address))
    return render(request, "portal/shared_ended.html", {"provider": settings.OIDC_PROVIDER_NAME})


@never_cache
@require_safe
def next_person(request: HttpRequest) -> HttpResponse:
    """Begin anew for the next person, by way of the provider, so that it forgets the last one too."""
    return_to = f"{settings.PUBLIC_URL}{reverse('portal:signed-out')}"
    address = actions.end_session_at_provider(request, return_to=return_to)
    answer = redirect(address or "portal:home")
    # A link from elsewhere must not empty what the counter without a line holds.
    return shared.leave_nothing(request, answer) if shared.is_shared(request) else answer


def _draw_device(request: HttpRequest, *, refusal: Refusal | None = None) -> HttpResponse:
    agency_id = permissions.find_shared_device(request)
    context = {
        "agency": organisations.get_agency(agency_id) if agency_id else None,
        "refusal": refusal,
        "typed": request.POST.get("code", "")[:LONGEST_CODE],
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/shared_device.html", context, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _tell(session: SharedSession | None) -> HttpResponse:
    if session is None:
        return HttpResponse(status=204)
    left = max(1, round((session.ends_at - clock.now()).total_seconds()))
    return JsonResponse({"left": left, "may_have_more": session.may_have_more})
