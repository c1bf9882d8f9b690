"""The one box of the desk: all that one may see, by number, person, telephone, day or procedure."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import searching
from motcua.composition.casework.searching import Found
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import searching as presenting
from motcua.surfaces.desk.views.dossiers import SEEING

LONGEST = 150


@never_cache
@officer_required(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest) -> HttpResponse:
    """Show all that may be meant, each under why it was found; go to the one dossier of a number.

    People are asked for by form alone: names and numbers stay out of addresses.
    """
    now, is_sent = clock.now(), request.method == "POST"
    typed = (request.POST if is_sent else request.GET).get("q", "").strip()[:LONGEST]
    find = searching.find if is_sent else searching.find_impersonal
    found = find(typed, request.officer, now=now) if typed else Found()
    if found.is_by_number_alone:
        return _go_to(found)
    context = presenting.show(found, request.officer, now=now) | {"typed": typed}
    return render(
        request, "desk/search.html", context, status=404 if _missed(found, typed) else 200
    )


def _missed(found: Found, typed: str) -> bool:
    return bool(typed) and found.is_empty


def _go_to(found: Found) -> HttpResponse:
    if found.dossier is not None:
        return redirect("desk:dossier", found.dossier.reference)
    if found.mirror is not None:
        return redirect("desk:mirror", found.mirror.pk)
    assert found.below is not None
    return redirect("desk:reopen", found.below.reference)
