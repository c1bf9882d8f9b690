"""Scans of many papers: draw their pages, cut them into papers, put them together again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.capabilities.documents import cutting, errors, leafing, queries, rules, sealed, vault
from motcua.capabilities.documents.actions import files
from motcua.capabilities.documents.cutting import Placed
from motcua.capabilities.documents.enums import Source, TrustLevel
from motcua.capabilities.documents.inspection import Inspected
from motcua.capabilities.documents.models import Document, Leaves, Piece
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.subjects import Subject

_PDF = "application/pdf"


def draw_pages(document: Document) -> Leaves:
    """Draw the pages of a scan, once; return what was seen on them.

    Raises:
        TooManyPages, TooMuchInside, SignedStaysWhole, PagesUnreadable: if it is not to be cut.
    """
    found = queries.find_leaves(document)
    if found is not None:
        return found
    drawn = leafing.draw(queries.read_content(document), filename=document.filename)
    key = sealing.get_key(document.key_subject)
    leaves = Leaves(
        document=document,
        pages=[
            {"is_blank": page.is_blank, "codes": page.codes, "size": size}
            for page, size in zip(drawn.pages, drawn.sizes, strict=True)
        ],
        address=vault.store(vault.seal(key, drawn.pictures, context=sealed.PAGES)),
    )
    try:
        with transaction.atomic():
            leaves.save(force_insert=True)
    except IntegrityError:
        # Another window drew them in the meantime; the file of this one is swept as an orphan.
        return Leaves.objects.get(document=document)
    return leaves


@transaction.atomic
def cut(
    *, owner: Subject, document_id: int, placed: Sequence[Placed], titles: Mapping[str, str],
    by: str, at: datetime,
) -> list[Document]:  # fmt: skip
    """Cut a scan into papers, in place of those it was cut into before; the scan stays beside them.

    Raises:
        NotFound: if the owner has no such scan.
        NotThosePages: if not every page is spoken of, or a page is of no paper.
        TooManyDocuments: if the owner would hold too many.
    """
    source = _hold(owner, document_id)
    grouped = cutting.group(placed)
    if len(placed) != source.pages or grouped.unplaced or not grouped.parts:
        raise errors.NotThosePages(pages=source.pages)
    _remove_pieces(source, owner)
    whole = queries.read_content(source)
    pieces = []
    for part in grouped.parts:
        content = leafing.cut(whole, part.pages)
        piece = files.keep(
            owner=owner, paper_code=part.paper_code, title=titles[part.paper_code],
            filename=rules.name_of_piece(source.filename, [number for number, _ in part.pages]),
            content=content,
            inspected=Inspected(media_type=_PDF, pdf=content, pages=len(part.pages)),
            by=by, at=at, source=Source(source.source),
            trust=TrustLevel(source.trust),
        )  # fmt: skip
        Piece.objects.create(document=piece, source=source, pages=part.pages)
        pieces.append(piece)
    source.paper_code = rules.BUNDLE
    source.save(update_fields=["paper_code"])
    return pieces


@transaction.atomic
def join(*, owner: Subject, document_id: int) -> None:
    """Put a scan together again: what it was cut into goes, the scan waits to be laid to a paper.

    Raises:
        NotFound: if the owner has no such scan.
    """
    source = _hold(owner, document_id)
    _remove_pieces(source, owner)
    source.paper_code = rules.UNSORTED
    source.save(update_fields=["paper_code"])


def _hold(owner: Subject, document_id: int) -> Document:
    files.lock_owner(owner)
    source = queries.get_document(document_id, owner=owner)
    if source.paper_code not in {rules.UNSORTED, rules.BUNDLE}:
        raise NotFound
    return source


def _remove_pieces(source: Document, owner: Subject) -> None:
    held = Piece.objects.filter(source=source).order_by("pk")
    for document_id in list(held.values_list("document_id", flat=True)):
        files.remove(document_id=document_id, owner=owner)
