"""The applicant's own dossiers: how far they are, what is asked of the applicant, what came out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import (
    chain_parts,
    expecting,
    following,
    handling,
    lodging,
    mirroring,
)
from motcua.composition.casework import dates as days
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import calendar as calendar_file
from motcua.surfaces.portal.presenting import dossiers as presenting
from motcua.surfaces.portal.presenting import expecting as expected_things
from motcua.surfaces.portal.presenting.drafts import name_of
from motcua.surfaces.portal.presenting.entries import show_entry
from motcua.surfaces.portal.presenting.files import show_pdf


@never_cache
@citizen_required
@require_GET
def overview(request: CitizenRequest) -> HttpResponse:
    """List the person's drafts and dossiers, those that wait for the person marked."""
    context = {
        "own": presenting.show_own(following.list_own(request.citizen)),
        "mirrors": mirroring.list_own(request.citizen, on=clock.today()),
        "expected": expected_things.count(
            expecting.list_expected(request.citizen, now=clock.now())
        ),
    }
    return render(request, "portal/dossiers.html", context)


@never_cache
@citizen_required
@require_GET
def expected(request: CitizenRequest) -> HttpResponse:
    """List everything that is asked of the person, over all dossiers."""
    found = expecting.list_expected(request.citizen, now=clock.now())
    return render(request, "portal/expected.html", expected_things.show(found))


@never_cache
@citizen_required
@require_GET
def mirror(request: CitizenRequest, mirror_id: int) -> HttpResponse:
    """Show the applicant a dossier that another system handles; there is nothing to do here."""
    seen = mirroring.get_own(mirror_id, request.citizen, on=clock.today())
    return render(request, "portal/mirror.html", {"seen": seen, "mirror": seen.mirror})


@never_cache
@citizen_required
@require_GET
def page(request: CitizenRequest, reference: str) -> HttpResponse:
    """Tell the applicant all about the dossier."""
    followed = following.follow(reference, request.citizen, now=clock.now())
    return render(request, "portal/dossier.html", {"shown": presenting.show(followed)})


@never_cache
@citizen_required
@require_GET
def document(request: CitizenRequest, reference: str, document_id: int) -> HttpResponse:
    """Show a paper of the dossier, handed in or issued."""
    paper = following.get_paper(reference, document_id, request.citizen)
    return show_pdf(paper, documents.read_content(paper))


@never_cache
@citizen_required
@require_GET
def calendar(request: CitizenRequest, reference: str) -> HttpResponse:
    """Give the promise and the visits as a file for a calendar."""
    dates = days.list_dates(reference, request.citizen)
    content = calendar_file.write(dates, now=clock.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{dates.dossier.reference}.ics"'
    return answer


@never_cache
@citizen_required
@require_GET
def part_paper(
    request: CitizenRequest, reference: str, part_id: int, document_id: int
) -> HttpResponse:
    """Show the paper that came of another agency's part of the dossier."""
    paper = chain_parts.get_paper_for_citizen(reference, part_id, document_id, request.citizen)
    return show_pdf(paper, documents.read_content(paper))


@never_cache
@citizen_required
@require_POST
def supplement(request: CitizenRequest, reference: str) -> HttpResponse:
    """Open the draft in which the applicant supplies what was asked for."""
    draft = lodging.open_supplement(reference=reference, by=request.citizen, at=clock.now())
    return redirect("portal:draft", draft.pk)


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: CitizenRequest, reference: str) -> HttpResponse:
    """Show the draft entry, and take the declarant's word on it."""
    if request.method != "POST":
        return _draw_entry(request, reference)
    try:
        handling.answer_draft_entry(
            reference=reference,
            outcome=presenting.read_outcome(request.POST),
            reason=request.POST.get("reason", ""),
            by=request.citizen,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _draw_entry(request, reference, refusal=refusal)
    messages.success(request, _("Đã ghi nhận ý kiến của bạn về bản dự thảo."))
    return redirect("portal:dossier", reference)


def _draw_entry(
    request: CitizenRequest, reference: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    drafted = following.get_draft_entry(reference, request.citizen)
    context = {"shown": show_entry(drafted, request.POST), "refusal": refusal}
    return render(request, "portal/entry.html", context, status=refusal.status if refusal else 200)


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: CitizenRequest, reference: str) -> HttpResponse:
    """Say what withdrawing means; withdraw when that is confirmed."""
    if request.method != "POST":
        return _draw_withdrawal(request, reference)
    try:
        lodging.withdraw(
            reference=reference,
            reason=request.POST.get("reason", "")[: presenting.LONGEST_REASON],
            by=request.citizen,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _draw_withdrawal(request, reference, refusal=refusal)
    messages.success(request, _("Đã rút hồ sơ."))
    return redirect("portal:dossier", reference)


def _draw_withdrawal(
    request: CitizenRequest, reference: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    dossier, version = following.get_own(reference, request.citizen)
    context = {"dossier": dossier, "name": name_of(version), "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "portal/withdraw.html", context, status=status)
