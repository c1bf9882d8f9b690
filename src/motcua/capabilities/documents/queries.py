"""Questions asked of documents. Whoever asks must know the owner: another owner's is not found."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from motcua.capabilities.documents import rules, sealed, signatures, vault
from motcua.capabilities.documents.cutting import (
    GOES_ON,
    OUT,
    TURNS,
    Grouped,
    Part,
    Placed,
    SeenPage,
    group,
    propose,
    read_separator,
    recall,
    write_separator,
)
from motcua.capabilities.documents.enums import PaperStatus, Source
from motcua.capabilities.documents.errors import NoSuchTemplate, TemplateRefused
from motcua.capabilities.documents.inlets import find_inlet, key_of, list_inlets
from motcua.capabilities.documents.inspection import images
from motcua.capabilities.documents.inspection.enlarging import MEDIA_TYPE as PICTURE_TYPE
from motcua.capabilities.documents.inspection.enlarging import ZOOMS, draw_page
from motcua.capabilities.documents.inspection.scanning import Scanner, Standing, look_at_scanner
from motcua.capabilities.documents.models import (
    Document,
    IssuedPaper,
    Leaves,
    PaperTemplate,
    Piece,
    Revocation,
    Upload,
)
from motcua.capabilities.documents.papers import composing
from motcua.capabilities.documents.papers.composing import (
    Block,
    Entry,
    Heading,
    LegalBases,
    Listing,
    Paragraph,
    Table,
    Template,
    compose,
)
from motcua.capabilities.documents.papers.composing import find_faults as find_template_faults
from motcua.capabilities.documents.papers.composing import write as write_template
from motcua.capabilities.documents.practice import is_of_practice
from motcua.capabilities.documents.rules import BUNDLE, UNSORTED
from motcua.capabilities.documents.signatures import Report
from motcua.capabilities.documents.statements import find_statement_fault
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.prepared import TEXT, Prepared
from motcua.foundation.kernel.stage import Brought
from motcua.foundation.kernel.subjects import Subject

__all__ = [
    "BUNDLE", "GOES_ON", "LARGEST_FILE", "OUT", "PICTURE_TYPE", "TURNS", "UNSORTED", "ZOOMS",
    "Block", "Entry", "Genuineness", "Grouped", "Heading", "LegalBases", "Listing", "Paragraph",
    "Part", "Placed", "Report", "Scanner", "SeenPage", "Standing", "Table", "Template",
    "bring_templates", "compose", "count_handed_in", "draw_page", "find_by_verification_code",
    "find_inlet", "find_leaves", "find_statement_fault", "find_template_faults",
    "format_verification_code", "get_document", "get_template", "get_template_source",
    "get_upload", "group", "is_of_practice", "key_of", "list_documents", "list_inlets",
    "list_parts", "list_unnamed", "look_at_scanner", "propose", "read_content", "read_leaf",
    "read_original", "read_separator", "read_template", "read_thumbnail", "recall", "seen_on",
    "verify", "verify_uploaded", "was_scanned", "write_separator", "write_template",
]  # fmt: skip

LARGEST_FILE: Final = rules.MAX_FILE_BYTES
"""Bytes that one paper may have."""


@dataclass(frozen=True, kw_only=True)
class Genuineness:
    """What a stranger may learn of an issued paper: that it exists, never whom it is about."""

    kind: str
    title: str
    number: str
    agency_name: str
    issued_at: datetime
    status: PaperStatus
    revoked_at: datetime | None
    signers: tuple[str, ...]
    """The offices and agencies that signed."""
    verification_code: str


def list_documents(owner: Subject) -> list[Document]:
    """Return the owner's documents, oldest first. Two reads."""
    return sealed.open_names(_OF_OWNER.list(kind=owner.kind, key=owner.key))


def was_scanned(content: bytes) -> bool:
    """Say whether exactly these bytes were scanned at a counter before and are still kept. One query."""
    digest = hashlib.sha256(content).hexdigest()
    return Document.objects.filter(sha256=digest, source=Source.COUNTER_SCAN).exists()


