"""Where a person is signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.errors import BrowserNotFound
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.surfaces.ui.reading import key_of


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest) -> HttpResponse:
    """Show where the account is signed in; end what was sent."""
    if request.method == "POST":
        messages.success(request, _end(request))
        return redirect("portal:browsers")
    found = queries.list_browsers(request)
    return render(request, "portal/browsers.html", {"browsers": found})


def _end(request: CitizenRequest) -> str:
    what, _dash, key = request.POST.get("act", "").partition("-")
    if what == "others":
        actions.end_other_browsers(request, at=clock.now())
        return _("Đã đăng xuất mọi nơi khác.")
    browser_id = key_of(key)
    if browser_id is None:
        raise BrowserNotFound
    actions.end_browser(request, browser_id=browser_id, at=clock.now())
    return _("Đã đăng xuất nơi đó.")
