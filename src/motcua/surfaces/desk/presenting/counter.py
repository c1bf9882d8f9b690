"""The pages on which the desk takes in what is brought on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Prefilled
from motcua.composition.casework import counter, fees, filling
from motcua.composition.casework.counter import Written
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import FeeUndecided, Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk import counter_form as boxes
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Box, Choice

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Draft
    from motcua.foundation.organisations.models import Agency

_BOX_OF_CODE: Final = {
    "identity.pin-malformed": "pin",
    "identity.person-differs": "full_name",
}
"""The boxes of the refusals that do not know the page."""
PAPER: Final = "paper-"


@dataclass(frozen=True, kw_only=True)
class ShownProcedure:
    """A procedure to take in, or why it is not taken in here."""

    code: str
    name: str
    ways: tuple[str, ...]
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class ShownDraft:
    """A sheet that was begun."""

    key: str
    applicant: str
    procedure: str
    way: str
    draft: Draft


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """One paper of the case: its boxes, what was scanned, what is wrong."""

    box: boxes.PaperBox
    scans: tuple[tuple[str, str], ...]
    """Address and name of each file."""
    removable: tuple[tuple[int, str], ...]
    """Id and name of the files that may still be taken away."""
    error: str


def listing(officer: Officer, text: str, *, on: date) -> dict[str, Any]:
    """Return what the officer's agency takes in that answers the text, and the sheets begun."""
    found = procedures.find(text, agency_id=officer.agency_id, on=on, size=MOST)
    return {
        "text": text,
        "procedures": [_procedure(one.version) for one in found.items],
        "total": found.total,
        "drafts": [_draft(one) for one in dossiers.list_drafts_at_desk(officer)],
    }


MOST: Final = 60
"""Procedures on the list; who looks for another types a word of it."""


def beginning(
    version: Version, officer: Officer, typed: Mapping[str, str], refusal: Refusal | None, *,
    on: date,
) -> dict[str, Any]:  # fmt: skip
    """Return the boxes for the applicant and the way in which it came."""
    wrong = _wrong(refusal)
    shown = (
        *boxes.who_boxes(typed, wrong),
        boxes.way_box(typed, wrong, counter.list_ways(version)),
        _agency_box(counter.list_agencies(version, on=on), officer, typed, wrong),
    )
    how = boxes.brought_boxes(typed, wrong, counter.list_places(version))
    return {
        "code": version.code,
        "procedure": name_of(version),
        "who": shown,
        "how": how,
        "is_how_open": any(box.error or box.value for box in how),
        "errors": _errors(wrong, [*shown, *how]),
    }


