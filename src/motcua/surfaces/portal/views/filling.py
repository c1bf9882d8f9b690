"""Filling in a form: begin, one topic a page, save as one goes, come back later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.capabilities.forms import queries as forms
from motcua.composition.casework import attaching, authority, following, representing, sending
from motcua.composition.casework import filling as casework
from motcua.domain.dossiers.errors import DraftChanged
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import drafts as presenting
from motcua.surfaces.portal.presenting import starting

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation

LATER = "later"


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: CitizenRequest, code: str) -> HttpResponse:
    """Say what is needed and where it goes, offer drafts begun before; begin when asked to."""
    version = procedures.get_by_code(code, clock.today())
    offers = representing.list_offers(
        procedure_id=version.procedure_id, by=request.citizen, on=clock.today()
    )
    if request.method != "POST":
        return _draw_start(request, version, offers, chosen=request.GET.get("agency", ""))
    chosen = request.POST.get("agency", "")
    try:
        draft = casework.start_at(
            code=code,
            agency_code=chosen,
            by=request.citizen,
            at=clock.now(),
            under=representing.choose(request.POST.get(representing.FOR, ""), offers),
        )
    except Refusal as refusal:
        return _draw_start(request, version, offers, chosen=chosen, refusal=refusal)
    return redirect("portal:page", draft.pk, presenting.first_page(draft))


def _draw_start(
    request: CitizenRequest, version: Version, offers: Sequence[Authorisation], *, chosen: str,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    today = clock.today()
    is_elsewhere = procedures.find_execution(version.procedure_id, today) is not None
    if is_elsewhere or not casework.is_taken_online(version):
        return redirect("portal:procedure", version.code)
    asked = request.POST if request.method == "POST" else request.GET
    typed = starting.read_places(version, asked)
    for_whom = starting.show_for_whom(offers, asked, refusal)
    if typed is None:
        typed = authority.known_places(
            version, request.citizen, for_whom.under if for_whom else None
        )
    context: dict[str, object] = {
        "for_whom": for_whom,
        "shown": starting.show_start(
            version,
            procedures.list_providers(version.procedure_id, today),
            authority.name_agency(version, typed, on=today),
            chosen=chosen,
        ),
        "drafts": following.find_drafts_of(version.code, request.citizen),
        "refusal": refusal,
    }
    return _answer(request, "portal/start.html", context, refusal)


@never_cache
@citizen_required
@require_GET
def draft(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Show the parts of a draft and which are done, to go on where one stopped."""
    review = casework.review(draft_id, request.citizen, at=clock.now())
    if review.filling.draft.is_finished:
        return redirect("portal:dossier", presenting.became(review.filling.draft))
    return render(request, "portal/draft.html", {"shown": presenting.show_draft(review)})


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: CitizenRequest, draft_id: UUID, page_key: str) -> HttpResponse:
    """Ask one topic; what is posted is kept, right or wrong, and all that is wrong is said at once."""
    if request.method != "POST":
        return _draw_page(request, casework.open_filling(draft_id, request.citizen), page_key)
    try:
        saved = casework.save_page(
            draft_id=draft_id,
            page_key=page_key,
            posted=request.POST,
            seen_revision=sending.read_revision(request.POST),
            sent=sending.read_sent(request.POST, request.FILES),
            by=request.citizen,
            at=clock.now(),
        )
    except DraftChanged:
        unsaved = casework.preview(draft_id, page_key, request.POST, request.citizen)
        return _draw_page(request, unsaved, page_key, is_behind=True)
    return _go_on(request, saved, page_key)


def _go_on(request: CitizenRequest, saved: casework.Saved, page_key: str) -> HttpResponse:
    """Lead on: to the reshaped page, away to come back later, or to what comes next."""
    draft_id = saved.filling.draft.pk
    if forms.is_reshaping(request.POST):
        return _draw_page(request, saved.filling, page_key, problems=saved.problems)
    if request.POST.get("then") == LATER:
        messages.success(request, _("Đã lưu. Bạn có thể làm tiếp lúc khác, trên thiết bị khác."))
        return redirect("portal:dossiers")
    if saved.problems:
        return _draw_page(request, saved.filling, page_key, problems=saved.problems)
    if request.POST.get("from") == presenting.CHECK or saved.filling.is_supplement:
        return redirect("portal:check", draft_id)
    if saved.next_page is None:
        return redirect("portal:papers", draft_id)
    return redirect("portal:page", draft_id, saved.next_page)


def _draw_page(
    request: CitizenRequest,
    filling: casework.Filling,
    page_key: str,
    *,
    problems: presenting.Problems = (),
    is_behind: bool = False,
) -> HttpResponse:
    if filling.draft.is_finished:
        return redirect("portal:dossier", presenting.became(filling.draft))
    came_from = request.POST.get("from") or request.GET.get("from", "")
    context = {
        "shown": presenting.show_page(filling, page_key, problems, came_from=came_from),
        "is_behind": is_behind,
    }
    status = 409 if is_behind else 422 if problems else 200
    return render(request, "portal/page.html", context, status=status)


@never_cache
@citizen_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Ask whether the draft shall go for good; delete it when that is confirmed."""
    if request.method != "POST":
        opened = casework.open_filling(draft_id, request.citizen)
        return render(request, "portal/discard.html", {"filling": opened})
    attaching.discard(draft_id=draft_id, by=request.citizen)
    messages.success(request, _("Đã xoá bản nháp."))
    return redirect("portal:dossiers")


def _answer(
    request: CitizenRequest, template: str, context: dict[str, object], refusal: Refusal | None
) -> HttpResponse:
    return render(request, template, context, status=refusal.status if refusal else 200)
