"""Papers of a draft: its owner attaches, looks at and removes them until the draft is handed in.

Every change holds the draft's row, so that no paper comes or goes while the draft becomes a dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.errors import FileRefused, TooManyDocuments
from motcua.composition.casework import asked_files, filling, late
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.errors import PaperNotAsked
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.errors import DraftLodged
from motcua.domain.dossiers.queries import Filler
from motcua.domain.procedures.queries import Paper
from motcua.domain.reserves import permissions as reserves
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document, Upload
    from motcua.domain.dossiers.models import Draft


LARGEST_FILE = document_queries.LARGEST_FILE


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What became of some files: those that are bad do not hold up those that are good."""

    kept: tuple[Document, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """How far an upload is, and the paper it became once it was whole."""

    offset: int
    document: Document | None


def attach(
    *, draft_id: UUID, paper_code: str, files: Iterable[File], by: Filler, at: datetime
) -> Attached:
    """Take whole files in for one of the papers asked for.

    Raises:
        DraftNotFound, DraftLodged, PaperNotAsked: before any file is looked at.
    """
    kept: list[Document] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            kept.append(_attach(draft_id, paper_code, file, by=by, at=at))
        except (FileRefused, TooManyDocuments) as refusal:
            refused.append(refusal)
    return Attached(kept=tuple(kept), refused=tuple(refused))


@transaction.atomic
def _attach(draft_id: UUID, code: str, file: File, *, by: Filler, at: datetime) -> Document:
    draft = hold(draft_id, by)
    paper = _require_asked(draft, code, by, at=at)
    return documents.add_file(
        owner=draft.subject,
        paper_code=paper.code,
        title=paper.name,
        filename=file.name,
        content=file.content,
        by=by.key,
        at=at,
    )


@transaction.atomic
def remove(*, draft_id: UUID, document_id: int, by: Filler) -> None:
    """Remove a paper of the draft; what a dossier already holds stays.

    Raises:
        NotFound: if the draft has no such paper. A file that an answer names goes with its answer.
        DraftLodged: if the draft was handed in meanwhile.
    """
    draft = hold(draft_id, by)
    document = document_queries.get_document(document_id, owner=draft.subject)
    if asked_files.is_asked_file(document):
        raise NotFound
    documents.remove(document_id=document_id, owner=draft.subject)


@transaction.atomic
def discard(*, draft_id: UUID, by: Filler) -> None:
    """Delete the draft with everything attached to it.

    Raises:
        DraftNotFound: if this person has no such draft.
        DraftLodged: if it was handed in.
        NumberHeld: if a number was given out with it.
    """
    draft = hold(draft_id, by)
    reserves.require_without_number(draft)
    drop(draft, by=by)


def drop(draft: Draft, *, by: Filler) -> None:
    """Delete a draft that is held, with everything attached to it."""
    if draft.desk_id is not None:
        late.drop_picture(draft)
    for document in document_queries.list_documents(draft.subject):
        documents.remove(document_id=document.pk, owner=draft.subject)
    dossiers.discard_draft(draft_id=draft.pk, by=by)


def get_document(draft_id: UUID, document_id: int, by: Filler) -> Document:
    """Return a paper of this person's draft, or one handed in with the dossier that it supplements.

    Raises:
        NotFound: if there is none, or it is another person's, or the agency issued it.
    """
    draft = dossier_queries.get_draft(draft_id, by).draft
    try:
        return document_queries.get_document(document_id, owner=draft.subject)
    except NotFound:
        if draft.supplements is None:
            raise
    handed_in = document_queries.get_document(document_id, owner=draft.supplements.subject)
    if handed_in.is_issued:
        # What an agency issued is fetched where it is asked whether it may be given out already.
        raise NotFound
    return handed_in


# --- piece by piece (tus 1.0) --------------------------------------------------------------------


@transaction.atomic
def begin_upload(
    *, draft_id: UUID, paper_code: str, filename: str, size: int, by: Filler, at: datetime
) -> Upload:
    """Announce a file for one of the papers asked for.

    Raises:
        PaperNotAsked: if nobody asks for the paper.
        EmptyFile, FileTooLarge: before a single byte travels.
    """
    draft = hold(draft_id, by)
    paper = _require_asked(draft, paper_code, by, at=at)
    return documents.begin_upload(
        owner=draft.subject,
        paper_code=paper.code,
        title=paper.name,
        filename=filename,
        size=size,
        by=by.key,
        at=at,
    )


def get_upload(*, draft_id: UUID, upload_id: UUID, by: Filler, at: datetime) -> Upload:
    """Return how far an upload is, made into a document if the last request died before that."""
    draft = dossier_queries.get_draft(draft_id, by).draft
    upload = document_queries.get_upload(upload_id, owner=draft.subject)
    if upload.is_complete and upload.document_id is None:
        _finish(draft_id, upload_id, by=by, at=at)
    return upload


def append(
    *, draft_id: UUID, upload_id: UUID, offset: int, pieces: Iterable[bytes],
    by: Filler, at: datetime,
) -> Arrived:  # fmt: skip
    """Write pieces as they come in, each kept for good before the next; with the last, the paper.

    Raises:
        OffsetMismatch: if they do not begin where the stored bytes end.
        FileRefused: if the whole file is no good; it is gone then.
    """
    upload = None
    for piece in pieces:
        upload = _append(draft_id, upload_id, offset, piece, by=by, at=at)
        offset = upload.offset
    if upload is None:
        upload = _append(draft_id, upload_id, offset, b"", by=by, at=at)
    document = _finish(draft_id, upload_id, by=by, at=at) if upload.is_complete else None
    return Arrived(offset=offset, document=document)


@transaction.atomic
def give_up(*, draft_id: UUID, upload_id: UUID, by: Filler) -> None:
    """Drop an upload and the bytes that arrived."""
    draft = hold(draft_id, by)
    documents.terminate_upload(upload_id=upload_id, owner=draft.subject)


@transaction.atomic
def _append(
    draft_id: UUID, upload_id: UUID, offset: int, piece: bytes, *, by: Filler, at: datetime
) -> Upload:
    draft = hold(draft_id, by)
    return documents.append_chunk(
        upload_id=upload_id, owner=draft.subject, offset=offset, content=piece, at=at
    )


def _finish(draft_id: UUID, upload_id: UUID, *, by: Filler, at: datetime) -> Document:
    with transaction.atomic():
        draft = hold(draft_id, by)
        try:
            return documents.finish_upload(upload_id=upload_id, owner=draft.subject, at=at)
        except FileRefused as refusal:
            # Leaving by an exception would bring the refused upload back.
            refused = refusal
    raise refused


def hold(draft_id: UUID, by: Filler) -> Draft:
    """Return this person's draft, locked, as long as it can still change.

    Raises:
        DraftNotFound: if this person has no such draft.
        DraftLodged: if it was handed in.
    """
    draft = dossiers.lock_draft(draft_id, by)
    if draft.is_finished:
        raise DraftLodged
    return draft


def _require_asked(draft: Draft, paper_code: str, by: Filler, *, at: datetime) -> Paper:
    opened = filling.open_filling(draft.pk, by)
    for asked in filling.list_asked_papers(opened, today=clock.day_in_vietnam(at)):
        if asked.paper.code == paper_code:
            return asked.paper
    raise PaperNotAsked
