"""What a dossier costs and how to pay; the applicant sends the document for a payment (Article 22)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import proving, sending, transferring
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import dues as presenting
from motcua.surfaces.ui import transfers


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, reference: str) -> HttpResponse:
    """Show what is owed and the ways to pay; take the document for a payment made elsewhere."""
    refusal = None
    if request.method == "POST":
        try:
            return _send(request, reference)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    dossier, bill = proving.look_own(reference, request.citizen)
    context = presenting.page(dossier, bill, request.POST, refusal)
    transfer = transferring.find_transfer(dossier, bill.balance.owed)
    context["transfer"] = transfers.show(transfer)
    status = refusal.status if refusal else 200
    return render(request, "portal/pay.html", context, status=status)


def _send(request: CitizenRequest, reference: str) -> HttpResponse:
    proving.look_own(reference, request.citizen)  # a stranger is not told what is missing
    files = sending.read_files(request.FILES)
    proving.send_proof(
        reference=reference,
        said=presenting.read(request.POST),
        file=files[0] if files else None,
        by=request.citizen,
        at=clock.now(),
    )
    messages.success(request, _("Đã gửi chứng từ. Bộ phận Một cửa sẽ kiểm tra và xác nhận."))
    return redirect("portal:dossier", reference)
