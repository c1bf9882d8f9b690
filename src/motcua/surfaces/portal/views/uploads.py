"""Papers piece by piece over a line that may drop: the server's side of tus 1.0 (tus.io)."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import attaching
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.surfaces.ui import tus
from motcua.surfaces.ui.tus import VERSION, speaks_tus


@citizen_required
@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def create(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Say what the protocol can do here, or take the announcement of a file."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=tus.abilities(VERSION, attaching.LARGEST_FILE))
    announced = tus.read_announcement(request)
    upload = attaching.begin_upload(
        draft_id=draft_id,
        paper_code=announced.paper_code,
        filename=announced.filename,
        size=announced.size,
        by=request.citizen,
        at=clock.now(),
    )
    address = reverse("portal:upload", args=[draft_id, upload.pk])
    return HttpResponse(status=201, headers={"Location": address, "Upload-Offset": "0"})


@citizen_required
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@speaks_tus
def upload(request: CitizenRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """Say how far the file is, take its next bytes, or give it up."""
    match request.method:
        case "HEAD":
            return _tell(request, draft_id, upload_id)
        case "DELETE":
            attaching.give_up(draft_id=draft_id, upload_id=upload_id, by=request.citizen)
            return HttpResponse(status=204)
        case _:
            return _append(request, draft_id, upload_id)


def _tell(request: CitizenRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    found = attaching.get_upload(
        draft_id=draft_id, upload_id=upload_id, by=request.citizen, at=clock.now()
    )
    sizes = {"Upload-Offset": str(found.offset), "Upload-Length": str(found.size)}
    return HttpResponse(status=200, headers=sizes)


def _append(request: CitizenRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    arrived = attaching.append(
        draft_id=draft_id,
        upload_id=upload_id,
        offset=tus.read_offset(request),
        pieces=tus.read_pieces(request),
        by=request.citizen,
        at=clock.now(),
    )
    response = HttpResponse(status=204, headers={"Upload-Offset": str(arrived.offset)})
    if arrived.document is not None and arrived.document.is_duplicate:
        response[tus.DUPLICATE] = "true"
    return response
