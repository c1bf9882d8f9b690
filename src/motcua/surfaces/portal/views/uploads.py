"""Papers piece by piece over a line that may drop: the server's side of tus 1.0 (tus.io)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.capabilities.documents.errors import OffsetMismatch
from motcua.composition.casework import attaching
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import tus

Given = ParamSpec("Given")
View = Callable[Concatenate[CitizenRequest, Given], HttpResponse]

VERSION: Final = "1.0.0"


def speaks_tus(view: View[Given]) -> View[Given]:
    """Answer in the protocol: its headers on every answer, refusals as problem+json."""

    @wraps(view)
    def answer(
        request: CitizenRequest, /, *args: Given.args, **kwargs: Given.kwargs
    ) -> HttpResponse:
        try:
            tus.require_version(request, VERSION)
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = _problem(refusal)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


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


def _problem(refusal: Refusal) -> HttpResponse:
    """Return the refusal as problem+json (RFC 9457); its title is the sentence for the person."""
    body = {
        "type": f"urn:motcua:problem:{refusal.code}",
        "title": refusal.text,
        "status": refusal.status,
        "code": refusal.code,
    }
    response = JsonResponse(body, status=refusal.status, content_type="application/problem+json")
    if isinstance(refusal, OffsetMismatch):
        response["Upload-Offset"] = str(refusal.values["offset"])
    return response