def sheet(
    written: Written, problems: Sequence[FieldProblem], *, typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None, is_behind: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Return the whole sheet: every question of the case, every paper, how it came.

    :param problems: what to say is wrong; nothing while the officer is still writing
    :param typed: what stands in the boxes of how it came, where it could not be kept
    """
    opened = written.filling
    by_page = defaultdict(list)
    for one in problems:
        place = forms.place_of(opened.form, one.field)
        by_page[place.page_key if place else ""].append(one)
    known = {name: _by_the_card(one) for name, one in opened.known.items()}
    pages = [
        forms.page_view(opened.form, page.key, opened.answers, known, by_page[page.key])
        for page in forms.visible_pages(opened.form, opened.answers)
    ]
    wrong = {boxes.box_of(one.field): one.text for one in problems}
    values = typed if typed is not None else boxes.typed_of(opened.brought)
    how = boxes.brought_boxes(values, wrong, counter.list_places(opened.version))
    unscanned = boxes.unscanned_box(values, wrong)
    papers = [_paper(opened.draft, one, problems) for one in written.papers]
    return {
        "draft": opened.draft,
        "procedure": name_of(opened.version),
        "applicant": opened.draft.person.full_name,
        "way": str(opened.channel.label),
        "agency": opened.draft.agency,
        "is_supplement": opened.is_supplement,
        "supplements": opened.draft.supplements,
        "is_before_intake": opened.is_before_intake,
        "pages": pages,
        "takes_files": any(page.takes_files for page in pages),
        "papers": papers,
        "how": how,
        "is_how_open": any(box.error or box.value for box in how),
        "unscanned": unscanned,
        "charges": _charges(written),
        "is_behind": is_behind,
        "refusal": refusal,
        "errors": [
            *([Error(anchor=TOP, text=refusal.text)] if refusal else []),
            *(Error(anchor=link.anchor, text=link.text) for page in pages for link in page.errors),
            *(
                Error(anchor=f"{PAPER}{one.box.code}", text=one.error)
                for one in papers
                if one.error
            ),
            *_errors(wrong, [*how, unscanned]),
        ],
    }


def answering(opened: filling.Filling) -> dict[str, Any]:
    """Return what a page says that answers the applicant with a form."""
    return {
        "draft": opened.draft,
        "procedure": name_of(opened.version),
        "applicant": opened.draft.person.full_name,
    }


def _by_the_card(known: Prefilled) -> Prefilled:
    """Return what is known as known from the paper that was shown: nobody signed in at the counter."""
    return replace(known, source=known.source.replace("identity.", "card.", 1))


def _procedure(version: Version) -> ShownProcedure:
    ways = counter.list_ways(version)
    return ShownProcedure(
        code=version.code,
        name=name_of(version),
        ways=tuple(str(way.label) for way in ways),
        is_taken=counter.is_taken_on_paper(version),
    )


def _draft(draft: Draft) -> ShownDraft:
    return ShownDraft(
        key=str(draft.pk),
        applicant=draft.person.full_name,
        procedure=name_of(procedures.get_version(draft.procedure_version_id)),
        way=str(ChannelKind(draft.channel).label),
        draft=draft,
    )


def _agency_box(
    agencies: Iterable[Agency], officer: Officer, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> Box:
    language = get_language() or "vi"
    chosen = typed.get("agency") or str(officer.agency_id)
    choices = tuple(
        Choice(value=str(one.pk), text=one.name_in(language), is_chosen=str(one.pk) == chosen)
        for one in agencies
    )
    return Box(
        kind="select", name="agency", label=_("Cơ quan giải quyết"), choices=choices,
        error=wrong.get("agency", ""),
    )  # fmt: skip


def _paper(draft: Draft, asked: filling.AskedPaper, problems: Sequence[FieldProblem]) -> ShownPaper:
    error = next((one.text for one in problems if one.field == asked.field), "")
    return ShownPaper(
        box=boxes.paper_box(asked, is_english=get_language() == "en"),
        scans=tuple((_address(draft, one), one.filename) for one in asked.attached),
        removable=tuple(
            (one.pk, one.filename) for one in asked.attached if one.owner == draft.subject
        ),
        error=error,
    )


def _address(draft: Draft, document: Document) -> str:
    return reverse("desk:counter-scan", args=[draft.pk, document.pk])


def _charges(written: Written) -> str:
    """Return what is to be paid, in words; nothing while the answers do not settle it."""
    if written.filling.is_supplement:
        return ""
    try:
        return fees.fee_text(filling.list_charges(written.filling, today=clock.today()))
    except FeeUndecided:
        return ""


def _wrong(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        return {_box(problem.field): problem.text for problem in refusal.problems}
    return {_BOX_OF_CODE.get(refusal.code, refusal.field or ""): refusal.text}


def _box(field: str) -> str:
    return boxes.box_of(field) if field in BROUGHT else field


BROUGHT: Final = frozenset({"came_at", "came_time", "late_reason", "place", "bringer_authority"})
"""Problems with how it came, which may stand beside those of the applicant."""


def _errors(wrong: Mapping[str, str], shown: Iterable[Box]) -> list[Error]:
    """Return what is wrong with these boxes in their order, then what is wrong with none of them."""
    by_name = {box.name: box.id for box in shown}
    found = [Error(anchor=key, text=wrong[name]) for name, key in by_name.items() if name in wrong]
    return found + [Error(anchor=TOP, text=text) for name, text in wrong.items() if not name]
