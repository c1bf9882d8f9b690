"""Receipts for fees: the books of numbers of an agency, and each receipt as a paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import receipting
from motcua.domain.receipts import queries
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import receipts as presenting
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def books(request: OfficerRequest) -> HttpResponse:
    """Show the agency's books of receipts and what became of their numbers; enter one."""
    refusal = act(request, _enter, "desk:receipt-books")
    if isinstance(refusal, HttpResponse):
        return refusal
    found = queries.list_books(request.officer)
    context = presenting.page(found, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/receipt_books.html", context, status=status)


def _enter(request: OfficerRequest) -> str:
    typed = presenting.read(request.POST)
    book = receipting.enter_book(typed, by=request.officer, at=clock.now())
    return _("Đã ghi quyển biên lai {series}.").format(series=book.series)


@never_cache
@officer_required(*SEEING)
@require_safe
def paper(request: OfficerRequest, reference: str, receipt_id: int) -> HttpResponse:
    """Show a receipt, to be printed."""
    document = receipting.show_to_officer(reference, receipt_id, request.officer, at=clock.now())
    return show_pdf(documents.read_content(document), filename=document.filename)
