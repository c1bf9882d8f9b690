"""The pages of a scan as the officer sees them, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import segno
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.documents.queries import GOES_ON, OUT, TURNS, Placed, read_separator
from motcua.composition.casework.filling import AskedPaper
from motcua.composition.casework.splitting import PAGE_FIELD, Separator, Split
from motcua.composition.casework.unsorted import UNSORTED_PAPER
from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Choice

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document

TURN: Final = "turn-{number}"
_TURNS: Final = {str(turn): turn for turn in TURNS}


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """One page: its picture, what may be said of it, what is wrong with that."""

    number: int
    image: str
    href: str
    note: str
    turn: int
    choices: tuple[Choice, ...]
    turns: tuple[Choice, ...]
    error: str


def page(
    seen: Split, placed: Sequence[Placed], problems: Iterable[FieldProblem] = (), *,
    refusal: Refusal | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the pages with what is said of each, and every sentence that is wrong."""
    draft, document = seen.filling.draft, seen.document
    wrong = {one.field: one.text for one in problems}
    whole = [] if refusal is None or isinstance(refusal, InvalidInput) else [refusal.text]
    return {
        "draft": draft,
        "document": document,
        "applicant": draft.person.full_name,
        "is_cut": seen.is_cut,
        "papers": [_name(one) for one in seen.papers],
        "pages": [
            ShownPage(
                number=number,
                image=reverse("desk:split-leaf", args=[draft.pk, document.pk, number]),
                href=f"{reverse('desk:counter-scan', args=[draft.pk, document.pk])}#page={number}",
                note=_note(seen, number),
                turn=said.turn,
                choices=_choices(seen.papers, said.starts),
                turns=_turns(said.turn),
                error=wrong.get(PAGE_FIELD.format(number=number), ""),
            )
            for number, said in enumerate(placed, start=1)
        ],
        "errors": [
            *(Error(anchor=TOP, text=text) for text in whole),
            *(Error(anchor=field, text=text) for field, text in wrong.items()),
        ],
    }


def read(typed: Mapping[str, str], *, pages: int) -> list[Placed]:
    """Return what was said of each page; of one that nothing was said of, that it goes on."""
    return [
        Placed(
            starts=typed.get(PAGE_FIELD.format(number=number), GOES_ON),
            turn=_TURNS.get(typed.get(TURN.format(number=number), ""), 0),
        )
        for number in range(1, pages + 1)
    ]


def list_scans(papers: Iterable[AskedPaper]) -> list[Document]:
    """Return the PDFs that wait at a sheet, oldest first."""
    return [
        document
        for one in papers
        if one.paper is UNSORTED_PAPER
        for document in one.attached
        if not document.original_media_type.startswith("image/")
    ]


def separators(version: Version, sheets: Iterable[Separator]) -> dict[str, Any]:
    """Return the separator sheets of a procedure, each with its code as a picture."""
    is_english = get_language() == "en"
    return {
        "code": version.code,
        "procedure": name_of(version),
        "sheets": [
            {
                "name": one.name_en if is_english else one.name,
                "text": one.text,
                # The strongest correction: sheets are used until they are worn.
                "image": segno.make(one.text, error="h", micro=False).svg_data_uri(
                    scale=8, border=4
                ),
            }
            for one in sheets
        ],
    }


def _note(seen: Split, number: int) -> str:
    here = seen.pages[number - 1]
    named = [one for text in here.codes if (one := read_separator(text))]
    if not named:
        return _("Trang trắng") if here.is_blank else ""
    asked = {(seen.filling.version.code, one.paper.code) for one in seen.papers}
    if asked.isdisjoint(named):
        return _("Tờ ngăn của giấy tờ không có trong hồ sơ này")
    return _("Tờ ngăn")


def _choices(papers: Iterable[AskedPaper], said: str) -> tuple[Choice, ...]:
    ends = (
        Choice(value=GOES_ON, text=_("Tiếp trang trước"), is_chosen=said == GOES_ON),
        Choice(value=OUT, text=_("Bỏ trang này"), is_chosen=said == OUT),
    )
    named = tuple(
        Choice(value=one.paper.code, text=_name(one), is_chosen=one.paper.code == said)
        for one in papers
    )
    return (ends[0], *named, ends[1])


def _turns(said: int) -> tuple[Choice, ...]:
    words = {0: _("Giữ nguyên"), 90: _("Xoay phải"), 180: _("Lộn ngược lại"), 270: _("Xoay trái")}
    return tuple(
        Choice(value=str(turn), text=words[turn], is_chosen=turn == said) for turn in TURNS
    )


def _name(asked: AskedPaper) -> str:
    return asked.paper.name_en if get_language() == "en" else asked.paper.name
