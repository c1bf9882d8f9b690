"""A draft as its pages show it: beginning, parts and how far each is, one topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import PageView, localities
from motcua.capabilities.forms.queries.localities import Localities
from motcua.composition.casework.filling import Filling, Review
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.errors import FieldProblem
from motcua.surfaces.portal.presenting.purposes import Why, explain

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Draft
    from motcua.foundation.organisations.models import Agency

Problems = Sequence[FieldProblem]
CHECK: Final = "check"
"""Says that a page was opened from the check page, where its reader wants to get back to."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a draft and how far it is, as the task list shows it."""

    title: str
    href: str
    """Where to fill it in; empty while no answer asks for it."""
    status: str
    tone: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownDraft:
    """A draft with its parts."""

    draft: Draft
    name: str
    parts: tuple[Part, ...]
    is_ready: bool
    requests: tuple[dict[str, str], ...]
    """What the agency asked for, when the draft is a supplement."""


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """One topic to fill in."""

    draft: Draft
    name: str
    page: PageView
    why: Why
    back: str
    came_from: str


def show_draft(review: Review) -> ShownDraft:
    """Return a draft's parts: every topic of its form, those not asked as such, and the papers."""
    filling = review.filling
    wrong = _wrong_pages(review)
    asked = forms.visible_pages(filling.form, filling.answers)
    parts = [
        _part(
            str(page.title),
            reverse("portal:page", args=[filling.draft.pk, page.key]),
            is_done=page.key not in wrong,
        )
        if page in asked
        else Part(title=str(page.title), href="", status=_("Chưa cần"), tone="neutral")
        for page in filling.form.pages
    ]
    papers = reverse("portal:papers", args=[filling.draft.pk])
    parts.append(_part(_("Giấy tờ kèm theo"), papers, is_done=None not in wrong))
    return ShownDraft(
        draft=filling.draft,
        name=name_of(filling.version),
        parts=tuple(parts),
        is_ready=not review.problems,
        requests=tuple(item for asked in review.requests for item in asked.items),
    )


def show_page(
    filling: Filling, page_key: str, problems: Problems, *, came_from: str = ""
) -> ShownPage:
    """Return one topic with what was typed and what is wrong with it."""
    page = forms.page_view(
        filling.form,
        page_key,
        filling.answers,
        filling.known,
        problems,
        localities=_lying(filling),
    )
    return ShownPage(
        draft=filling.draft,
        name=name_of(filling.version),
        page=page,
        why=explain(filling, page_key),
        back=_back(filling, page_key, came_from),
        came_from=CHECK if came_from == CHECK else "",
    )


def first_page(draft: Draft) -> str:
    """Return the key of the first topic of a draft that was just begun."""
    version = procedures.get_version(draft.procedure_version_id)
    assert version.form_definition_id is not None  # a draft is begun on a form
    return forms.get_definition(version.form_definition_id).pages[0].key


def became(draft: Draft) -> str:
    """Return the reference of the dossier that a finished draft became or supplemented."""
    dossier = draft.lodged_as or draft.supplements
    assert dossier is not None  # only handing in finishes a draft
    return dossier.reference


def _lying(filling: Filling) -> Localities:
    """Return where those addresses lie that still stand as they were read."""
    return localities.current(filling.form, filling.answers, filling.localities)


def name_of(version: Version) -> str:
    """Return the procedure's name in the reader's language."""
    return version.name_in(get_language() or "vi")


def name_of_agency(agency: Agency) -> str:
    """Return the agency's name in the reader's language."""
    return agency.name_in(get_language() or "vi")


def _part(title: str, href: str, *, is_done: bool) -> Part:
    if is_done:
        return Part(title=title, href=href, status=_("Đã xong"), tone="success")
    return Part(title=title, href=href, status=_("Chưa xong"), tone="attention")


def _wrong_pages(review: Review) -> set[str | None]:
    """Return the pages with something left to put right; None stands for the papers."""
    places = (forms.place_of(review.filling.form, problem.field) for problem in review.problems)
    return {place.page_key if place else None for place in places}


def _back(filling: Filling, page_key: str, came_from: str) -> str:
    """Return where "back" leads: the check page it was opened from, the topic before, the draft."""
    if came_from == CHECK:
        return reverse("portal:check", args=[filling.draft.pk])
    keys = [page.key for page in forms.visible_pages(filling.form, filling.answers)]
    place = keys.index(page_key) if page_key in keys else 0
    if place:
        return reverse("portal:page", args=[filling.draft.pk, keys[place - 1]])
    return reverse("portal:draft", args=[filling.draft.pk])
