"""Taking in or signing several dossiers at once, each looked at before: every one is answered on its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.composition.casework import examining, intake, signing_each
from motcua.composition.casework.signing_each import ToSign
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.errors import StepsNeeded
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.ui.reading import key_of

MOST = 200


@never_cache
@officer_required(Role.DESK)
@require_POST
def accept(request: OfficerRequest) -> HttpResponse:
    """Ask whether each was looked at; take in those chosen, and say of each what became of it."""
    chosen = list(dict.fromkeys(request.POST.getlist("ho-so")))[:MOST]
    if not chosen:
        messages.info(request, _("Hãy chọn ít nhất một hồ sơ trong danh sách."))
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


@never_cache
@officer_required(Role.LEADER)
@require_POST
def sign(request: OfficerRequest) -> HttpResponse:
    """Show what each chosen step ends with; sign those that stay chosen, and say what became of each."""
    chosen = [key for key in map(key_of, request.POST.getlist("viec")) if key][: signing_each.MOST]
    if not chosen:
        messages.info(request, StepsNeeded().text)
        return redirect("desk:work")
    is_sent, is_checked = "confirm" in request.POST, "checked" in request.POST
    now = clock.now()
    if is_sent and is_checked:
        answers = signing_each.sign_each(task_ids=chosen, by=request.officer, at=now)
        return render(request, "desk/signing_done.html", {"answers": answers})
    found = signing_each.look(chosen, request.officer, on=clock.day_in_vietnam(now))
    error = _("Xác nhận đã xem từng văn bản.") if is_sent else ""
    context = {
        "found": [_line(one) for one in found],
        "signable": any(one.refusal is None for one in found),
        "error": error,
    }
    return render(request, "desk/signing.html", context, status=422 if error else 200)


def _line(one: ToSign) -> dict[str, object]:
    return {
        "task_id": one.task.pk,
        "dossier": one.dossier,
        "procedure": presenting.name_of(one.version),
        "is_refusal": one.is_refusal,
        "refusal": one.refusal,
    }
