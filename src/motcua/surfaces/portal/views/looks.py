"""Who read a person's data, told to the person, who may ask why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import objecting
from motcua.domain.privacy import queries
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import looks as presenting


@never_cache
@citizen_required
@require_safe
def page(request: CitizenRequest) -> HttpResponse:
    """List who read the citizen's data, when and for what, a page at a time."""
    after = presenting.read_place(request.GET.get("sau", ""))
    found = queries.list_looks(request.citizen, after=after)
    return render(request, "portal/looks.html", presenting.page(found, is_first=after is None))


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: CitizenRequest, reading_id: UUID) -> HttpResponse:
    """Ask why a post read on that day for that purpose; what was typed stays."""
    found = queries.get_reading(request.citizen, reading_id)
    refusal, text = None, request.POST.get("text", "")
    if request.method == "POST":
        try:
            asked = objecting.ask(
                reading_id=reading_id, text=text, by=request.citizen, at=clock.now()
            )
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã gửi câu hỏi của bạn."))
            return redirect("portal:objection", asked.pk)
    context = presenting.asking(found, text, refusal)
    status = refusal.status if refusal else 200
    return render(request, "portal/objection_ask.html", context, status=status)


@never_cache
@citizen_required
@require_safe
def objections(request: CitizenRequest) -> HttpResponse:
    """List what the citizen asked about readings."""
    rows = [presenting.row(one) for one in queries.list_own(request.citizen)]
    return render(request, "portal/objections.html", {"rows": rows})


@never_cache
@citizen_required
@require_safe
def objection(request: CitizenRequest, objection_id: int) -> HttpResponse:
    """Show what the citizen asked, by when it is answered, and the answer."""
    found = queries.get_own(objection_id, request.citizen)
    return render(request, "portal/objection.html", presenting.opened(found))