def count_handed_in(
    owners: Sequence[Subject], *, until: datetime | None = None
) -> dict[Subject, int]:
    """Return how many documents each of these owners was given, issued ones aside. One query.

    :param until: only those that were there by then
    """
    rows = Document.objects.filter(
        owner_kind__in={owner.kind for owner in owners},
        owner_key__in=[owner.key for owner in owners],
    ).exclude(source=Source.ISSUED)
    if until is not None:
        rows = rows.filter(added_at__lte=until)
    counted = rows.values_list("owner_kind", "owner_key").annotate(n=Count("pk")).order_by()
    return {Subject(kind=kind, key=key): n for kind, key, n in counted}


def list_unnamed(owner: Subject) -> list[Document]:
    """Return the owner's documents without opening what people called the files. One read."""
    return _OF_OWNER.list(kind=owner.kind, key=owner.key)


def list_unnamed_of(kind: str, keys: Iterable[str]) -> list[Document]:
    """Return the documents of several owners of a kind, without what people called the files.

    One query for any number; none for nobody.
    """
    wanted = sorted(keys)
    if not wanted:
        return []
    owned = Document.objects.filter(owner_kind=kind, owner_key__in=wanted)
    return list(owned.order_by("pk"))


_OF_OWNER: Final = Prepared(
    lambda kind, key: Document.objects.filter(owner_kind=kind, owner_key=key).order_by("pk"),
    kind=TEXT,
    key=TEXT * 2,
)


def get_document(document_id: int, *, owner: Subject) -> Document:
    """Return a document of this owner.

    Raises:
        NotFound: if there is none, or it is another owner's: the answers are the same.
    """
    document = Document.objects.filter(
        pk=document_id, owner_kind=owner.kind, owner_key=owner.key
    ).first()
    if document is None:
        raise NotFound
    return sealed.open_names([document])[0]


def find_issued(owner: Subject, *, kind: str, number: str) -> Document | None:
    """Return the owner's issued paper of this kind and number, if there is one. One query."""
    found = Document.objects.filter(
        owner_kind=owner.kind, owner_key=owner.key, issued__kind=kind, issued__number=number
    ).first()
    return sealed.open_names([found])[0] if found is not None else None


def list_revoked(owner: Subject) -> set[int]:
    """Return which of the owner's issued papers are good no more. One query."""
    rows = Revocation.objects.filter(
        paper__document__owner_kind=owner.kind, paper__document__owner_key=owner.key
    )
    return set(rows.values_list("paper_id", flat=True))


def read_content(document: Document) -> bytes:
    """Return the PDF that people are shown.

    Raises:
        KeyErased: if the subject's data were lawfully erased.
    """
    return _read(document, document.address)


def read_original(document: Document) -> bytes:
    """Return the bytes exactly as they were handed in, of type ``original_media_type``."""
    return _read(document, document.original_address)


def read_thumbnail(document: Document) -> bytes | None:
    """Return a small JPEG of a photograph that was handed in; None of what is no photograph."""
    if not document.original_media_type.startswith("image/"):
        return None
    return images.thumbnail(read_original(document))


def find_leaves(document: Document) -> Leaves | None:
    """Return what was seen on the pages of a scan, if they were drawn. One query."""
    return Leaves.objects.filter(document=document).first()


def seen_on(leaves: Leaves) -> tuple[SeenPage, ...]:
    """Return what was seen on each page. No query."""
    return tuple(
        SeenPage(is_blank=one["is_blank"], codes=tuple(one["codes"])) for one in leaves.pages
    )


def read_leaf(document: Document, number: int) -> bytes:
    """Return the small picture of a page of a scan that was drawn. One query.

    Raises:
        NotFound: if its pages were not drawn, or it has no such page.
    """
    leaves = find_leaves(document)
    if leaves is None or not 1 <= number <= len(leaves.pages):
        raise NotFound
    key = sealing.get_key(document.key_subject)
    pictures = vault.unseal(key, vault.read(leaves.address), context=sealed.PAGES)
    sizes = [one["size"] for one in leaves.pages]
    start = sum(sizes[: number - 1])
    return pictures[start : start + sizes[number - 1]]


