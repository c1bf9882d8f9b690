"""Letting others act in one's name, and acting in theirs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import representing
from motcua.domain.authorisations import queries
from motcua.domain.authorisations.enums import Act, Side
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import authorisations as presenting


@never_cache
@citizen_required
@require_safe
def overview(request: CitizenRequest) -> HttpResponse:
    """List who may act for the citizen, for whom the citizen may, and what waits for an answer."""
    found = queries.list_own(request.citizen)
    context = presenting.listing(found, request.citizen.person_id, today=clock.today())
    return render(request, "portal/authorisations.html", context)


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: CitizenRequest) -> HttpResponse:
    """Ask somebody to act for one, or to let one act for them; what was typed stays."""
    at, refusal = clock.now(), None
    if request.method == "POST":
        is_helper = request.POST.get("asked_by") == Side.REPRESENTATIVE
        try:
            made = representing.ask(
                asked_by=Side.REPRESENTATIVE if is_helper else Side.REPRESENTED,
                pin=request.POST.get("pin", ""),
                wanted=presenting.read_wanted(request.POST, on=clock.day_in_vietnam(at)),
                by=request.citizen,
                at=at,
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã gửi đề nghị. Có hiệu lực khi người kia đồng ý."))
            return redirect("portal:authorisation", made.pk)
    is_first = request.method != "POST"
    typed = request.GET if is_first else request.POST
    context = presenting.asking(typed, refusal, today=clock.today(), is_first=is_first)
    status = refusal.status if refusal else 200
    return render(request, "portal/authorisation_ask.html", context, status=status)


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, authorisation_id: int) -> HttpResponse:
    """Show an authorisation to one of the two, who may answer it, end it, or object."""
    refusal = None
    if request.method == "POST":
        try:
            _move(request, authorisation_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi lại."))
            return redirect("portal:authorisations")
    found = queries.get_own(authorisation_id, request.citizen)
    context = presenting.opened(
        found, request.citizen.person_id, request.POST, refusal, today=clock.today()
    )
    status = refusal.status if refusal else 200
    return render(request, "portal/authorisation.html", context, status=status)


def _move(request: CitizenRequest, authorisation_id: int) -> None:
    said = request.POST.get("act", "")
    if said not in Act.values:
        raise NotFound
    representing.move(
        authorisation_id=authorisation_id, act=Act(said), by=request.citizen, at=clock.now(),
        reason=request.POST.get("reason", ""),
    )  # fmt: skip
