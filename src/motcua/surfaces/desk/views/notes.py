"""Notes of officers: those in a dossier, and those that call the reader."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import noting
from motcua.domain.notes import actions, queries
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.ui.reading import key_of

FORM = "note"


@never_cache
@officer_required(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the notes in a dossier; write one, or retract one's own."""
    answer = act(request, lambda sent: _do(sent, reference), "desk:notes", reference)
    if isinstance(answer, HttpResponse):
        return answer
    noted = noting.look(reference, request.officer, at=clock.now())
    context = {
        "dossier": noted.dossier,
        "notes": noted.notes,
        "colleagues": noted.colleagues,
        "longest": queries.LONGEST,
        "words": request.POST.get("words", ""),
        "chosen": _read_chosen(request),
        "retracting": key_of(request.POST.get("note", "")),
        "reason": request.POST.get("reason", ""),
        "post_id": request.officer.post_id,
        "errors": pages.errors(answer, form=FORM),
        "refusal": answer,
    }
    return render(request, "desk/notes.html", context, status=_status(answer))


@never_cache
@officer_required(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def calling(request: OfficerRequest) -> HttpResponse:
    """Show the notes that call the reader, unread first; mark one as read."""
    answer = act(request, _mark, "desk:notes-calling")
    if isinstance(answer, HttpResponse):
        return answer
    return render(
        request, "desk/notes_calling.html", {"notes": queries.list_calling(request.officer)}
    )


@never_cache
@officer_required(*SEEING)
@require_safe
def mark(request: OfficerRequest) -> HttpResponse:
    """Say how many notes call the reader, for the frame of an open page."""
    return render(request, "desk/parts/calling_mark.html")


def _do(request: OfficerRequest, reference: str) -> str:
    """Do what was sent; return what to say of it."""
    by, at = request.officer, clock.now()
    note_id = key_of(request.POST.get("note", ""))
    if note_id:
        reason = request.POST.get("reason", "")
        actions.retract(reference=reference, note_id=note_id, reason=reason, by=by, at=at)
        return _("Đã rút ghi chú.")
    noting.write(
        reference=reference, words=request.POST.get("words", ""), post_ids=_read_chosen(request),
        by=by, at=at,
    )  # fmt: skip
    return _("Đã lưu ghi chú.")


def _mark(request: OfficerRequest) -> str:
    mention_id = key_of(request.POST.get("mention", "")) or 0
    actions.mark_read(mention_id=mention_id, by=request.officer, at=clock.now())
    return _("Đã ghi là đã đọc.")


def _read_chosen(request: OfficerRequest) -> set[int]:
    return {key for key in map(key_of, request.POST.getlist("post")) if key}


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
