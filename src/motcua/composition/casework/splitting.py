"""One scan, many papers: an officer says at which page which paper begins, and the scan is cut so.

Separator sheets and blank pages are proposed by the product and confirmed by the officer. The scan itself
stays beside its papers until the desk has answered, so that it can be cut anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import Source
from motcua.capabilities.documents.queries import GOES_ON, OUT, Placed, SeenPage
from motcua.composition.casework import attaching, filling, trays
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.filling import AskedPaper, Filling
from motcua.composition.casework.unsorted import WAITING_PAPERS
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Draft

PAGE_FIELD: Final = "page-{number}"
"""How a page is named among what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Split:
    """A scan of a sheet as it is being cut: what was seen on its pages, what is said of them."""

    filling: Filling
    document: Document
    pages: tuple[SeenPage, ...]
    placed: tuple[Placed, ...]
    papers: tuple[AskedPaper, ...]
    is_cut: bool


def bring(*, draft_id: UUID, files: Iterable[File], by: Officer, at: datetime) -> list[Document]:
    """Keep whole scans at the sheet, to be cut.

    Raises:
        FileRefused, TooManyDocuments: with the reason and what to do.
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    with transaction.atomic():
        draft = attaching.hold(draft_id, by)
        return [_keep(draft, file, by=by, at=at) for file in files]


def take_whole(*, draft_id: UUID, document_id: int, by: Officer, at: datetime) -> Document:
    """Take a scan from the desk's tray to the sheet, to be cut there.

    Raises:
        NotFound: if the tray holds none such.
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    with transaction.atomic():
        draft = attaching.hold(draft_id, by)
        scan = trays.get_document(document_id, by)
        content = document_queries.read_original(scan)
        kept = _keep(draft, File(name=scan.filename, content=content), by=by, at=at)
        documents.remove(document_id=scan.pk, owner=scan.owner)
        return kept


def _keep(draft: Draft, file: File, *, by: Officer, at: datetime) -> Document:
    return documents.add_file(
        owner=draft.subject, paper_code=document_queries.UNSORTED, title=_("Bản quét nhiều giấy tờ"),
        filename=file.name, content=file.content, by=by.key, at=at, source=Source.COUNTER_SCAN,
    )  # fmt: skip


def look(draft_id: UUID, document_id: int, by: Officer, *, at: datetime) -> Split:
    """Return the scan with what is said of its pages so far, or what they say of themselves.

    The pages are drawn when they are looked at for the first time.

    Raises:
        NotFound: if the sheet holds no such scan.
        FileRefused: if it is not to be cut.
    """
    opened = filling.open_filling(draft_id, by)
    document = _get_scan(opened.draft, document_id)
    pages = document_queries.seen_on(documents.draw_pages(document))
    papers = _list_papers(opened, at=at)
    parts = document_queries.list_parts(document)
    if parts:
        placed = document_queries.recall(parts, pages=len(pages))
    else:
        codes = [one.paper.code for one in papers]
        placed = document_queries.propose(pages, procedure=opened.version.code, papers=codes)
    return Split(
        filling=opened, document=document, pages=pages, placed=tuple(placed), papers=papers,
        is_cut=bool(parts),
    )  # fmt: skip


def read_page(draft_id: UUID, document_id: int, number: int, by: Officer) -> bytes:
    """Return the small picture of a page.

    Raises:
        NotFound: if the sheet holds no such scan, or the scan no such page, or it was not drawn.
    """
    opened = filling.open_filling(draft_id, by)
    return document_queries.read_leaf(_get_scan(opened.draft, document_id), number)


@transaction.atomic
def split(
    *, draft_id: UUID, document_id: int, placed: Sequence[Placed], by: Officer, at: datetime
) -> list[Document]:
    """Cut the scan into papers as the officer says, in place of those it was cut into before.

    Raises:
        InvalidInput: naming each page of which nobody says to which paper it belongs.
        NotFound: if the sheet holds no such scan.
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    draft = attaching.hold(draft_id, by)
    papers = {one.paper.code: one.paper for one in _list_papers(filling.open_held(draft), at=at)}
    problems = find_problems(placed, papers)
    if problems:
        raise InvalidInput(problems)
    return documents.cut(
        owner=draft.subject, document_id=document_id, placed=placed,
        titles={code: paper.name for code, paper in papers.items()}, by=by.key, at=at,
    )  # fmt: skip


@transaction.atomic
def join(*, draft_id: UUID, document_id: int, by: Officer) -> None:
    """Put a scan together again, to be laid to one paper or cut another time.

    Raises:
        NotFound: if the sheet holds no such scan.
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    draft = attaching.hold(draft_id, by)
    documents.join(owner=draft.subject, document_id=document_id)


def find_problems(placed: Sequence[Placed], papers: Iterable[str]) -> list[FieldProblem]:
    """Return which pages belong to nothing, or to what this case does not ask for."""
    grouped = document_queries.group(placed)
    known = {*papers, GOES_ON, OUT}
    wrong = {
        number: _("Trang {number}: giấy tờ này không có trong thành phần hồ sơ. Hãy chọn lại.")
        for number, one in enumerate(placed, start=1)
        if one.starts not in known
    }
    wrong |= dict.fromkeys(
        grouped.unplaced,
        _(
            "Trang {number} chưa thuộc giấy tờ nào. Hãy chọn giấy tờ bắt đầu ở trang này, hoặc bỏ trang."
        ),
    )
    if not grouped.parts and not wrong:
        wrong[1] = _("Mọi trang đều bị bỏ. Hãy chọn giấy tờ cho ít nhất một trang.")
    return [
        FieldProblem(
            field=PAGE_FIELD.format(number=number), text=text.format(number=number), code="page"
        )
        for number, text in sorted(wrong.items())
    ]


def drop_scans(draft: Draft, held: Iterable[Document]) -> None:
    """Remove, of what a sheet holds, the scans that its papers were cut out of: the desk answers."""
    for document in held:
        if document.paper_code == document_queries.BUNDLE:
            documents.remove(document_id=document.pk, owner=draft.subject)


@dataclass(frozen=True, kw_only=True)
class Separator:
    """A sheet that says by its code which paper follows."""

    name: str
    name_en: str
    text: str


def list_separators(code: str, *, at: datetime) -> tuple[Version, list[Separator]]:
    """Return the separator sheets of a procedure, one for each paper that may be scanned."""
    version = procedures.get_by_code(code, on=clock.day_in_vietnam(at))
    return version, [
        Separator(
            name=paper.name,
            name_en=paper.name_en,
            text=document_queries.write_separator(version.code, paper.code),
        )
        for paper in version.papers
    ]


def _get_scan(draft: Draft, document_id: int) -> Document:
    document = document_queries.get_document(document_id, owner=draft.subject)
    if document.paper_code not in {document_queries.UNSORTED, document_queries.BUNDLE}:
        raise NotFound
    return document


def _list_papers(opened: Filling, *, at: datetime) -> tuple[AskedPaper, ...]:
    asked = filling.list_asked_papers(opened, today=clock.day_in_vietnam(at))
    return tuple(one for one in asked if one.paper not in WAITING_PAPERS)
