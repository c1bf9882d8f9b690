"""The number that somebody without one was given since, written down at the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import numbering
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import other_papers
from motcua.surfaces.desk.boxes import box
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.views.dossiers import SEEING


@never_cache
@officer_required(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what the applicant is known by; write the number down, or show the page with the reason why not."""
    dossier, person = numbering.look(reference, request.officer)
    if person.pin or person.is_erased:
        messages.info(request, _("Người nộp đã có số định danh cá nhân, không cần ghi thêm."))
        return redirect("desk:dossier", dossier.reference)
    refusal = None
    if request.method == "POST":
        try:
            numbering.give(
                reference=reference, pin="".join(request.POST.get("pin", "").split()),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(
                request, _("Đã ghi số định danh. Mọi hồ sơ của người này được tìm thấy bằng số ấy.")
            )
            return redirect("desk:dossier", dossier.reference)
    boxes = (
        box(
            "pin",
            _("Số định danh cá nhân"),
            request.POST.dict(),
            wrong_by_field(refusal),
            hint=_("12 chữ số."),
        ),
    )
    context = {
        "dossier": dossier,
        "person": person,
        "other": other_papers.describe(person.other) if person.other else "",
        "boxes": boxes,
        "errors": errors(refusal, ["pin"]),
    }
    return render(request, "desk/number.html", context, status=refusal.status if refusal else 200)
