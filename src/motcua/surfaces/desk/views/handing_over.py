"""Handing results over on paper: what waits, and who took it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import handing_over as casework
from motcua.composition.casework.screens import Listing
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import dossiers as rows
from motcua.surfaces.desk.presenting import handing_over as presenting
from motcua.surfaces.desk.presenting import live

PAGE = dossiers.PAGE


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the results that wait to be handed over, the oldest first."""
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = casework.list_waiting(request.officer, after=after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    calendar = organisations.get_calendar(request.officer.agency_id)
    now = clock.now()
    came = (row.finished_at for row, _version in found if row.finished_at is not None)
    context = {
        "rows": rows.show_rows(found[:PAGE], now=now, calendar=calendar),
        "live": live.draw(Listing.RESULTS, came, now=now),
        "next": paging.mark(last.finished_at, last.pk) if last else "",
    }
    return render(request, "desk/results.html", context)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the applicant's wish, and take down who took the result."""
    refusal = None
    if request.method == "POST":
        try:
            dossier = casework.hand_over(
                reference=reference, taken=presenting.read(request.POST), by=request.officer,
                at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(
                request, _("Đã ghi việc trả kết quả hồ sơ {name}.").format(name=dossier)
            )
            return redirect("desk:results")
    waiting = casework.look(reference, request.officer)
    context = presenting.page(waiting, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/hand_over.html", context, status=status)
