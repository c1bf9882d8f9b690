"""The keys of the desk, and the switch that turns single ones off (WCAG 2.1.4)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.surfaces.ui.context_processors import DESK, KEYS_COOKIE, KEYS_OFF

A_YEAR = 365 * 24 * 3600


@never_cache
@officer_required()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest) -> HttpResponse:
    """Show every key; switch single keys on or off in this browser."""
    if request.method != "POST":
        return render(request, "desk/shortcuts.html")
    answer = redirect("desk:shortcuts")
    if request.POST.get("keys") == KEYS_OFF:
        answer.set_cookie(
            KEYS_COOKIE, KEYS_OFF, max_age=A_YEAR, path=DESK, httponly=True, samesite="Lax",
            secure=settings.IS_HTTPS,
        )  # fmt: skip
        messages.success(request, _("Đã tắt phím tắt đơn trên trình duyệt này."))
    else:
        answer.delete_cookie(KEYS_COOKIE, path=DESK)
        messages.success(request, _("Đã bật phím tắt đơn trên trình duyệt này."))
    return answer
