"""One step of a dossier's handling: look, decide, give the reason, and for a signatory sign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import (
    chain_parts,
    examining,
    handling,
    naming,
    previewing,
    silences,
)
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.errors import OutcomeNeeded
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.typed import NOTHING, Typed
from motcua.surfaces.desk.views.worklist import WORKING

FORM = "task"


@never_cache
@officer_required(*WORKING)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Show the step with its dossier, or complete it and go on to what waits next."""
    if request.method != "POST":
        return _draw(request, task_id)
    typed = Typed.read(request.POST)
    if typed.wants_more:
        return _draw(request, task_id, typed=typed)
    try:
        if not typed.outcome:
            raise OutcomeNeeded(field="outcome")
        dossier = handling.complete_task(
            task_id=task_id,
            outcome=typed.outcome,
            reason=typed.reason,
            items=typed.asked,
            by=request.officer,
            at=clock.now(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, task_id, refusal=refusal, typed=typed)
    messages.success(request, _("Đã hoàn thành bước của hồ sơ {name}.").format(name=dossier))
    if Role.DESK in request.officer.roles and dossiers.is_answered_at_once(dossier):
        # Who waits at the counter is answered in the same sitting (Articles 17.4 and 17.5).
        return redirect("desk:accepted", dossier.reference)
    return redirect("desk:work")


@never_cache
@officer_required(*WORKING)
@require_safe
def preview(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Show the paper that is about to be signed, as it will look."""
    content = previewing.preview(task_id, request.officer, at=clock.now())
    return show_pdf(content, filename=_("ban-xem-truoc"))


def _draw(
    request: OfficerRequest,
    task_id: int,
    *,
    refusal: Refusal | None = None,
    typed: Typed = NOTHING,
) -> HttpResponse:
    now = clock.now()
    try:
        task, examined = examining.examine_task(task_id, request.officer, now=now)
    except DossierNotFound:
        # Another agency's dossier: the step is this agency's part of it, or nothing to see here.
        part = chain_parts.find_of_task(task_id, request.officer)
        if part is None:
            raise
        return redirect("desk:chain-part", part.pk)
    own = chain_parts.find_part(examined.dossier, task)
    if own is not None:
        return redirect("desk:chain-part", own.pk)
    named = naming.list_named([task], on=clock.day_in_vietnam(now)).get(task.pk)
    is_open = pages.is_open(task)
    context = pages.examined(examined, asked=request.GET, at=request.path, now=now) | {
        "task": task,
        "step": presenting.step_name(task),
        "is_open": is_open,
        "choices": presenting.show_choices(task, chosen=typed.outcome),
        "task_clock": pages.task_clock(task, now=now),
        "has_preview": is_open and previewing.is_signed_here(task),
        "shows_preview": "giay-to" not in request.GET,
        **pages.obliging(examined, request.officer),
        **pages.beside(examined, request.officer),
        "asks_others": is_open and silences.asks_others(task),
        "named": named,
        "is_anothers": named is not None and named.id != request.officer.seat_id,
        "refusal": refusal,
        "errors": pages.errors(refusal, form=FORM),
        "typed": typed,
    }
    return render(request, "desk/task.html", context, status=refusal.status if refusal else 200)
