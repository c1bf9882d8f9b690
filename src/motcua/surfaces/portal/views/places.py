"""From addresses of before the reform of 1 July 2025 to those of today, and back."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.ui.caching import public

LONGEST = organisations.LONGEST_SEARCH


@require_safe
@public
def page(request: HttpRequest) -> HttpResponse:
    """Ask for an old address or the name of a commune; show what it belongs to now."""
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = organisations.convert_address(typed) or organisations.find_territories(typed)
    context = {"typed": typed, "found": found, "longest": LONGEST}
    return render(request, "portal/places.html", context)


@require_safe
@public
def communes(request: HttpRequest) -> JsonResponse:
    """Answer the communes of today whose name holds the words typed, for the boxes of forms. One query."""
    typed, province = (
        " ".join(request.GET.get(name, "").replace("\0", "").split())[:LONGEST]
        for name in ("q", "tinh")
    )
    found = organisations.suggest_communes(typed, province=province)
    return JsonResponse(
        {"communes": [{"name": one.name, "province": one.province} for one in found]}
    )
