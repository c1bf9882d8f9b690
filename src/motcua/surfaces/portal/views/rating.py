"""Five questions about the service (Article 31 of Decree 61/2018), none answered beforehand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.satisfaction import queries as satisfaction
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import rating as presenting


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, reference: str) -> HttpResponse:
    """Ask the five questions, once; keep the answers."""
    if request.method != "POST":
        return _draw(request, reference)
    try:
        results.rate(
            reference=reference,
            posted=request.POST,
            comment=request.POST.get("comment", ""),
            by=request.citizen,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _draw(request, reference, refusal=refusal)
    messages.success(request, _("Cảm ơn bạn đã đánh giá."))
    return redirect("portal:dossier", reference)


def _draw(
    request: CitizenRequest, reference: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    dossier = dossiers.get_for_citizen(reference, request.citizen)
    shown = presenting.show(
        dossier,
        request.POST,
        may_be_rated=satisfaction.may_be_rated(dossier),
        is_rated=satisfaction.is_rated(dossier),
        refusal=refusal,
    )
    return render(
        request, "portal/rating.html", {"shown": shown}, status=refusal.status if refusal else 200
    )
