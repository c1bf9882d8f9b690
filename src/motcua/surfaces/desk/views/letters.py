"""What a head signs beside the process: an apology, a notice that handling stops, a corrected result."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import correcting, extending, stopping
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import letters as presenting
from motcua.surfaces.ui.reading import require_day

READ_OR_SENT = ("GET", "HEAD", "POST")


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(READ_OR_SENT)
def extend(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what is promised and whether it may move; sign the apology with the new day."""
    refusal = act(request, partial(_extend, reference=reference), "desk:dossier", reference)
    if isinstance(refusal, HttpResponse):
        return refusal
    dossier, barrier = extending.look(reference, request.officer, at=clock.now())
    context = presenting.extension(dossier, barrier, request.POST, refusal)
    return _draw(request, "desk/extending.html", context, refusal)


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(READ_OR_SENT)
def stop(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show that a dossier waits for its supplement; sign the notice that handling stops."""
    refusal = act(request, partial(_stop, reference=reference), "desk:dossier", reference)
    if isinstance(refusal, HttpResponse):
        return refusal
    dossier, barrier = stopping.look(reference, request.officer)
    context = presenting.stop(dossier, barrier, request.POST, refusal)
    return _draw(request, "desk/stopping.html", context, refusal)


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(READ_OR_SENT)
def correct(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what a result rests on; sign the corrected one that stands in for it."""
    refusal = act(request, partial(_correct, reference=reference), "desk:dossier", reference)
    if isinstance(refusal, HttpResponse):
        return refusal
    found = correcting.look(reference, request.officer)
    context = presenting.correction(found, request.POST, refusal)
    return _draw(request, "desk/correcting.html", context, refusal)


def _draw(
    request: OfficerRequest, template: str, context: dict[str, object], refusal: Refusal | None
) -> HttpResponse:
    return render(request, template, context, status=refusal.status if refusal else 200)


def _extend(request: OfficerRequest, *, reference: str) -> str:
    until = require_day(request.POST.get("until", ""), field="until")
    extending.extend(
        reference=reference, until=until, reason=request.POST.get("reason", ""),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    return _("Đã ký văn bản xin lỗi và hẹn lại ngày {day:%d/%m/%Y}.").format(day=until)


def _stop(request: OfficerRequest, *, reference: str) -> str:
    stopping.stop(
        reference=reference, reason=request.POST.get("reason", ""), by=request.officer,
        at=clock.now(),
    )  # fmt: skip
    return _("Đã ký thông báo dừng giải quyết. Người nộp được báo tin.")


def _correct(request: OfficerRequest, *, reference: str) -> str:
    found = correcting.look(reference, request.officer)
    if found.barrier is not None:
        raise found.barrier
    correcting.correct(
        reference=reference, answers=presenting.read_correction(found, request.POST),
        reason=request.POST.get("reason", ""), evidence=request.POST.get("evidence", ""),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    return _("Đã ký kết quả thay thế. Người nộp được báo tin và xin lỗi.")
