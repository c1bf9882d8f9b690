"""Taking in several dossiers at once, each looked at before: every one is answered on its own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.composition.casework import examining, intake
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import dossiers as presenting

MOST = 200


@never_cache
@officer_required(Role.DESK)
@require_POST
def accept(request: OfficerRequest) -> HttpResponse:
    """Ask whether each was looked at; take in those chosen, and say of each what became of it."""
    chosen = list(dict.fromkeys(request.POST.getlist("ho-so")))[:MOST]
    if not chosen:
        return redirect("desk:queue")
    is_checked = "checked" in request.POST
    if not is_checked or "confirm" not in request.POST:
        found = examining.list_chosen(chosen, request.officer)
        error = _("Xác nhận đã kiểm tra từng hồ sơ.") if "confirm" in request.POST else ""
        context = {
            "found": [(dossier, presenting.name_of(version)) for dossier, version in found],
            "error": error,
        }
        return render(request, "desk/bulk.html", context, status=422 if error else 200)
    answers = intake.accept_each(references=chosen, by=request.officer, at=clock.now())
    return render(request, "desk/bulk_done.html", {"answers": answers})
