"""Filling in: the form of the pinned version, what is known, what was typed, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Form, Posted, Prefilled, localities
from motcua.capabilities.forms.queries.localities import Localities
from motcua.composition.casework import addresses, asked_files, fees
from motcua.composition.casework.asked_files import Sent
from motcua.composition.casework.errors import AgencyNotChosen, NotProvided
from motcua.composition.casework.known import facts_of_filler, waive_number
from motcua.composition.casework.unsorted import list_waiting
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.queries import NOTHING_BROUGHT, Asked, Brought, Filler, Handed
from motcua.domain.procedures import permissions as procedure_permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind, PaperHandling
from motcua.domain.procedures.queries import Charge, Paper, Version
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.authorisations.models import Authorisation
    from motcua.domain.dossiers.models import Draft


PAPER_FIELD = "paper-{code}"
"""How a missing paper is named among the problems of a form."""
OTHER_PAPER = Paper(
    code="other",
    name="Giấy tờ khác theo yêu cầu bổ sung",
    name_en="Another paper that was asked for",
    is_required=False,
)


@dataclass(frozen=True, kw_only=True)
class Filling:
    """A draft being filled in, with the form and version it is pinned to."""

    draft: Draft
    version: Version
    form: Form
    answers: Answers
    facts: forms.Facts
    """What was looked up before anything was asked, by the names of its sources."""
    localities: Localities
    """Where the addresses lie, as far as that was found for the words they are still in."""
    brought: Brought = NOTHING_BROUGHT
    """How it came, if on paper."""

    @cached_property
    def tidied(self) -> Answers:
        """The answers in the shape of their questions."""
        return forms.tidy(self.form, self.answers)

    @cached_property
    def known(self) -> Mapping[str, Prefilled]:
        """What is known already of the form's questions, and where from."""
        return forms.prefill(self.form, self.facts, self.tidied)

    @cached_property
    def kept(self) -> forms.Kept:
        """The answers that count: of the questions asked, with what is known and locked."""
        return forms.kept(self.form, self.tidied, self.known)

    @property
    def is_supplement(self) -> bool:
        """Whether a dossier already lodged is being supplemented."""
        return self.draft.supplements_id is not None

    @property
    def is_before_intake(self) -> bool:
        """Whether the dossier is not yet taken in, so that the desk may still answer otherwise."""
        supplemented = self.draft.supplements
        return supplemented is None or supplemented.number is None

    @property
    def channel(self) -> ChannelKind:
        """The way of lodging."""
        return ChannelKind(self.draft.channel)


