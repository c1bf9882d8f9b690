"""Where the officer is signed in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.errors import BrowserNotFound
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of


@never_cache
@officer_required()
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show where the account is signed in; end what was sent."""
    done = act(request, _act, "desk:browsers")
    if isinstance(done, HttpResponse):
        return done
    found = queries.list_browsers(request)
    return render(request, "desk/browsers.html", {"browsers": found})


def _act(request: OfficerRequest) -> str:
    what, _dash, key = request.POST.get("act", "").partition("-")
    if what == "others":
        actions.end_other_browsers(request, at=clock.now())
        return _("Đã đăng xuất mọi nơi khác.")
    browser_id = key_of(key)
    if browser_id is None:
        raise BrowserNotFound
    actions.end_browser(request, browser_id=browser_id, at=clock.now())
    return _("Đã đăng xuất nơi đó.")
