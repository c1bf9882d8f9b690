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

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Prefilled
from motcua.composition.casework import counter, faults, fees, filling, known, late, recognising
from motcua.composition.casework.counter import Written
from motcua.composition.casework.recognising import Recognised
from motcua.composition.casework.unsorted import BUNDLE_PAPER, UNSORTED_PAPER, WAITING_PAPERS
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import FeeUndecided, Found, Page, Version
from motcua.domain.reserves import queries as reserves
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.queries import Card
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.kernel.worktime import TimeUnit
from motcua.surfaces.desk import call_form, other_papers
from motcua.surfaces.desk import counter_form as boxes
from motcua.surfaces.desk.presenting import pictures, venues
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Box, Choice

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier, Draft
    from motcua.foundation.organisations.models import Agency

_BOX_OF_CODE: Final = {
    "identity.pin-malformed": "pin",
    "identity.person-differs": "full_name",
}
"""The boxes of the refusals that do not know the page."""
PAPER: Final = "paper-"
UNSORTED: Final = f"{PAPER}{documents.UNSORTED}"


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
    """Return what the officer's agency answers; of a text, what any agency does; and the sheets begun."""
    found = _find(text, officer, on=on)
    return {
        "text": text,
        "procedures": [_procedure(one.version) for one in found.items],
        "total": found.total,
        "drafts": [_draft(one) for one in dossiers.list_drafts_at_desk(officer)],
    }


MOST: Final = 60
"""Procedures on the list; who looks for another types a word of it."""


def _find(text: str, officer: Officer, *, on: date) -> Page[Found]:
    """Return what answers the text; a desk receives for any agency of its province (Article 18.3)."""
    agency_id = None if text.strip() else officer.agency_id
    return procedures.find(text, agency_id=agency_id, on=on, size=MOST)


@dataclass(frozen=True, kw_only=True)
class ShownEarlier:
    """What the person lodged here before."""

    reference: str
    number: str
    procedure: str
    state: str
    on: date


def person(
    officer: Officer, typed: Mapping[str, str], card: Card | None, refusal: Refusal | None, *,
    on: date,
) -> dict[str, Any]:  # fmt: skip
    """Return who stands at the counter as far as that is known, and what they may have come for."""
    number = "".join(typed.get("pin", "").split())
    recognised = recognising.recognise(number, card, officer) if number else None
    filled = {**(_known_of(recognised) if recognised else {}), **_filled(typed)}
    wrong, text = _wrong(refusal), typed.get("q", "").strip()
    shown = (*boxes.who_boxes(filled, wrong), boxes.identified_box(filled, wrong))
    usual = [] if text else [_procedure(one) for one in recognising.list_usual(officer, on=on)]
    codes = {one.code for one in usual}
    found = _find(text, officer, on=on)
    others = [_procedure(one.version) for one in found.items if one.version.code not in codes]
    return {
        "who": shown[1:-1],
        "card": shown[0],
        "identified": shown[-1],
        "number": number,
        **other_papers.show(filled, wrong),
        "is_filled": set(wrong) <= {shown[-1].name} and all(filled.get(name) for name in _NEEDED),
        "summary": " · ".join(filled.get(name, "") for name in _NEEDED),
        "recognised": recognised,
        "earlier": [_earlier(*one) for one in recognised.dossiers] if recognised else [],
        "usual": [one for one in usual if one.is_taken],
        "others": [one for one in others if one.is_taken],
        "text": text,
        "errors": _errors(wrong, (*shown, *other_papers.boxes(filled, wrong))),
    }


_NEEDED: Final = ("full_name", "born_on", "pin")
"""What has to be known of a person before a sheet begins."""


def _filled(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if text}


def _known_of(recognised: Recognised) -> dict[str, str]:
    """Return the boxes as the person's record here fills them."""
    who = recognised.person
    return {
        "full_name": who.full_name,
        "born_on": f"{who.born_on:%d/%m/%Y}" if who.born_on else "",
        "sex": who.sex.value if who.sex else "",
        "residence": who.residence,
    }


def _earlier(dossier: Dossier, version: Version) -> ShownEarlier:
    return ShownEarlier(
        reference=dossier.reference,
        number=str(dossier),
        procedure=name_of(version),
        state=str(State(dossier.state).label),
        on=clock.day_in_vietnam(dossier.lodged_at),
    )


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
        boxes.identified_box(typed, wrong),
    )
    how = venues.boxes(officer.agency_id, typed, wrong, on=on)
    how += boxes.brought_boxes(typed, wrong, faults.list_places(version))
    return {
        "code": version.code,
        "procedure": name_of(version),
        "who": shown,
        **other_papers.show(typed, wrong),
        "how": how,
        "is_how_open": any(box.error or box.value for box in how),
        "errors": _errors(wrong, [*shown, *other_papers.boxes(typed, wrong), *how]),
    }


