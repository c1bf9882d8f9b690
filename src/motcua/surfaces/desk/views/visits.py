"""Visits to the spot: the officer's appointments, arranging one, its minutes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import visiting
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import inquiries as presenting
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.desk.views.worklist import WORKING


@never_cache
@officer_required(*WORKING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the officer's appointments that lack their minutes, soonest first."""
    rows = [
        presenting.visit_row(visit, state, plan.place)
        for visit, plan, state in visiting.list_ahead(request.officer, now=clock.now())
    ]
    return render(request, "desk/visits.html", {"rows": rows})


@never_cache
@officer_required(*WORKING)
@require_http_methods(READ_OR_SENT)
def arrange(request: OfficerRequest, reference: str) -> HttpResponse:
    """Take down when and where the visit is, and tell the applicant."""
    dossier, barrier = visiting.look(reference, request.officer)
    refusal = None
    if request.method == "POST":
        try:
            visit = visiting.arrange(
                reference=reference, plan=presenting.read_plan(request.POST), by=request.officer,
                at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã hẹn. Người nộp được báo tin."))
            return redirect("desk:visit", dossier.reference, visit.pk)
    context = presenting.arranging(dossier, barrier, request.POST, refusal)
    return render(
        request, "desk/visit_arrange.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(*SEEING)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, reference: str, visit_id: int) -> HttpResponse:
    """Show a visit; take its minutes, or call it off."""
    now = clock.now()
    seen = visiting.examine(reference, visit_id, request.officer, now=now)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, reference, visit_id))
            return redirect("desk:visit", seen.dossier.reference, visit_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
            seen = visiting.examine(reference, visit_id, request.officer, now=now)
    context = presenting.visit(seen, request.POST, refusal, now=now)
    return render(request, "desk/visit.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(*SEEING)
@require_safe
def file(request: OfficerRequest, reference: str, visit_id: int) -> HttpResponse:
    """Show the file of the minutes."""
    document = visiting.get_file(reference, visit_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


def _act(request: OfficerRequest, reference: str, visit_id: int) -> str:
    """Do what was sent; return what to say of it."""
    if request.POST.get("act") == "call-off":
        visiting.call_off(
            reference=reference, visit_id=visit_id, reason=request.POST.get("reason", ""),
            by=request.officer, at=clock.now(),
        )  # fmt: skip
        return _("Đã hủy hẹn. Người nộp được báo tin.")
    sent = request.FILES.get("file")
    visiting.keep_minutes(
        reference=reference, visit_id=visit_id, minutes=presenting.read_minutes(request.POST),
        file=presenting.read_file(sent, largest=documents.LARGEST_FILE), by=request.officer,
        at=clock.now(),
    )  # fmt: skip
    return _("Đã ghi biên bản.")
