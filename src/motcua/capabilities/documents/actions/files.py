"""Files that people hand in: take, keep, hand on, remove, sweep."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from django.db.models import Q

from motcua.capabilities.documents import errors, inspection, rules, sealed, vault
from motcua.capabilities.documents.enums import Source, TrustLevel
from motcua.capabilities.documents.inspection import Inspected
from motcua.capabilities.documents.models import Document, Leaves, Piece, Upload
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.subjects import Subject


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What a sweep removed."""

    files: int
    uploads: int


def add_file(
    *,
    owner: Subject,
    paper_code: str,
    title: str,
    filename: str,
    content: bytes,
    by: str,
    at: datetime,
    source: Source = Source.CITIZEN_UPLOAD,
    trust: TrustLevel = TrustLevel.PLAIN,
) -> Document:
    """Take a file in for one of the owner's papers; images become a PDF beside their original.

    The same bytes again for the same paper give the document already there, with ``is_duplicate``.

    Raises:
        FileRefused: with the reason and what to do.
        TooManyDocuments: if the owner holds too many already.
    """
    name = rules.clean_filename(filename)
    inspected = inspection.inspect(content, filename=name)
    return keep(
        owner=owner,
        paper_code=paper_code,
        title=title,
        filename=name,
        content=content,
        inspected=inspected,
        by=by,
        at=at,
        source=source,
        trust=trust,
    )


@transaction.atomic
def keep(
    *,
    owner: Subject,
    paper_code: str,
    title: str,
    filename: str,
    content: bytes,
    inspected: Inspected,
    by: str,
    at: datetime,
    source: Source,
    trust: TrustLevel,
) -> Document:
    """Keep bytes that were found good: the files first, durably, then the row."""
    lock_owner(owner)
    digest = hashlib.sha256(content).hexdigest()
    duplicate = _find_same(owner, paper_code, digest)
    if duplicate is not None:
        return duplicate
    _require_room(owner)
    key = sealed.key_for(owner)
    address = vault.store(vault.seal(key, inspected.pdf, context=sealed.CONTENT))
    original = address
    if inspected.pdf != content:
        original = vault.store(vault.seal(key, content, context=sealed.CONTENT))
    document = Document.objects.create(
        owner_kind=owner.kind,
        owner_key=owner.key,
        key_kind=owner.kind,
        key_key=owner.key,
        paper_code=paper_code,
        title=title,
        sealed_name=sealed.seal_name(key, filename),
        media_type="application/pdf",
        size=len(content),
        sha256=digest,
        address=address,
        pages=inspected.pages,
        original_media_type=inspected.media_type,
        original_address=original,
        source=source,
        trust=trust,
        added_by=by,
        added_at=at,
    )
    document.filename = filename
    return document


@transaction.atomic(savepoint=False)
def rebind(*, from_owner: Subject, to_owner: Subject) -> list[int]:
    """Hand every document of one owner to another; return their ids. Two statements.

    The bytes stay sealed under the first owner's key, which the row names: whoever erases the new
    owner's data calls ``erase``, which knows.
    """
    lock_owner(from_owner)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_document SET owner_kind = %s, owner_key = %s"
            " WHERE owner_kind = %s AND owner_key = %s AND source <> %s RETURNING id",
            [to_owner.kind, to_owner.key, from_owner.kind, from_owner.key, Source.ISSUED],
        )
        return sorted(row[0] for row in cursor.fetchall())


@transaction.atomic
def remove(*, document_id: int, owner: Subject) -> None:
    """Remove a document that was handed in, and its bytes once that is committed.

    Raises:
        NotFound: if there is none of this owner.
        IssuedStays: if an agency issued it.
    """
    document = (
        Document.objects.select_for_update(of=("self",))
        .filter(pk=document_id, owner_kind=owner.kind, owner_key=owner.key)
        .first()
    )
    if document is None:
        raise NotFound
    if document.is_issued:
        raise errors.IssuedStays
    Upload.objects.filter(document=document).delete()
    addresses = {document.address, document.original_address, *_forget_pages(document)}
    document.delete()
    for address in addresses:
        transaction.on_commit(partial(vault.discard, address))


@transaction.atomic
def erase(*, owner: Subject) -> None:
    """Make everything the owner's documents hold unreadable for ever.

    The rows stay as evidence that something was there; the keys go. A backup made before keeps them until
    it is thrown away.
    """
    rows = Document.objects.filter(owner_kind=owner.kind, owner_key=owner.key)
    subjects = {
        Subject(kind=kind, key=key)
        for kind, key in rows.order_by().values_list("key_kind", "key_key").distinct()
    }
    for subject in sorted(subjects | {owner}):
        sealing.erase_key(subject)


def sweep_orphans(*, at: datetime) -> Swept:
    """Remove what killed requests left: files no row names, uploads nobody went on with.

    Young ones are left alone, because their row may be about to be committed.
    """
    stale = Upload.objects.filter(touched_at__lt=at - rules.UPLOAD_AGE)
    uploads, _rows = stale.delete()
    limit = (at - rules.ORPHAN_AGE).timestamp()
    files = 0
    for path, address in vault.stored_files():
        if path.stat().st_mtime < limit and not (address and _is_named(address)):
            path.unlink(missing_ok=True)
            files += 1
    for path, upload_id in vault.upload_files():
        if path.stat().st_mtime < limit and not Upload.objects.filter(pk=upload_id).exists():
            path.unlink(missing_ok=True)
            files += 1
    return Swept(files=files, uploads=uploads)


def lock_owner(owner: Subject) -> None:
    """Let one transaction at a time add to an owner's documents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"documents {owner}"]
        )


def _find_same(owner: Subject, paper_code: str, digest: str) -> Document | None:
    document = Document.objects.filter(
        owner_kind=owner.kind, owner_key=owner.key, paper_code=paper_code, sha256=digest
    ).first()
    if document is None:
        return None
    sealed.open_names([document])
    document.is_duplicate = True
    return document


def _require_room(owner: Subject) -> None:
    held = Document.objects.filter(owner_kind=owner.kind, owner_key=owner.key).count()
    if held >= rules.MAX_DOCUMENTS_PER_OWNER:
        raise errors.TooManyDocuments(limit=rules.MAX_DOCUMENTS_PER_OWNER)


def _forget_pages(document: Document) -> list[str]:
    """Forget what it was cut out of or into; return where its small pictures lie."""
    Piece.objects.filter(Q(document=document) | Q(source=document)).delete()
    leaves = Leaves.objects.filter(document=document)
    addresses = list(leaves.values_list("address", flat=True))
    leaves.delete()
    return addresses


def _is_named(address: str) -> bool:
    rows = Document.objects.filter(Q(address=address) | Q(original_address=address))
    return rows.exists() or Leaves.objects.filter(address=address).exists()
