"""Checking the answers, lodging, and what the applicant is told then."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.composition.casework import authority
from motcua.composition.casework import filling as casework
from motcua.composition.casework import lodging as acts
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, NotFound, Refusal
from motcua.surfaces.portal.presenting import checking as presenting
from motcua.surfaces.portal.presenting.authority import show_in_charge
from motcua.surfaces.portal.presenting.drafts import became
from motcua.surfaces.portal.presenting.tracking import show_next_steps


@never_cache
@citizen_required
@require_GET
def check(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Show all answers and papers before they are lodged, and everything still missing."""
    return _draw(request, draft_id)


@never_cache
@citizen_required
@require_POST
def lodge(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Lodge the draft, or supply what was missing; pressing twice leads to the same confirmation."""
    try:
        presenting.require_declaration(request.POST)
        dossier, is_supplemented = acts.hand_in(
            draft_id=draft_id, by=request.citizen, at=clock.now()
        )
    except Refusal as refusal:
        return _draw(request, draft_id, refusal=refusal)
    if is_supplemented:
        messages.success(request, _("Đã gửi phần bổ sung. Cơ quan sẽ xem và trả lời bạn."))
        return redirect("portal:dossier", dossier.reference)
    return redirect("portal:lodged", dossier.reference)


@never_cache
@citizen_required
@require_POST
def send_elsewhere(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Let the draft go to another agency, or show the check page with the reason why not."""
    code = request.POST.get("agency", "")
    try:
        authority.send_elsewhere(
            draft_id=draft_id, agency_code=code, by=request.citizen, at=clock.now()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, draft_id, refusal=refusal)
    messages.success(request, _("Đã đổi nơi giải quyết. Những gì bạn đã điền vẫn còn nguyên."))
    return redirect("portal:check", draft_id)


def _draw(
    request: CitizenRequest, draft_id: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    review = casework.review(draft_id, request.citizen, at=clock.now())
    if review.filling.draft.is_finished:
        return redirect("portal:dossier", became(review.filling.draft))
    problems = refusal.problems if isinstance(refusal, InvalidInput) else ()
    another = authority.name_another(review.filling, on=clock.today())
    context = {
        "in_charge": show_in_charge(another, get_language() or "vi") if another else (),
        "shown": presenting.show(review, problems=problems),
        "refusal": None if problems else refusal,
    }
    return render(request, "portal/check.html", context, status=refusal.status if refusal else 200)


@never_cache
@citizen_required
@require_GET
def lodged(request: CitizenRequest, reference: str) -> HttpResponse:
    """Confirm the lodging: the reference, until when the desk answers, and what comes next."""
    dossier = dossiers.get_for_citizen(reference, request.citizen, Scope.FOLLOW)
    context = {"dossier": dossier, "steps": show_next_steps(dossier)}
    return render(request, "portal/lodged.html", context)
