"""From addresses of before the reform of 1 July 2025 to those of today, and back."""

from django.http import HttpRequest, HttpResponse
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
