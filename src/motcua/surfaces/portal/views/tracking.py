"""How far a dossier is, to anybody with its number (Article 16.2.d of Circular 01/2018/TT-VPCP)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.composition.casework import mirroring
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity import actions as identity
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting import tracking as presenting


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Ask for a number; show the number and how far its dossier is, nothing else."""
    typed = presenting.read_number(request.GET)
    if typed:
        identity.count_look_up(request, at=clock.now())
    progress = dossiers.find_public(typed) if typed else None
    elsewhere = mirroring.find_public(typed) if typed and progress is None else None
    context = {
        "typed": typed,
        "elsewhere": elsewhere,
        "shown": presenting.show(progress) if progress else None,
        "is_unknown": bool(typed) and progress is None and elsewhere is None,
    }
    return render(
        request, "portal/track.html", context, status=404 if context["is_unknown"] else 200
    )