@dataclass(frozen=True, kw_only=True)
class AskedPaper:
    """A paper to attach, with what was attached so far."""

    paper: Paper
    attached: tuple[Document, ...]
    handed: Handed | None = None
    """What was handed in on paper."""

    @property
    def field(self) -> str:
        """How a problem with this paper is named."""
        return PAPER_FIELD.format(code=self.paper.code)

    @property
    def is_missing(self) -> bool:
        """Whether it has to be there and is not."""
        return self.paper.is_required and not self.attached and self.handed is None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What came of saving a page."""

    filling: Filling
    problems: tuple[FieldProblem, ...]
    next_page: str | None
    is_reshaped: bool


@dataclass(frozen=True, kw_only=True)
class Review:
    """A draft before it is lodged: the answers in words, the papers, and all that is missing."""

    filling: Filling
    sections: tuple[forms.Section, ...]
    papers: tuple[AskedPaper, ...]
    problems: tuple[FieldProblem, ...]
    requests: tuple[Asked, ...]
    """What was asked for, when the draft is a supplement."""
    charges: tuple[Charge, ...] | None
    """What it will cost; None while the answers do not settle it, and for a supplement."""


def start(
    *, code: str, agency_id: int, by: Citizen, at: datetime, answers: Answers | None = None,
    under: Authorisation | None = None,
) -> Draft:  # fmt: skip
    """Start filling in, with what the state already knows of the applicant and what is answered so far.

    :param under: by which one fills it in for somebody else, as ``representing.choose`` gave it

    Raises:
        NotProvided: if the agency does not take this procedure online.
        ExecutedElsewhere: if another system of the state takes it in.
    """
    on = clock.day_in_vietnam(at)
    version = procedures.get_by_code(code, on=on)
    providers = {agency.pk for agency in procedures.list_providers(version.procedure_id, on)}
    if agency_id not in providers or not is_taken_online(version):
        raise NotProvided(field="agency")
    procedure_permissions.require_executed_here(procedure_id=version.procedure_id, on=on)
    form = _form_of(version)
    facts = facts_of_filler(form, by, under)
    known = forms.prefill(form, facts, {})
    return dossiers.start_draft(
        procedure_version_id=version.id,
        agency_id=agency_id,
        answers={**{name: prefilled.value for name, prefilled in known.items()}, **(answers or {})},
        facts=facts,
        by=by,
        at=at,
        authorisation=under,
    )


def start_at(
    *, code: str, agency_code: str, by: Citizen, at: datetime, answers: Answers | None = None,
    under: Authorisation | None = None,
) -> Draft:  # fmt: skip
    """Start filling in for the agency with that code.

    Raises:
        AgencyNotChosen: if there is no code.
        NotProvided: if the agency does not take this procedure online.
    """
    if not agency_code:
        raise AgencyNotChosen(field="agency")
    on = clock.day_in_vietnam(at)
    try:
        agency = organisations.get_agency_by_code(agency_code, on=on)
    except Refusal as refusal:
        raise NotProvided(field="agency") from refusal
    return start(code=code, agency_id=agency.pk, by=by, at=at, answers=answers, under=under)


def is_taken_online(version: Version) -> bool:
    """Say whether dossiers of this version can be filled in and lodged on the portal."""
    return (
        version.form_definition_id is not None
        and version.find_channel(ChannelKind.ONLINE) is not None
    )


def open_filling(draft_id: UUID, by: Filler) -> Filling:
    """Return this person's or this desk's draft ready to be drawn. One query.

    Raises:
        DraftNotFound: if there is none, or it is another's.
    """
    return _filling(dossier_queries.get_draft(draft_id, by))


def open_held(draft: Draft) -> Filling:
    """Return a draft that is held for its owner, ready to be lodged. No query."""
    return _filling(dossier_queries.open_draft(draft))


def _filling(opened: dossier_queries.OpenDraft) -> Filling:
    version = procedures.get_version(opened.draft.procedure_version_id)
    form = _form_of(version)
    return Filling(
        draft=opened.draft,
        version=version,
        form=form,
        answers=opened.answers,
        facts=opened.facts,
        brought=opened.brought,
        localities=localities.from_json(opened.localities),
    )


@transaction.atomic
def save_page(
    *, draft_id: UUID, page_key: str, posted: Posted, seen_revision: int, by: Citizen, at: datetime,
    sent: Sent = asked_files.NOTHING,
) -> Saved:  # fmt: skip
    """Keep what was typed on a page, right or wrong, and say everything that is wrong with it.

    Of the files that came with it those that are good are kept.

    Raises:
        DraftChanged: if another device saved the draft after ``seen_revision``.
    """
    opened = dossier_queries.get_draft(draft_id, by)
    before = _filling(opened)
    typed = forms.parse_page(before.form, page_key, posted, before.known)
    answers = {**before.answers, **typed}
    kept = asked_files.Kept(answers={}, problems=())
    if sent != asked_files.NOTHING:
        held = dossiers.lock_draft(draft_id, by)
        # What has changed meanwhile is refused where it is saved; no file is touched for it.
        if not held.is_finished and held.revision == seen_revision:
            asked = forms.list_file_questions(before.form, answers)
            here = [one for one in asked if before.form.page_of[one.id] == page_key]
            kept = asked_files.keep(here, answers, sent, draft=held, by=by, at=at)
            answers |= kept.answers
    found = addresses.find_posted(before.form, page_key, answers, before.localities, posted)
    draft = dossiers.save_draft(
        draft_id=draft_id,
        answers=answers,
        localities=localities.to_json(found),
        facts=opened.facts,
        seen_revision=seen_revision,
        by=by,
        at=at,
    )
    filling = replace(before, draft=draft, answers=answers, localities=found)
    is_reshaped = forms.is_reshaping(posted)
    problems = list(kept.problems)
    if not is_reshaped:
        today = clock.day_in_vietnam(at)
        problems += forms.validate_page(filling.form, page_key, answers, today=today)
        problems += localities.list_open(filling.form, page_key, found)
    following = forms.next_page(filling.form, page_key, answers)
    return Saved(
        filling=filling,
        problems=tuple(problems),
        next_page=following.key if following else None,
        is_reshaped=is_reshaped,
    )


def list_asked_papers(filling: Filling, *, today: date) -> list[AskedPaper]:
    """Return the papers to attach in this case, with what was attached. Two or four queries."""
    attached = list(documents.list_documents(filling.draft.subject))
    if filling.draft.supplements is not None:
        attached += documents.list_documents(filling.draft.supplements.subject)
    return _asked(filling, attached, today)


def require_complete(filling: Filling, *, today: date) -> None:
    """Refuse a draft with a wrong answer or a missing paper. One or two queries.

    Raises:
        InvalidInput: naming all of them.
    """
    attached = list(documents.list_unnamed(filling.draft.subject))
    if filling.draft.supplements is not None:
        attached += documents.list_unnamed(filling.draft.supplements.subject)
    problems = find_problems(filling, _asked(filling, attached, today), today=today)
    if problems:
        raise InvalidInput(problems)


def _asked(filling: Filling, attached: list[Document], today: date) -> list[AskedPaper]:
    """Return the papers of this case: online those that no form replaces and that are handed in."""
    cases = forms.cases(filling.form, filling.tidied, today=today)
    handed = {one.code: one for one in filling.brought.papers}
    return [
        AskedPaper(
            paper=paper,
            attached=tuple(document for document in attached if document.paper_code == paper.code),
            handed=handed.get(paper.code),
        )
        for paper in (
            *filling.version.list_papers(filling.channel, cases),
            *_extra(filling, attached),
        )
        if filling.channel is not ChannelKind.ONLINE
        or (paper.form_key is None and paper.handling is PaperHandling.SUBMIT)
    ]


def review(draft_id: UUID, by: Filler, *, at: datetime) -> Review:
    """Return the draft as its owner checks it before lodging. Two to five queries.

    Raises:
        DraftNotFound: if there is none, or it is another's.
    """
    today = clock.day_in_vietnam(at)
    opened = open_filling(draft_id, by)
    found = localities.find(opened.form, opened.kept, opened.localities)
    papers = list_asked_papers(opened, today=today)
    supplemented = opened.draft.supplements
    problems = tuple(find_problems(opened, papers, today=today))
    return Review(
        filling=opened,
        sections=forms.summary(opened.form, opened.kept, found),
        papers=tuple(papers),
        problems=problems,
        charges=None if problems or supplemented else list_charges(opened, today=today),
        requests=tuple(
            asked
            for asked in (
                dossier_queries.list_supplement_requests(supplemented) if supplemented else ()
            )
            if asked.answered_at is None
        ),
    )


def list_charges(filling: Filling, *, today: date) -> tuple[Charge, ...]:
    """Return what lodging costs with these answers.

    Raises:
        FeeUndecided: if the answers do not settle it, as while they are incomplete.
    """
    return fees.list_charges(filling.version, filling.kept, channel=filling.channel, on=today)


def preview(draft_id: UUID, page_key: str, posted: Posted, by: Citizen) -> Filling:
    """Return the draft as it would be with what was typed on a page, without saving it."""
    opened = open_filling(draft_id, by)
    typed = forms.parse_page(opened.form, page_key, posted, opened.known)
    return replace(opened, answers={**opened.answers, **typed})


def find_problems(filling: Filling, papers: list[AskedPaper], *, today: date) -> list[FieldProblem]:
    """Return everything that keeps the draft from being lodged: answers first, then papers."""
    is_online = filling.channel is ChannelKind.ONLINE
    valid = forms.validate_all(filling.form, filling.tidied, today=today)
    missing = _("Hãy đính kèm: {paper}.") if is_online else _("Chưa nhận giấy tờ: {paper}.")
    is_english = get_language() == "en"
    return [
        *(valid if is_online else waive_number(filling.form, filling.facts, valid)),
        *asked_files.find_forged(filling.form, filling.tidied, draft=filling.draft),
        *(
            FieldProblem(
                field=asked.field,
                text=missing.format(paper=asked.paper.name_en if is_english else asked.paper.name),
                code="paper-missing",
            )
            for asked in papers
            if asked.is_missing
        ),
    ]


def _extra(filling: Filling, attached: list[Document]) -> tuple[Paper, ...]:
    """Return where papers go beyond those of the procedure: asked for later, or not yet sorted."""
    return (OTHER_PAPER,) * filling.is_supplement + list_waiting(one.paper_code for one in attached)


def _form_of(version: Version) -> Form:
    if version.form_definition_id is None:
        raise NotProvided
    return forms.get_definition(version.form_definition_id)
