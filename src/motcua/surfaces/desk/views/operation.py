"""For those who keep the installation running: does the worker live, does anything wait too long."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.exchange import queries as exchange
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock, health


@never_cache
@officer_required(Role.OPERATOR)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show how the installation is."""
    seen = {
        "health": health.look(clock.now()),
        "owed": exchange.count_owed(),
        "scanner": documents.look_at_scanner(),
    }
    return render(request, "desk/operation.html", seen)
