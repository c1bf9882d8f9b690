"""What the applicant owes the State by a notice; the applicant sends the document for the payment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import obligations as casework
from motcua.composition.casework import sending
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import obligations as presenting
from motcua.surfaces.portal.presenting.files import show_pdf
from motcua.surfaces.ui.reading import require_day


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, reference: str) -> HttpResponse:
    """Show what is owed and where it is paid; take the document for the payment."""
    refusal = None
    if request.method == "POST":
        try:
            return _send(request, reference)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    dossier, awaited = casework.look_own(reference, request.citizen)
    context = presenting.page(dossier, awaited, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "portal/obligation.html", context, status=status)


@never_cache
@citizen_required
@require_safe
def notice(request: CitizenRequest, reference: str, document_id: int) -> HttpResponse:
    """Show the notice of the agency to which it is owed."""
    document = casework.get_own_notice(reference, document_id, request.citizen)
    return show_pdf(document, documents.read_content(document))


def _send(request: CitizenRequest, reference: str) -> HttpResponse:
    casework.look_own(reference, request.citizen)  # a stranger is not told what is missing
    files = sending.read_files(request.FILES)
    casework.send_proof(
        reference=reference,
        proof=request.POST.get("proof", "")[: casework.LONGEST_NUMBER],
        paid_on=require_day(request.POST.get("paid_on", ""), field="paid_on"),
        file=files[0] if files else None,
        by=request.citizen,
        at=clock.now(),
    )
    messages.success(request, _("Đã gửi chứng từ. Cơ quan sẽ kiểm tra rồi giải quyết tiếp."))
    return redirect("portal:dossier", reference)
