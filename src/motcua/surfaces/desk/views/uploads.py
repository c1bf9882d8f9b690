"""Scans of a sheet piece by piece over a line that may drop (tus 1.0)."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import attaching
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.surfaces.ui import uploads
from motcua.surfaces.ui.tus import speaks_tus


@officer_required(Role.DESK)
@require_http_methods(["OPTIONS", "POST"])
@speaks_tus
def create(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Say what the protocol can do here, or take the announcement of a file."""
    return uploads.announce(
        request, draft_id, begin=partial(attaching.begin_upload, by=request.officer),
        largest=attaching.LARGEST_FILE, piece="desk:counter-upload-piece",
    )  # fmt: skip


@officer_required(Role.DESK)
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@speaks_tus
def upload(request: OfficerRequest, draft_id: UUID, upload_id: UUID) -> HttpResponse:
    """Say how far the file is, take its next bytes, or give it up."""
    by = request.officer
    acts = uploads.Acts(
        find=partial(attaching.get_upload, draft_id=draft_id, upload_id=upload_id, by=by),
        append=partial(attaching.append, draft_id=draft_id, upload_id=upload_id, by=by),
        give_up=partial(attaching.give_up, draft_id=draft_id, upload_id=upload_id, by=by),
    )
    return uploads.serve(request, acts)