def list_parts(source: Document) -> list[Part]:
    """Return the papers that a scan is cut into, as they stand. One query."""
    rows = (
        Piece.objects.filter(source=source)
        .order_by("pk")
        .values_list("document__paper_code", "pages")
    )
    return [
        Part(paper_code=code, pages=tuple((number, turn) for number, turn in pages))
        for code, pages in rows
    ]


def get_upload(upload_id: UUID, *, owner: Subject) -> Upload:
    """Return an upload on its way, with the offset to go on from (what tus asks by HEAD).

    Raises:
        NotFound: if there is none, or it is another owner's.
    """
    upload = Upload.objects.filter(pk=upload_id, owner_kind=owner.kind, owner_key=owner.key).first()
    if upload is None:
        raise NotFound
    return sealed.open_upload(upload)


def find_by_verification_code(code: str) -> Genuineness | None:
    """Return what the paper with this code is, or None. One read."""
    wanted = rules.parse_verification_code(code)
    if wanted is None:
        return None
    paper = _papers().filter(verification_code=wanted).first()
    return _genuineness(paper) if paper else None


def format_verification_code(code: str) -> str:
    """Return the code as it is printed: three groups of four."""
    return rules.format_verification_code(code)


def verify_uploaded(content: bytes) -> Genuineness | None:
    """Return what the paper with exactly these bytes is, or None if no agency here issued it."""
    digest = hashlib.sha256(content).hexdigest()
    paper = _papers().filter(sha256=digest).order_by("pk").first()
    return _genuineness(paper) if paper else None


def verify(pdf: bytes, *, at: datetime) -> Report:
    """Return what the signatures of a PDF are worth at the given moment."""
    return signatures.verify(pdf, at=at)


def _read(document: Document, address: str) -> bytes:
    key = sealing.get_key(document.key_subject)
    return vault.unseal(key, vault.read(address), context=sealed.CONTENT)


def _papers() -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.select_related("revocation")


def _genuineness(paper: IssuedPaper) -> Genuineness:
    revocation = getattr(paper, "revocation", None)
    return Genuineness(
        kind=paper.kind,
        title=paper.title,
        number=paper.number,
        agency_name=paper.agency_name,
        issued_at=paper.issued_at,
        status=PaperStatus.REVOKED if revocation else PaperStatus.VALID,
        revoked_at=revocation.revoked_at if revocation else None,
        signers=tuple(signature["signer"] for signature in paper.signatures),
        verification_code=rules.format_verification_code(paper.verification_code or ""),
    )


# --- Templates of papers ------------------------------------------------------------------------

_templates: dict[tuple[str, int], Template] = {}
"""Templates never change: remembered, by database and id, for as long as the process lives."""


def read_template(source: str) -> Template:
    """Return the template of a paper that a JSON text says.

    Raises:
        TemplateRefused: if it is none.
    """
    try:
        return composing.read(source)
    except composing.NotATemplate as error:
        raise TemplateRefused(error.text) from error


def get_template(template_id: int) -> Template:
    """Return a stored template. One query the first time, then none.

    Raises:
        NoSuchTemplate: if none is stored under the id.
    """
    # Another database has other templates under the same ids.
    key = (str(connection.settings_dict["NAME"]), template_id)
    if key not in _templates:
        _templates[key] = composing.read(get_template_source(template_id))
    return _templates[key]


def get_template_source(template_id: int) -> str:
    """Return a stored template as JSON. One query.

    Raises:
        NoSuchTemplate: if none is stored under the id.
    """
    rows = PaperTemplate.objects.filter(pk=template_id).values_list("source", flat=True)
    source = rows.first()
    if source is None:
        raise NoSuchTemplate
    return source


def bring_templates(template_ids: Sequence[int]) -> Brought:
    """Return the rows of these templates, to be brought onto a stage."""
    table = PaperTemplate._meta.db_table  # noqa: SLF001 - Django documents it
    return Brought(table=table, column="id", values=list(template_ids))
