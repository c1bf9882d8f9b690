"""What citizens ask about readings of their data: the list by what is due, one with its answer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import objecting
from motcua.domain.privacy import queries
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import objections as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT

ANSWERING = (Role.LEADER, Role.PROCEDURE_CONTROL)


@never_cache
@officer_required(*ANSWERING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """List what waits for an answer, what is due first; or what was answered."""
    is_closed = request.GET.get("loc") == "xong"
    found = queries.list_for(request.officer, closed=is_closed)
    context = {"rows": presenting.rows(found), "is_closed": is_closed}
    return render(request, "desk/objections.html", context)


@never_cache
@officer_required(*ANSWERING)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, objection_id: int) -> HttpResponse:
    """Show what was asked, and take the answer; the reading is noted."""

    def answer(request: OfficerRequest) -> str:
        posted = request.POST
        objecting.answer(
            objection_id=objection_id, finding=posted.get("finding", ""),
            purpose=posted.get("purpose", ""), text=posted.get("text", ""),
            by=request.officer, at=clock.now(),
        )  # fmt: skip
        return _("Đã trả lời. Người hỏi được báo ngay.")

    opened = queries.open_for(request.officer, objection_id)
    refusal = act(request, answer, "desk:objection", objection_id)
    if isinstance(refusal, HttpResponse):
        return refusal
    context = presenting.page(opened, request.POST.dict(), refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/objection.html", context, status=status)
