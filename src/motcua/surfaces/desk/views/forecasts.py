"""Tomorrow's late dossiers today: what is likely to be late, why, and what can be done about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.composition.casework import examining as casework
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import forecasts as presenting
from motcua.surfaces.desk.presenting.door import Door, show_procedures
from motcua.surfaces.desk.views.dossiers import SEEING

PAGE = steering.PAGE


@never_cache
@officer_required(*SEEING)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show the agency's open dossiers, the likeliest to be late first. Names of people are not shown."""
    now, wish, agency_id = clock.now(), presenting.Wish.read(request.GET), request.officer.agency_id
    likely = wish.likely(agency_id)
    found = steering.list_likely(likely, now=now, after=wish.after, limit=PAGE + 1)
    shown = dossiers.list_by_ids([forecast.dossier_id for forecast in found[:PAGE]])
    rows = [
        (forecast, *casework.with_versions([shown[forecast.dossier_id]])[0])
        for forecast in found[:PAGE]
        if forecast.dossier_id in shown
    ]
    overdue = Door(standing=Due.OVERDUE)
    context = {
        "wish": wish,
        "rows": presenting.show_rows(rows, request.officer, now=now),
        "total": steering.count_likely(likely, now=now),
        "overdue": dossiers.count_wanted(overdue.wanted(agency_id), now=now),
        "overdue_door": overdue.address(),
        "unforeseen": steering.count_unforeseen(agency_id, now=now),
        "fewest": steering.FEWEST_FINISHED,
        "levels": (presenting.HIGH, presenting.SOME),
        "procedures": show_procedures(Door(procedure_id=wish.procedure_id)),
        "next": wish.following(found[PAGE - 1]) if len(found) > PAGE else "",
    }
    return render(request, "desk/forecasts.html", context)