def sheet(
    written: Written, problems: Sequence[FieldProblem], *, typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None, is_behind: bool = False, tray: Sequence[Document] = (),
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
    origins = known.list_origins(opened.facts)
    said = {name: _from(one, origins) for name, one in opened.known.items()}
    pages = [
        forms.page_view(opened.form, page.key, opened.answers, said, by_page[page.key])
        for page in forms.visible_pages(opened.form, opened.answers)
    ]
    wrong = {boxes.box_of(one.field): one.text for one in problems}
    values = typed if typed is not None else boxes.typed_of(opened.brought)
    how = (
        *venues.boxes_of(opened, values, wrong),
        *boxes.brought_boxes(values, wrong, faults.list_places(opened.version)),
        boxes.identified_box(values, wrong),
        boxes.picture_box(wrong),
    )
    calls = call_form.show(opened.brought.telling, typed, wrong)
    is_late = not opened.draft.reserved_number and opened.brought.is_late(clock.now())
    unscanned = boxes.unscanned_box(values, wrong)
    unsorted = [one for one in written.papers if one.paper is UNSORTED_PAPER]
    asked = [one for one in written.papers if one.paper not in WAITING_PAPERS]
    papers = [_paper(opened.draft, one, problems) for one in asked]
    return {
        "draft": opened.draft,
        "code": opened.version.code,
        "slip": reserves.find_by_draft(opened.draft.pk) if opened.draft.reserved_number else None,
        "is_late": is_late,
        "has_picture": is_late and late.find_picture(opened.draft.pk) is not None,
        "procedure": name_of(opened.version),
        "applicant": opened.draft.person.full_name,
        "way": str(opened.channel.label),
        "agency": opened.draft.agency,
        "is_supplement": opened.is_supplement,
        "supplements": opened.draft.supplements,
        "open_requests": dossiers.list_open_requests(opened.draft.supplements),
        "is_before_intake": opened.is_before_intake,
        "pages": pages,
        "takes_files": any(page.takes_files for page in pages),
        "papers": papers,
        "how": how,
        "is_how_open": any(box.error or box.value for box in how),
        "calls": calls,
        "phone": pictures.show_phone(opened.draft),
        "unsorted": pictures.show(opened.draft, unsorted, asked),
        "tray": pictures.show_tray(tray, asked),
        "bundles": [
            document
            for one in written.papers
            if one.paper is BUNDLE_PAPER
            for document in one.attached
        ],
        "unsorted_error": next((one.text for one in problems if one.field == UNSORTED), ""),
        "has_several": sum(one.box.is_required and not one.box.is_handed for one in papers) > 1,
        "unscanned": unscanned,
        "charges": _charges(written),
        "is_at_once": _is_at_once(opened),
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
            *(
                Error(anchor=one.field, text=one.text)
                for one in problems
                if one.field in {UNSORTED, boxes.BUNDLE}
            ),
            *_errors(wrong, [*how, *calls.boxes, unscanned]),
        ],
    }


def _is_at_once(opened: filling.Filling) -> bool:
    """Say whether the record wants the answer at the counter, so that no receipt is written (Article 17.4)."""
    channel = opened.version.find_channel(opened.channel)
    return channel is not None and channel.limit.unit is TimeUnit.SAME_DAY


def answering(opened: filling.Filling) -> dict[str, Any]:
    """Return what a page says that answers the applicant with a form."""
    return {
        "draft": opened.draft,
        "procedure": name_of(opened.version),
        "applicant": opened.draft.person.full_name,
    }


def _from(prefilled: Prefilled, origins: Mapping[str, str]) -> Prefilled:
    """Return what is known as known from where it is: nobody signed in at the counter."""
    origin = origins.get(prefilled.source, "card")
    return replace(prefilled, source=prefilled.source.replace("identity.", f"{origin}.", 1))


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


BROUGHT: Final = frozenset(
    {"came_at", "came_time", "late_reason", "place", "venue", "bringer_authority", "identified"}
)
"""Problems with how it came, which may stand beside those of the applicant."""


def _errors(wrong: Mapping[str, str], shown: Iterable[Box]) -> list[Error]:
    """Return what is wrong with these boxes in their order, then what is wrong with none of them."""
    by_name = {box.name: box.id for box in shown}
    found = [Error(anchor=key, text=wrong[name]) for name, key in by_name.items() if name in wrong]
    return found + [Error(anchor=TOP, text=text) for name, text in wrong.items() if not name]
