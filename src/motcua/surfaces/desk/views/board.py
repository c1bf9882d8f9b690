"""The leader's board: few numbers of a period and of now, each a door to its dossiers."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.steering import permissions
from motcua.composition.steering import queries as steering
from motcua.domain.mirrors import queries as mirrors
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.surfaces.desk.presenting import board as presenting
from motcua.surfaces.desk.presenting.period import Period

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show the figures; to a page that asks again whether they changed, nothing if they did not."""
    now = clock.now()
    period = Period.read(request.GET, today=clock.day_in_vietnam(now))
    overseen = permissions.list_overseen(request.officer, on=clock.day_in_vietnam(now))
    chosen = _chosen(overseen, request.GET.get("co-quan", ""))
    agency_ids = [agency.pk for agency in chosen]
    shown = presenting.show(
        steering.get_board(
            agency_ids=agency_ids,
            since=period.since,
            until=period.until,
            now=now,
            language=get_language() or "vi",
        ),
        loads=workflow.count_loads(agency_ids, now=now),
        agencies=chosen,
        officer=request.officer,
        period=period,
        procedure_codes={key: one.code for key, one in procedures.named_by_id().items()},
    )
    if request.GET.get("dau") == shown.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    only = chosen[0].code if len(chosen) < len(overseen) else ""
    context = {
        "board": shown,
        "period": period,
        "kinds": period.links(agency=only),
        "overseen": overseen,
        "only": only,
        "at": now,
        "elsewhere": mirrors.count_open(agency_ids),
    }
    return render(request, "desk/board.html", context)


def _chosen(overseen: "list[Agency]", code: str) -> "list[Agency]":
    """Return the agency of that code, or all that are overseen if none is named."""
    if not code:
        return overseen
    chosen = [agency for agency in overseen if agency.code == code]
    if not chosen:
        raise NotFound
    return chosen
