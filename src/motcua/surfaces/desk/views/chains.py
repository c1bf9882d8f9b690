"""Parts of dossiers that several agencies settle together: what waits, one part, how it ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import chain_parts, transfer_slip
from motcua.composition.casework import chains as casework
from motcua.domain.chains.queries import PAGE
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.errors import OutcomeNeeded
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import chains as presenting
from motcua.surfaces.desk.presenting.inquiries import read_file
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.desk.views.worklist import WORKING


@never_cache
@officer_required(*WORKING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show what waits for the agency, what will come to it, and how it does its parts."""
    now, by = clock.now(), request.officer
    after = paging.read_mark(request.GET.get("sau", ""))
    found = chain_parts.list_to_do(by, now=now, after=after, limit=PAGE + 1)
    last = found[PAGE - 1].part if len(found) > PAGE else None
    context = {
        "to_do": presenting.rows(found[:PAGE]),
        "next": paging.mark(last.due_at, last.pk) if last else "",
        "ahead": presenting.rows(chain_parts.list_ahead(by, now=now)),
        "measure": chain_parts.measure(by, now=now),
    }
    return render(request, "desk/chains.html", context)


@never_cache
@officer_required(*SEEING)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, part_id: int) -> HttpResponse:
    """Show a part to its agency and to the one in charge; take how it ended."""
    refusal = None
    if request.method == "POST":
        try:
            _finish(request, part_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi kết quả phần việc và chuyển hồ sơ đi tiếp."))
            return redirect("desk:chain-part", part_id)
    seen = chain_parts.look(part_id, request.officer, now=clock.now())
    context = presenting.part(seen, request.POST, refusal)
    return render(request, "desk/chain.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(*SEEING)
@require_safe
def paper(request: OfficerRequest, part_id: int, document_id: int) -> HttpResponse:
    """Show a paper that the part needs, or the one that came of it."""
    document = chain_parts.get_paper(part_id, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


@never_cache
@officer_required(*SEEING)
@require_safe
def slip(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the transfer slip that goes with the dossier from agency to agency, to be printed."""
    pdf = transfer_slip.write(reference, request.officer, at=clock.now())
    return show_pdf(pdf, filename="phieu-chuyen-xu-ly")


def _finish(request: OfficerRequest, part_id: int) -> None:
    by, at = request.officer, clock.now()
    chain_parts.look(part_id, by, now=at)  # a stranger is not told what is missing
    sent = presenting.read(request.POST)
    if not sent.outcome:
        raise OutcomeNeeded(field="outcome")
    casework.finish(
        part_id=part_id, outcome=sent.outcome, reason=sent.reason,
        paper_number=sent.paper_number, paper_on=sent.paper_on,
        file=read_file(request.FILES.get("file"), largest=documents.LARGEST_FILE), by=by, at=at,
    )  # fmt: skip
