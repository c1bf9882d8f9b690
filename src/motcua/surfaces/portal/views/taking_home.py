"""All of a person's data, taken home as one file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import taking_home
from motcua.domain.privacy.errors import NotOnSharedScreen
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal import shared
from motcua.surfaces.portal.presenting.boxes import list_errors, read_wrong


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest) -> HttpResponse:
    """Say what the file holds; give it to who asks, but not on a screen that others use."""
    if request.method != "POST":
        context = {"is_shared": shared.is_shared(request), "errors": []}
        return render(request, "portal/take_home.html", context)
    try:
        return _give(request)
    except Refusal as refusal:
        context = {
            "is_shared": shared.is_shared(request),
            "errors": list_errors(read_wrong(refusal), {}),
        }
        return render(request, "portal/take_home.html", context, status=refusal.status)


def _give(request: CitizenRequest) -> HttpResponse:
    if shared.is_shared(request):
        raise NotOnSharedScreen
    at = clock.now()
    content = taking_home.take_home(request.citizen, identity.list_browsers(request), at=at)
    answer = HttpResponse(content, content_type="application/zip")
    name = f"du-lieu-ca-nhan-{clock.day_in_vietnam(at):%Y%m%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
