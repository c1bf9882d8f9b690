"""The register of breaches of data protection: what is due first, one with its history, each act, the notice on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.privacy import actions, queries
from motcua.domain.privacy.errors import BreachNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.presenting import breaches as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT

if TYPE_CHECKING:
    from motcua.domain.privacy.enums import BreachAct

KEEPING = (Role.OPERATOR, Role.PROCEDURE_CONTROL)


@never_cache
@officer_required(*KEEPING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """List what is open, whose notice is due first; or what was closed."""
    is_closed = request.GET.get("loc") == "xong"
    found = queries.list_breaches(request.officer, closed=is_closed)
    context = {"rows": presenting.rows(found), "is_closed": is_closed}
    return render(request, "desk/breaches.html", context)


@never_cache
@officer_required(*KEEPING)
@require_http_methods(READ_OR_SENT)
def record(request: OfficerRequest) -> HttpResponse:
    """Enter a breach: its clock starts."""
    refusal = None
    if request.method == "POST":
        report = presenting.read_report(request.POST)
        try:
            breach = actions.record(report, by=request.officer, at=clock.now())
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            words = _("Đã ghi {number}. Hạn thông báo cho cơ quan chuyên trách đang tính.")
            messages.success(request, words.format(number=breach.number))
            return redirect("desk:breach", breach.pk)
    context = presenting.recording(request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/breach_act.html", context, status=status)


@never_cache
@officer_required(*KEEPING)
@require_safe
def page(request: OfficerRequest, breach_id: int) -> HttpResponse:
    """Show a breach with its clock, what is known, what happened, and what can be done."""
    opened = queries.open_breach(request.officer, breach_id)
    return render(request, "desk/breach.html", presenting.page(opened))


@never_cache
@officer_required(*KEEPING)
@require_http_methods(READ_OR_SENT)
def act(request: OfficerRequest, breach_id: int, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    wanted = _find_act(act)
    opened, refusal = queries.open_breach(request.officer, breach_id), None
    if request.method == "POST":
        try:
            presenting.do(wanted, breach_id, request.POST, by=request.officer, at=clock.now())
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi: {act}.").format(act=wanted.label))
            return redirect("desk:breach", breach_id)
    elif opened.breach.closed_at is not None:
        return redirect("desk:breach", breach_id)
    context = presenting.act_page(opened, wanted, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/breach_act.html", context, status=status)


@never_cache
@officer_required(*KEEPING)
@require_safe
def paper(request: OfficerRequest, breach_id: int) -> HttpResponse:
    """Show the notice to the authority, to be printed, signed and sent."""
    opened = queries.open_breach(request.officer, breach_id)
    return render(request, "desk/breach_paper.html", presenting.paper(opened))


def _find_act(path: str) -> BreachAct:
    found = presenting.PATHS.get(path)
    if found is None:
        raise BreachNotFound
    return found
