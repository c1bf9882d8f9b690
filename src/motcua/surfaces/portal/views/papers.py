"""Attaching papers: what is asked for and why, files whole or (``uploads``) piece by piece."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import attaching, sending
from motcua.composition.casework import filling as casework
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import papers as presenting
from motcua.surfaces.portal.presenting.drafts import became
from motcua.surfaces.portal.presenting.files import show_pdf


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Show the papers to attach; take files in for one of them, saying of each what became of it."""
    if request.method != "POST":
        return _draw(request, draft_id)
    paper_code = request.POST.get("paper", "")
    attached = attaching.attach(
        draft_id=draft_id,
        paper_code=paper_code,
        files=sending.read_files(request.FILES),
        by=request.citizen,
        at=clock.now(),
    )
    if attached.refused or not attached.kept:
        return _draw(request, draft_id, paper_code=paper_code, refused=attached.refused)
    for document in attached.kept:
        if document.is_duplicate:
            words = _("Tệp “{filename}” đã có trong hồ sơ nên không thêm lần nữa.")
            messages.warning(request, words.format(filename=document.filename))
    return redirect(f"{reverse('portal:papers', args=[draft_id])}#paper-{paper_code}")


def _draw(
    request: CitizenRequest,
    draft_id: UUID,
    *,
    paper_code: str = "",
    refused: tuple[Refusal, ...] = (),
) -> HttpResponse:
    review = casework.review(draft_id, request.citizen, at=clock.now())
    if review.filling.draft.is_finished:
        return redirect("portal:dossier", became(review.filling.draft))
    shown = presenting.show(review, paper_code=paper_code, refused=refused)
    status = max((refusal.status for refusal in refused), default=422 if paper_code else 200)
    return render(request, "portal/papers.html", {"shown": shown}, status=status)


@never_cache
@citizen_required
@require_POST
def remove(request: CitizenRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Remove a paper from the draft."""
    attaching.remove(draft_id=draft_id, document_id=document_id, by=request.citizen)
    messages.success(request, _("Đã bỏ tệp khỏi hồ sơ."))
    return redirect("portal:papers", draft_id)


@never_cache
@citizen_required
@require_GET
def document(request: CitizenRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Show a paper of the draft as the officer will see it."""
    attached = attaching.get_document(draft_id, document_id, request.citizen)
    return show_pdf(attached, documents.read_content(attached))
