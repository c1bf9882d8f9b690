"""The phone as the desk's camera: its own page, without a sign-in, what the sheet sees of it; and the scan tray."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.errors import InletClosed
from motcua.composition.casework import attaching, phones, sending, trays
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock, reach
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk import files


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Take pictures for the sheet that the key belongs to; of the sheet itself nothing is said."""
    # The key says what is reached, whoever has signed in on the phone.
    reach.reach_everything()
    try:
        if request.method != "POST":
            return _draw(request, phones.look(key, at=clock.now()).taken)
        sent = phones.hand_in(key=key, files=sending.read_files(request.FILES), at=clock.now())
        taken = phones.look(key, at=clock.now()).taken
    except InletClosed as refusal:
        identity.count_look_up(request, at=clock.now())
        return render(
            request, "desk/phone_closed.html", {"text": refusal.text}, status=refusal.status
        )
    return _draw(request, taken, sent=sent)


def _draw(request: HttpRequest, taken: int, *, sent: phones.Sent | None = None) -> HttpResponse:
    refused: tuple[Refusal, ...] = sent.refused if sent else ()
    context = {"taken": taken, "sent": sent, "refused": [one.text for one in refused]}
    return render(request, "desk/phone.html", context, status=422 if refused else 200)


@never_cache
@officer_required(Role.DESK)
@require_safe
def count(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Say how many pictures wait at the sheet, and nothing else."""
    return JsonResponse({"count": phones.count_unsorted(draft_id, request.officer)})


@never_cache
@officer_required(Role.DESK)
@require_safe
def thumbnail(request: OfficerRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Show a small picture of a photograph of the sheet."""
    document = attaching.get_document(draft_id, document_id, request.officer)
    small = documents.read_thumbnail(document)
    if small is None:
        raise Http404
    return HttpResponse(small, content_type="image/jpeg")


@never_cache
@officer_required(Role.DESK)
@require_safe
def tray_file(request: OfficerRequest, document_id: int) -> HttpResponse:
    """Show a file that the scanner laid into the desk's tray."""
    document = trays.get_document(document_id, request.officer)
    return files.show_pdf(documents.read_content(document), filename=document.filename)
