"""The papers of a draft: what each is, why it is asked for, what was attached, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework.attaching import LARGEST_FILE
from motcua.composition.casework.filling import AskedPaper, Review
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting.drafts import name_of

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Draft

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """A file that was attached."""

    name: str
    size: str
    pages: int
    href: str
    remove: str
    """Where to remove it; empty for what the dossier holds already."""


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """One paper to attach."""

    code: str
    name: str
    about: str
    note: str
    """The record's own words, which are Vietnamese."""
    is_required: bool
    endpoint: str
    files: tuple[ShownFile, ...]
    problem: str


@dataclass(frozen=True, kw_only=True)
class ShownPapers:
    """The page of papers."""

    draft: Draft
    name: str
    papers: tuple[ShownPaper, ...]
    requests: tuple[dict[str, str], ...]
    largest: int
    problems: tuple[tuple[str, str], ...]
    """For the summary: anchor and sentence."""
    stray: str
    """What was refused for a paper that is not asked for."""
    back: str


def show(review: Review, *, paper_code: str = "", refused: Sequence[Refusal] = ()) -> ShownPapers:
    """Return the page, with why files were refused beside the paper they were meant for."""
    draft = review.filling.draft
    problem = " ".join(refusal.text for refusal in refused)
    if paper_code and not refused:
        problem = _("Hãy chọn một tệp, hoặc chụp ảnh giấy tờ.")
    shown = tuple(
        _paper(draft, asked, problem if asked.paper.code == paper_code else "")
        for asked in review.papers
    )
    return ShownPapers(
        draft=draft,
        name=name_of(review.filling.version),
        papers=shown,
        requests=tuple(item for asked in review.requests for item in asked.items),
        largest=LARGEST_FILE,
        problems=tuple((f"file-{one.code}", one.problem) for one in shown if one.problem),
        stray="" if any(one.code == paper_code for one in shown) else problem,
        back=_last_page(review),
    )


def size_in_words(size: int) -> str:
    """Return a size as people read it."""
    if size < MEGABYTE:
        return f"{max(1, size // 1024)} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".", "," if get_language() != "en" else ".")


def _paper(draft: Draft, asked: AskedPaper, problem: str) -> ShownPaper:
    paper = asked.paper
    address = reverse("portal:uploads", args=[draft.pk])
    return ShownPaper(
        code=paper.code,
        name=paper.name_en if get_language() == "en" else paper.name,
        about=_about(asked),
        note=paper.note or "",
        is_required=paper.is_required,
        # The script resumes by address and file: the same file for another paper is another upload.
        endpoint=f"{address}?paper={paper.code}",
        files=tuple(_file(draft, document) for document in asked.attached),
        problem=problem,
    )


def _about(asked: AskedPaper) -> str:
    """Say in which form the paper is handed in."""
    words = []
    if asked.paper.originals:
        words.append(_("Chụp hoặc quét từ bản chính."))
    elif asked.paper.copies:
        words.append(_("Chụp hoặc quét từ bản sao."))
    if asked.paper.originals or asked.paper.copies:
        words.append(_("Giữ lại giấy tờ: cán bộ có thể đề nghị bạn cho xem."))
    return " ".join(words)


def _file(draft: Draft, document: Document) -> ShownFile:
    is_drafts = document.owner == draft.subject
    if is_drafts:
        href = reverse("portal:draft-document", args=[draft.pk, document.pk])
    else:
        href = reverse("portal:document", args=[document.owner.key, document.pk])
    return ShownFile(
        name=document.filename,
        size=size_in_words(document.size),
        pages=document.pages,
        href=href,
        remove=reverse("portal:remove-document", args=[draft.pk, document.pk]) if is_drafts else "",
    )


def _last_page(review: Review) -> str:
    draft = review.filling.draft
    if review.filling.is_supplement or not review.sections:
        return reverse("portal:draft", args=[draft.pk])
    return reverse("portal:page", args=[draft.pk, review.sections[-1].page_key])
