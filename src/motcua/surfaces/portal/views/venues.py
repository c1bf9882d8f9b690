"""Where agencies receive away from their offices in the coming week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.domain.procedures import queries as procedures
from motcua.domain.venues import queries
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting import venues as presenting
from motcua.surfaces.ui.caching import public


@require_safe
@public
def page(request: HttpRequest) -> HttpResponse:
    """Show the places by commune with their days and hours; those of one commune or one procedure if asked."""
    now, commune = clock.now(), request.GET.get("xa", "")
    code = request.GET.get("thu-tuc", "")
    if not code:
        found = queries.list_open(now=now)
        return render(request, "portal/venues.html", presenting.show(found, commune=commune))
    version = procedures.get_by_code(code, on=clock.today())
    agencies = procedures.list_providers(version.procedure_id, clock.today())
    found = queries.list_open(now=now, agency_ids=[one.pk for one in agencies], code=code)
    context = presenting.show(found, commune=commune, version=version, agencies=agencies)
    return render(request, "portal/venues.html", context)
