"""Who read a person's data, told to the person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.domain.privacy import queries
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.surfaces.ui.reading import key_of

LAST = 10_000
"""Whoever turns on further than that reads no list."""


@never_cache
@citizen_required
@require_safe
def page(request: CitizenRequest) -> HttpResponse:
    """List who read the citizen's data, when and for what, a page at a time."""
    number = min(max(key_of(request.GET.get("trang", "")) or 1, 1), LAST)
    looks = queries.list_looks(request.citizen, number=number)
    last = number if looks.is_last else number + 1
    return render(request, "portal/looks.html", {"looks": looks, "last": last})
