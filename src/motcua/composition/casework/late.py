"""Papers that came on an earlier day than they are written down: the earlier time needs a second person.

Article 17.1 of Decree 61/2018/NĐ-CP wants them written down at once. Where that failed, whoever writes
them down says why and what proves the time; it counts once somebody else of the agency has confirmed it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.composition.casework import intake
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.reserves import actions as reserves
from motcua.domain.reserves import queries as reserve_queries
from motcua.domain.reserves.enums import VerdictKind
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import NotFound

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.composition.casework.asked_files import File
    from motcua.composition.casework.filling import Filling
    from motcua.domain.dossiers.models import Draft
    from motcua.domain.reserves.models import Slip
    from motcua.foundation.identity.actors import Officer

PICTURE: Final = "picture"


def settle(opened: Filling, *, by: Officer, at: datetime) -> tuple[Filling, Slip | None]:
    """Return a sheet that is held with the time that counts, and what waits for a second person.

    What came on an earlier day counts from now until somebody else has confirmed the time; what was
    given a number without a line came when its slip says, whatever the boxes say.
    """
    draft, brought = opened.draft, opened.brought
    slip: Slip | None = None
    if draft.reserved_number is not None:
        reserves.hold_sheet_of(draft.pk)
        slip = reserve_queries.find_by_draft(draft.pk)
    elif brought.came_at is not None and brought.is_late(at):
        slip = reserves.enter_late(
            draft_id=draft.pk, came_at=brought.came_at,
            is_pictured=find_picture(draft.pk) is not None, by=by, at=at,
        )  # fmt: skip
    if slip is None:
        return opened, None
    proven_at = slip.proven_at
    claimed_at = slip.came_at if proven_at is None else None
    return replace(opened, brought=replace(brought, came_at=proven_at, claimed_at=claimed_at)), slip


@transaction.atomic
def judge(*, slip_id: UUID, kind: VerdictKind, reason: str, by: Officer, at: datetime) -> Slip:
    """Say as a second person whether papers came when somebody wrote; what was taken in is counted anew.

    Raises:
        SlipNotFound: if there is none, or it is another agency's.
        OwnSlip: to who wrote it.
        WhyNeeded: if it is contested without a reason.
        AlreadyJudged: if a colleague was faster.
    """
    slip = reserves.judge(slip_id=slip_id, kind=kind, reason=reason, by=by, at=at)
    dossier = dossier_queries.list_became([slip.draft_id]).get(slip.draft_id)
    if dossier is None:
        return slip
    if kind is VerdictKind.CONFIRMED:
        dossiers.confirm_receipt(reference=dossier.reference, came_at=slip.came_at, by=by, at=at)
    else:
        dossiers.contest_receipt(
            reference=dossier.reference, came_at=slip.came_at, reason=reason.strip(), by=by, at=at
        )
    return slip


def keep_picture(draft: Draft, picture: File, *, by: Officer, at: datetime) -> None:
    """Keep a picture of the book, the slip or the envelope that proves when papers came, for the last one.

    Raises:
        FileRefused: if it is no picture.
    """
    drop_picture(draft)
    add_picture(draft.pk, picture, by=by, at=at)


def add_picture(slip_id: UUID, picture: File, *, by: Officer, at: datetime) -> None:
    """Keep the picture that proves a slip's time.

    Raises:
        FileRefused: if it is no picture.
    """
    documents.add_file(
        owner=reserve_queries.subject_of(slip_id), paper_code=PICTURE, title=_("Ảnh phiếu giấy"),
        filename=picture.name, content=picture.content, by=by.key, at=at,
    )  # fmt: skip


def drop_picture(draft: Draft) -> None:
    """Take away what would prove the time of a sheet that is not taken in."""
    owner = reserve_queries.subject_of(draft.pk)
    for kept in document_queries.list_documents(owner):
        documents.remove(document_id=kept.pk, owner=owner)


def find_picture(slip_id: UUID) -> Document | None:
    """Return the picture that proves a time, if there is one. One query."""
    kept = document_queries.list_documents(reserve_queries.subject_of(slip_id))
    return kept[0] if kept else None


def get_picture(slip_id: UUID, by: Officer) -> Document:
    """Return the picture of a slip of the officer's agency.

    Raises:
        SlipNotFound, NotFound: if there is none, or it is another agency's.
    """
    slip = reserve_queries.get_slip(slip_id, by)
    kept = find_picture(slip.pk)
    if kept is None:
        raise NotFound
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, subjects=[slip.subject], purpose=intake.INTAKE
    )
    return kept
