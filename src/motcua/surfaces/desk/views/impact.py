"""The record of the impact of processing personal data: read, printed, taken as a file, completed by hand."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import impact
from motcua.domain.privacy import actions, queries
from motcua.domain.privacy.errors import ImpactNotFound
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.presenting import impact as presenting
from motcua.surfaces.desk.views.breaches import KEEPING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import day_of


@never_cache
@officer_required(*KEEPING)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show the record of the installation, to be read or printed."""
    drawn = impact.draw_up(request.officer, at=clock.now())
    may_state = queries.require_impact_reader(request.officer)
    return render(request, "desk/impact.html", presenting.page(drawn, may_state=may_state))


@never_cache
@officer_required(*KEEPING)
@require_safe
def procedure(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what one procedure does with personal data, question by question."""
    drawn = impact.draw_up_procedure(code, request.officer, at=clock.now())
    may_state = queries.require_impact_reader(request.officer)
    context = presenting.procedure(drawn, may_state=may_state)
    return render(request, "desk/impact_procedure.html", context)


@never_cache
@officer_required(*KEEPING)
@require_safe
def file(request: OfficerRequest, form: str) -> HttpResponse:
    """Give the record as a file for other programs."""
    drawn = impact.draw_up(request.officer, at=clock.now())
    if form == "json":
        text = json.dumps(impact.to_plain(drawn), ensure_ascii=False, indent=1)
        answer = HttpResponse(text, content_type="application/json")
    elif form == "csv":
        answer = HttpResponse(impact.to_csv(drawn), content_type="text/csv; charset=utf-8")
    else:
        raise ImpactNotFound
    name = f"danh-gia-tac-dong-{drawn.on:%Y%m%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@officer_required(*KEEPING)
@require_http_methods(READ_OR_SENT)
def state(request: OfficerRequest, name: str, code: str = "") -> HttpResponse:
    """Ask for what only people know, from which day on, and keep it beside what was stated before."""
    particular = queries.get_impact_particular(name, code)
    if not queries.require_impact_reader(request.officer):
        raise ImpactNotFound
    if code:
        impact.draw_up_procedure(code, request.officer, at=clock.now())
    refusal = None
    if request.method == "POST":
        try:
            actions.state_impact(
                name=name, procedure_code=code, text=request.POST.get("text", ""),
                holds_from=day_of(request.POST.get("holds_from", "")), by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi: {act}.").format(act=particular.label))
            if code:
                return redirect("desk:impact-procedure", code)
            return redirect("desk:impact")
    context = presenting.stating(particular, code, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/impact_state.html", context, status=status)
