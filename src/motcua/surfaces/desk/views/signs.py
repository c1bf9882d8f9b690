"""Dossiers in whose logs there is something to look at, behind the counts of the board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.composition.casework import examining as casework
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Flagged
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import signs as presenting
from motcua.surfaces.desk.views.dossiers import SEEING

PAGE = steering.PAGE


@never_cache
@officer_required(*SEEING)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show the agency's dossiers with flags in these days, the latest first. Names of people are not shown."""
    wish = presenting.Wish.read(request.GET, today=clock.today())
    seen = wish.seen(request.officer.agency_id)
    found = steering.list_signed(seen, after=wish.after, limit=PAGE + 1)
    shown = dossiers.list_by_ids([one.dossier_id for one in found[:PAGE]])
    rows = [
        (one, *casework.with_versions([shown[one.dossier_id]])[0])
        for one in found[:PAGE]
        if one.dossier_id in shown
    ]
    context = {
        "wish": wish,
        "kinds": Flagged,
        "rows": presenting.show_rows(rows),
        "total": steering.count_seen(seen),
        "next": wish.following(found[PAGE - 1]) if len(found) > PAGE else "",
    }
    return render(request, "desk/signs.html", context)
