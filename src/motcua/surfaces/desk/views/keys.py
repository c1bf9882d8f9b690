"""The keys of the desk, and the switch that turns single ones off (WCAG 2.1.4)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions
from motcua.foundation.identity.enums import SingleKeys
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.surfaces.ui.context_processors import DESK, KEYS_COOKIE

A_YEAR = 365 * 24 * 3600


@never_cache
@officer_required()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest) -> HttpResponse:
    """Show every key; switch single keys on or off for the officer, whatever the browser."""
    if request.method != "POST":
        return render(request, "desk/shortcuts.html")
    is_off = request.POST.get("keys") == SingleKeys.OFF
    actions.choose_keys(by=request.officer, keys=SingleKeys.OFF if is_off else SingleKeys.ON)
    messages.success(request, _("Đã tắt phím tắt đơn.") if is_off else _("Đã bật phím tắt đơn."))
    answer = redirect("desk:shortcuts")
    answer.delete_cookie(KEYS_COOKIE, path=DESK)
    return answer
