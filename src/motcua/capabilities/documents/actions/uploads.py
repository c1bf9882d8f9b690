"""Files that come piece by piece over a line that may drop (the server's side of tus 1.0).

create = ``begin_upload``; HEAD = ``queries.get_upload``; PATCH = ``append_chunk``, then
``finish_upload`` once ``is_complete``; DELETE = ``terminate_upload``. ``finish_upload`` may be asked
again at any time (a HEAD that finds a complete upload without a document asks it too), so that a
process killed after the last piece loses nothing.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import OperationalError, transaction

from motcua.capabilities.documents import errors, inspection, queries, rules, sealed, vault
from motcua.capabilities.documents.actions import files
from motcua.capabilities.documents.enums import Source, TrustLevel
from motcua.capabilities.documents.models import Document, Upload
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.subjects import Subject


@transaction.atomic
def begin_upload(
    *,
    owner: Subject,
    paper_code: str,
    title: str,
    filename: str,
    size: int,
    by: str,
    at: datetime,
) -> Upload:
    """Announce a file of ``size`` bytes.

    Raises:
        EmptyFile, FileTooLarge: before a single byte travels.
    """
    name = rules.clean_filename(filename)
    if size < 1:
        raise errors.EmptyFile(filename=name)
    if size > rules.MAX_FILE_BYTES:
        raise errors.FileTooLarge(filename=name, limit=rules.MAX_FILE_MEGABYTES)
    upload = Upload.objects.create(
        owner_kind=owner.kind,
        owner_key=owner.key,
        paper_code=paper_code,
        title=title,
        sealed_name=sealed.seal_name(sealed.key_for(owner), name),
        size=size,
        added_by=by,
        touched_at=at,
    )
    upload.filename = name
    return upload


@transaction.atomic
def append_chunk(
    *, upload_id: UUID, owner: Subject, offset: int, content: bytes, at: datetime
) -> Upload:
    """Write the next piece; it is on the disk before the new offset is.

    Raises:
        NotFound: if this owner has no such upload.
        UploadBusy: if another request is writing to it.
        OffsetMismatch: if the piece does not begin where the stored bytes end.
        ChunkTooLong: if it reaches beyond the announced size.
    """
    upload = _lock(upload_id, owner)
    if offset != upload.offset:
        raise errors.OffsetMismatch(offset=upload.offset)
    if offset + len(content) > upload.size:
        raise errors.ChunkTooLong
    if content:
        key = sealing.get_key(owner)
        piece = vault.seal(key, content, context=_context(upload.pk, offset))
        upload.stored_size = vault.append_piece(
            upload.pk, stored_size=upload.stored_size, sealed=piece
        )
        upload.offset += len(content)
        upload.touched_at = at
        upload.save(update_fields=["stored_size", "offset", "touched_at"])
    return sealed.open_upload(upload)


def finish_upload(*, upload_id: UUID, owner: Subject, at: datetime) -> Document:
    """Make a document of a complete upload; asked again, return the same document.

    Raises:
        NotFound: if this owner has no such upload.
        UploadIncomplete: if bytes are missing.
        FileRefused: if the file is no good; the upload is gone then.
    """
    upload = queries.get_upload(upload_id, owner=owner)
    if upload.document_id is not None:
        return queries.get_document(upload.document_id, owner=owner)
    if not upload.is_complete:
        raise errors.UploadIncomplete(offset=upload.offset)
    content = _assemble(upload)
    try:
        inspected = inspection.inspect(content, filename=upload.filename)
    except errors.FileRefused:
        terminate_upload(upload_id=upload_id, owner=owner)
        raise
    with transaction.atomic():
        upload = _lock(upload_id, owner)
        if upload.document_id is not None:
            return queries.get_document(upload.document_id, owner=owner)
        document = files.keep(
            owner=owner,
            paper_code=upload.paper_code,
            title=upload.title,
            filename=sealed.open_upload(upload).filename,
            content=content,
            inspected=inspected,
            by=upload.added_by,
            at=at,
            source=Source.CITIZEN_UPLOAD,
            trust=TrustLevel.PLAIN,
        )
        upload.document = document
        upload.save(update_fields=["document"])
        transaction.on_commit(partial(vault.discard_upload, upload.pk))
    return document


@transaction.atomic
def terminate_upload(*, upload_id: UUID, owner: Subject) -> None:
    """Give an upload up, and drop its bytes once that is committed.

    Raises:
        NotFound: if this owner has no such upload.
    """
    upload = _lock(upload_id, owner)
    upload.delete()
    transaction.on_commit(partial(vault.discard_upload, upload_id))


def _lock(upload_id: UUID, owner: Subject) -> Upload:
    try:
        upload = (
            Upload.objects.select_for_update(of=("self",), nowait=True)
            .filter(pk=upload_id, owner_kind=owner.kind, owner_key=owner.key)
            .first()
        )
    except OperationalError as error:
        raise errors.UploadBusy from error
    if upload is None:
        raise NotFound
    return upload


def _assemble(upload: Upload) -> bytes:
    key = sealing.get_key(upload.owner)
    content = bytearray()
    for piece in vault.read_pieces(upload.pk, stored_size=upload.stored_size):
        # The context holds the offset, so that pieces cannot change places unnoticed.
        content += vault.unseal(key, piece, context=_context(upload.pk, len(content)))
    return bytes(content)


def _context(upload_id: UUID, offset: int) -> str:
    return f"documents.upload {upload_id} {offset}"
