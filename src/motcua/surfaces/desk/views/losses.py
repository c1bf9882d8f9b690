"""What was lost or spoilt: said, answered for, made good, paid (Articles 21.2 and 21.3)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import amends
from motcua.domain.dossiers.queries import SEEING_ROLES
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import amends as presenting
from motcua.surfaces.desk.presenting import handing_over


@never_cache
@officer_required(*SEEING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: OfficerRequest, reference: str) -> HttpResponse:
    """Put on record that a result sent by post never arrived, or arrived spoilt."""
    refusal = None
    if request.method == "POST":
        try:
            loss = amends.report_result(
                reference=reference, **presenting.read_report(request.POST), by=request.officer,
                at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi nhận kết quả bị mất, hư hỏng. Lãnh đạo trả lời."))
            return redirect("desk:lost", loss.pk)
    sent = amends.look_at_result(reference, request.officer)
    context = presenting.report_page(sent, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/report_lost.html", context, status=status)


@never_cache
@officer_required(*SEEING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: OfficerRequest, loss_id: int) -> HttpResponse:
    """Show what was lost and what is owed for it; do what this officer owes, or say that it was found."""
    refusal = act(request, partial(_settle, loss_id=loss_id), "desk:lost", loss_id)
    if isinstance(refusal, HttpResponse):
        return refusal
    found = amends.look(loss_id, request.officer)
    context = presenting.page(found, request.POST, refusal)
    return render(request, "desk/lost.html", context, status=refusal.status if refusal else 200)


def _settle(request: OfficerRequest, *, loss_id: int) -> str:
    """Do what was sent; return what to say of it."""
    return ACTS.get(request.POST.get("act", ""), _answer)(request, request.POST, loss_id)


def _answer(request: OfficerRequest, posted: Mapping[str, str], loss_id: int) -> str:
    said = presenting.read_amends(posted)
    amends.answer(loss_id=loss_id, amends=said, by=request.officer, at=clock.now())
    return _("Đã ký thư trả lời. Người nộp được báo tin.")


def _find(request: OfficerRequest, posted: Mapping[str, str], loss_id: int) -> str:
    codes, note = presenting.read_found(posted), posted.get("note", "")[:300]
    amends.find(loss_id=loss_id, codes=codes, note=note, by=request.officer, at=clock.now())
    return _("Đã ghi nhận tìm thấy lại giấy tờ.")


def _replace(request: OfficerRequest, posted: Mapping[str, str], loss_id: int) -> str:
    taken = handing_over.read(posted)
    amends.replace(loss_id=loss_id, taken=taken, by=request.officer, at=clock.now())
    return _("Đã ghi việc trả bản khác cho người nộp.")


def _pay(request: OfficerRequest, posted: Mapping[str, str], loss_id: int) -> str:
    paid = presenting.read_paid(posted)
    amends.record_payment(loss_id=loss_id, paid=paid, by=request.officer, at=clock.now())
    return _("Đã ghi nhận chi phí cấp lại đã được trả.")


ACTS: Final[Mapping[str, Callable[[OfficerRequest, Mapping[str, str], int], str]]] = {
    "answer": _answer,
    "found": _find,
    "replace": _replace,
    "pay": _pay,
}
