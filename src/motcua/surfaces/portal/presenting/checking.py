"""The page on which a draft is checked before it is lodged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import NamedFile
from motcua.composition.casework import fees
from motcua.composition.casework.filling import Review
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.kernel.money import format_dong
from motcua.surfaces.portal.presenting.drafts import CHECK, name_of, name_of_agency
from motcua.surfaces.portal.presenting.procedures import limit_in_words

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Draft

DECLARED: Final = "declared"


@dataclass(frozen=True, kw_only=True)
class ShownProblem:
    """Something that keeps the draft from being lodged, and where to put it right."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A question with its answer in words, and where to change it."""

    label: str
    lines: tuple[str, ...]
    href: str
    note: str
    """Where an address lies today, if it was written otherwise."""
    files: tuple[NamedFile, ...]
    """What an answer that names files names."""


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """One topic."""

    key: str
    title: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper with the files attached for it."""

    name: str
    files: tuple[str, ...]
    is_required: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownCharge:
    """A payment with its amount, and why it is less than usual or nothing."""

    name: str
    amount: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """All that is about to be lodged."""

    draft: Draft
    name: str
    agency: str
    intake_limit: str
    """How long the one-stop desk may take to answer, in words."""
    limit: str
    sections: tuple[ShownSection, ...]
    papers: tuple[ShownPaper, ...]
    problems: tuple[ShownProblem, ...]
    charges: tuple[ShownCharge, ...] | None
    """What it will cost, once the answers settle it."""
    total: str
    """The sum, where there is more than one payment."""
    declaration: str
    is_undeclared: bool
    is_supplement: bool


def show(review: Review, *, problems: Sequence[FieldProblem] = ()) -> Check:
    """Return the page; what is missing is named at once, not only when lodging is tried."""
    filling = review.filling
    channel = filling.version.find_channel(ChannelKind.ONLINE)
    is_undeclared = any(problem.field == DECLARED for problem in problems)
    named = [*review.problems, *(one for one in problems if one.field == DECLARED)]
    return Check(
        draft=filling.draft,
        name=name_of(filling.version),
        agency=name_of_agency(filling.draft.agency),
        intake_limit=dossiers.intake_limit(clock.today()),
        limit=limit_in_words(channel.limit) if channel else "",
        sections=tuple(_sections(review)),
        papers=tuple(_papers(review)),
        problems=tuple(_problem(review, problem) for problem in named),
        charges=_charges(review),
        total=format_dong(fees.total(review.charges or ())) if _is_summed(review) else "",
        declaration=str(filling.form.declaration or _usual_declaration()),
        is_undeclared=is_undeclared,
        is_supplement=filling.is_supplement,
    )


def require_declaration(posted: Mapping[str, str]) -> None:
    """Refuse to go on until the applicant has vouched for the answers.

    Raises:
        InvalidInput: naming the box that is not ticked.
    """
    if DECLARED not in posted:
        text = _("Hãy đánh dấu vào ô cam đoan trước khi nộp.")
        raise InvalidInput([FieldProblem(field=DECLARED, text=text, code="required")])


def _usual_declaration() -> str:
    return _(
        "Tôi cam đoan những điều khai trên đây là đúng và chịu trách nhiệm về lời khai của mình."
    )


def _sections(review: Review) -> list[ShownSection]:
    return [
        ShownSection(
            key=section.page_key,
            title=section.title,
            rows=tuple(
                ShownRow(
                    label=row.label,
                    lines=row.lines,
                    note=row.note,
                    href=_page(review, row.page_key, row.anchor),
                    files=row.files,
                )
                for row in section.rows
            ),
        )
        for section in review.sections
    ]


def _papers(review: Review) -> list[ShownPaper]:
    address = reverse("portal:papers", args=[review.filling.draft.pk])
    return [
        ShownPaper(
            name=asked.paper.name_en if get_language() == "en" else asked.paper.name,
            files=tuple(document.filename for document in asked.attached),
            is_required=asked.paper.is_required,
            href=f"{address}#paper-{asked.paper.code}",
        )
        for asked in review.papers
    ]


def _charges(review: Review) -> tuple[ShownCharge, ...] | None:
    if review.charges is None:
        return None
    return tuple(
        ShownCharge(
            name=charge.fee.name, amount=format_dong(charge.amount), why=fees.explain(charge)
        )
        for charge in review.charges
    )


def _is_summed(review: Review) -> bool:
    return len(review.charges or ()) > 1


def _problem(review: Review, problem: FieldProblem) -> ShownProblem:
    if problem.field == DECLARED:
        return ShownProblem(text=problem.text, href=f"#{DECLARED}")
    place = forms.place_of(review.filling.form, problem.field)
    if place is None:
        address = reverse("portal:papers", args=[review.filling.draft.pk])
        return ShownProblem(text=problem.text, href=f"{address}#{problem.field}")
    return ShownProblem(text=problem.text, href=_page(review, place.page_key, place.anchor))


def _page(review: Review, page_key: str, anchor: str) -> str:
    address = reverse("portal:page", args=[review.filling.draft.pk, page_key])
    return f"{address}?from={CHECK}#{anchor}"
