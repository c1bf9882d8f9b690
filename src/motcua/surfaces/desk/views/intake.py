"""Taking in: accept a dossier, ask for what is missing, or direct it to the agency in charge."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.composition.casework import examining, intake, paying
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.errors import AgencyNeeded
from motcua.surfaces.desk.presenting import dues, pages
from motcua.surfaces.desk.presenting.authority import weighed
from motcua.surfaces.desk.typed import NOTHING, Typed
from motcua.surfaces.desk.views.dossiers import PRINTS_COOKIE, ROLL

ACCEPT, ASK, DIRECT = "accept", "ask", "direct"


@never_cache
@officer_required(Role.DESK)
@require_safe
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show form and papers side by side, and what can be done."""
    return _draw(request, reference)


@never_cache
@officer_required(Role.DESK)
@require_POST
def accept(request: OfficerRequest, reference: str) -> HttpResponse:
    """Take the dossier in, or show the same page with the reason why not."""
    try:
        dossier = intake.accept(reference=reference, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, reference, refusal=refusal, tried=ACCEPT)
    return redirect("desk:accepted", dossier.reference)


@never_cache
@officer_required(Role.DESK)
@require_POST
def ask(request: OfficerRequest, reference: str) -> HttpResponse:
    """Ask for a supplement, or show the same page with what was typed."""
    typed = Typed.read(request.POST)
    if typed.wants_more:
        return _draw(request, reference, typed=typed, tried=ASK)
    try:
        dossier = intake.request_supplement(
            reference=reference,
            items=typed.asked,
            reason=typed.reason,
            by=request.officer,
            at=clock.now(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, reference, refusal=refusal, typed=typed, tried=ASK)
    words = _("Đã gửi yêu cầu bổ sung hồ sơ {reference} cho người nộp.")
    messages.success(request, words.format(reference=dossier.reference))
    return redirect("desk:queue")


@never_cache
@officer_required(Role.DESK)
@require_POST
def direct(request: OfficerRequest, reference: str) -> HttpResponse:
    """Direct the applicant to another agency, or show the same page with what was typed."""
    typed = Typed.read(request.POST)
    try:
        if typed.agency_id is None:
            raise AgencyNeeded(field="to_agency")
        dossier = intake.direct(
            reference=reference,
            to_agency_id=typed.agency_id,
            reason=typed.reason,
            by=request.officer,
            at=clock.now(),
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, reference, refusal=refusal, typed=typed, tried=DIRECT)
    words = _("Đã hướng dẫn người nộp hồ sơ {reference} sang cơ quan có thẩm quyền.")
    messages.success(request, words.format(reference=dossier.reference))
    return redirect("desk:queue")


@never_cache
@officer_required(Role.DESK)
@require_safe
def accepted(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the number given, the promise made, the receipt to print, and what waits next."""
    now = clock.now()
    dossier = dossiers.get_for_officer(reference, request.officer, purpose=intake.INTAKE)
    if dossier.number is None:
        raise DossierNotFound
    following = examining.find_next_waiting(request.officer)
    context = pages.accepted(dossier, following, request.officer, now=now)
    context["prints"] = "in" in request.GET and not context["is_at_once"]
    context["is_roll"] = request.COOKIES.get(PRINTS_COOKIE) == ROLL
    context["bill"] = dues.brief(paying.find_bill(dossier))
    return render(request, "desk/accepted.html", context)


def _draw(
    request: OfficerRequest,
    reference: str,
    *,
    refusal: Refusal | None = None,
    typed: Typed = NOTHING,
    tried: str = "",
) -> HttpResponse:
    now = clock.now()
    with organisations.calendars_held():
        examined = examining.examine(reference, request.officer, purpose=intake.INTAKE, now=now)
        dossier = examined.dossier
        waits = permissions.may_take_in(request.officer, dossier)
        at = reverse("desk:intake", args=[reference])
        context = pages.examined(examined, asked=request.GET, at=at, now=now) | {
            "waits": waits,
            **(weighed(examined, now=now) if waits else {"in_charge": None, "agencies": ()}),
            "refusal": refusal,
            "errors": pages.errors(refusal, form=tried),
            "typed": typed,
            "tried": tried or request.GET.get("mo", ""),
        }
    return render(request, "desk/intake.html", context, status=refusal.status if refusal else 200)
