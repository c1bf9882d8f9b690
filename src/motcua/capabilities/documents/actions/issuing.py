"""Papers that an agency issues: kept for good, found by their code, only ever revoked."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from motcua.capabilities.documents import errors, rules, sealed, signatures, vault
from motcua.capabilities.documents.enums import PaperKind, Source, TrustLevel
from motcua.capabilities.documents.events import PaperIssued, PaperRevoked
from motcua.capabilities.documents.inspection import pdf as pdfs
from motcua.capabilities.documents.models import Document, IssuedPaper, Revocation
from motcua.capabilities.documents.signatures import Signature
from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.subjects import Subject


def draw_verification_code() -> str:
    """Return a code no paper has, to be printed on a paper before it is issued with it."""
    begins = rules.PRACTICE_BEGINS if settings.PRACTICE else ""
    code = rules.new_verification_code(begins)
    while IssuedPaper.objects.filter(verification_code=code).exists():
        code = rules.new_verification_code(begins)
    return code


@transaction.atomic
def issue(
    *,
    owner: Subject,
    kind: PaperKind,
    title: str,
    filename: str,
    number: str,
    pdf: bytes,
    agency_id: int,
    agency_name: str,
    by: str,
    at: datetime,
    verification_code: str | None = None,
    paper_code: str = "",
) -> Document:
    """Keep a finished paper and enter it among the issued ones.

    ``title`` and ``number`` are shown to strangers with the code: they must not name a person.

    Raises:
        SignatureInvalid: if a signature on it does not hold, or a result bears none.
    """
    report = signatures.verify(pdf, at=at, is_fresh=True)
    is_unsigned = report.is_readable and not report.signatures
    if not report.is_valid and not (is_unsigned and kind in rules.UNSIGNED_KINDS):
        raise errors.SignatureInvalid
    key = sealed.key_for(owner)
    address = vault.store(vault.seal(key, pdf, context=sealed.CONTENT))
    digest = hashlib.sha256(pdf).hexdigest()
    name = rules.clean_filename(filename)
    document = Document.objects.create(
        owner_kind=owner.kind,
        owner_key=owner.key,
        key_kind=owner.kind,
        key_key=owner.key,
        paper_code=paper_code,
        title=title,
        sealed_name=sealed.seal_name(key, name),
        media_type="application/pdf",
        size=len(pdf),
        sha256=digest,
        address=address,
        pages=pdfs.count_pages(pdf),
        original_media_type="application/pdf",
        original_address=address,
        source=Source.ISSUED,
        trust=TrustLevel.ORIGINAL if report.signatures else TrustLevel.PLAIN,
        added_by=by,
        added_at=at,
    )
    IssuedPaper.objects.create(
        document=document,
        kind=kind,
        title=title,
        number=number,
        verification_code=verification_code,
        sha256=digest,
        agency_id=agency_id,
        agency_name=agency_name,
        issued_at=at,
        issued_by=by,
        signatures=[_summary(signature) for signature in report.signatures],
    )
    announcement = PaperIssued(
        document_id=document.pk, kind=kind, number=number, agency_id=agency_id
    )
    outbox.publish(announcement, subject=owner, at=at)
    document.filename = name
    return document


@transaction.atomic
def revoke(*, document_id: int, owner: Subject, reason: str, by: str, at: datetime) -> None:
    """Declare an issued paper no longer good; its code says so from now on.

    Raises:
        NotFound: if this owner has no such issued paper.
        AlreadyRevoked: if it was revoked before.
    """
    paper = IssuedPaper.objects.filter(
        pk=document_id, document__owner_kind=owner.kind, document__owner_key=owner.key
    ).first()
    if paper is None:
        raise NotFound
    try:
        with transaction.atomic():
            Revocation.objects.create(paper=paper, reason=reason, revoked_by=by, revoked_at=at)
    except IntegrityError as error:
        raise errors.AlreadyRevoked from error
    outbox.publish(PaperRevoked(document_id=document_id), subject=owner, at=at)


def _summary(signature: Signature) -> dict[str, Any]:
    """Return what of a signature strangers are shown."""
    claimed = signature.signed_at.isoformat() if signature.signed_at else None
    return {
        "field": signature.field,
        "signer": signature.signer,
        "organisation": signature.organisation,
        "signed_at": claimed,
    }
