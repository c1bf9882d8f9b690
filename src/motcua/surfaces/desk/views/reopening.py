"""Having a dossier handled again that had ended, and the document on which that rests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import reopening
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import reopening as presenting
from motcua.surfaces.desk.presenting.inquiries import read_file

SEEING = (Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(("GET", "HEAD", "POST"))
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show how a dossier ended; put the document on record by which it is handled again."""
    refusal = None
    if request.method == "POST":
        try:
            return _reopen(request, reference)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    ended = reopening.look(reference, request.officer)
    context = presenting.page(ended, request.POST, refusal)
    return render(
        request, "desk/reopening.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(*SEEING)
@require_safe
def file(request: OfficerRequest, reference: str, document_id: int) -> HttpResponse:
    """Show the document on which a reopening rests."""
    document = reopening.get_file(reference, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


def _reopen(request: OfficerRequest, reference: str) -> HttpResponse:
    ended = reopening.look(reference, request.officer)
    if ended.barrier is not None:
        raise ended.barrier
    dossier = reopening.reopen(
        reference=reference, basis=presenting.read_basis(request.POST),
        reason=presenting.read_reason(request.POST),
        file=read_file(request.FILES.get("file"), largest=documents.LARGEST_FILE),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    words = _("Hồ sơ {name} được giải quyết lại từ bước đầu. Người nộp được báo tin.")
    messages.success(request, words.format(name=dossier))
    # Who leads the superior agency does not see the dossier itself.
    return (
        redirect("desk:search") if ended.is_above else redirect("desk:dossier", dossier.reference)
    )
