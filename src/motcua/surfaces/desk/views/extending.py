"""Apologising for a late result and promising another day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import extending as casework
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.presenting import extending as presenting
from motcua.surfaces.desk.typed import require_day


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what is promised and why it could move; sign the apology with the new day."""
    refusal = None
    if request.method == "POST":
        try:
            return _extend(request, reference)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    now = clock.now()
    dossier, barrier = casework.look(reference, request.officer, at=now)
    context = presenting.page(dossier, barrier, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/extending.html", context, status=status)


def _extend(request: OfficerRequest, reference: str) -> HttpResponse:
    until = require_day(request.POST.get("until", ""), field="until")
    dossier = casework.extend(
        reference=reference, until=until, reason=request.POST.get("reason", ""),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    words = _("Đã ký văn bản xin lỗi và hẹn lại ngày {day:%d/%m/%Y}.").format(day=until)
    messages.success(request, words)
    return redirect("desk:dossier", dossier.reference)
