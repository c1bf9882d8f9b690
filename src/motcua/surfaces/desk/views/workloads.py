"""Who has what, for those who lead: each officer with what is due, late, and waits for others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.composition.casework import workloads as casework
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import workloads as presenting


@never_cache
@officer_required(Role.LEADER)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show a line for each officer of the agency; each number opens its list."""
    found = casework.count_by_officer(request.officer, now=clock.now())
    return render(request, "desk/workloads.html", {"rows": presenting.show(found)})
