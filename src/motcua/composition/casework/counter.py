"""Taking in what is brought on paper: at the counter, from home, by post (Articles 16.1, 16.2 and 17.1).

The officer writes down what the applicant declares, ticks which papers came in which form, scans
them, and answers at once: taken in, something missing, or not taken in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.errors import FileRefused
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Posted, localities
from motcua.composition.casework import (
    asked_files,
    attaching,
    calling,
    custody,
    faults,
    filling,
    intake,
    late,
    lodging,
    phones,
    recognising,
    results,
    splitting,
    trays,
    typed_answers,
    venues,
)
from motcua.composition.casework.asked_files import File, Sent
from motcua.composition.casework.errors import NotProvided
from motcua.composition.casework.filling import AskedPaper, Filling
from motcua.composition.casework.known import facts_at_desk, facts_for
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act, ResultWay, State
from motcua.domain.dossiers.queries import Brought
from motcua.domain.procedures import permissions as procedure_permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Version
from motcua.domain.reserves import actions as reserve_actions
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Sex
from motcua.foundation.identity.queries import OtherIdentity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier, Draft
    from motcua.domain.reserves.models import Slip
    from motcua.foundation.identity.models import Person
    from motcua.foundation.organisations.models import Agency


WAYS: Final = (ChannelKind.COUNTER, ChannelKind.POST)


@dataclass(frozen=True, kw_only=True)
class Who:
    """The applicant, as the identity paper that was shown names them."""

    pin: str
    """Empty where there is none or nobody knows it: then ``other`` says what was shown."""
    full_name: str
    born_on: date
    other: OtherIdentity | None = None
    sex: Sex | None = None
    residence: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What an officer sent with the whole sheet: answers, how it came, scans."""

    posted: Posted
    brought: Brought
    sent: Sent = asked_files.NOTHING
    picture: File | None = None
    """What proves when it came, of what came on an earlier day."""
    scans: Mapping[str, Sequence[File]] = field(default_factory=dict)
    """Scanned papers by their codes."""
    laid: Mapping[int, str] = field(default_factory=dict)
    """To which paper each picture goes that came unsorted."""
    taken: Mapping[int, str] = field(default_factory=dict)
    """To which paper each file of the desk's scan tray goes."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A draft at the desk as it stands: the papers of its case, and all that keeps it from being taken in."""

    filling: Filling
    papers: tuple[AskedPaper, ...]
    problems: tuple[FieldProblem, ...]


def is_taken_on_paper(version: Version) -> bool:
    """Say whether the desk can take dossiers of this version in: a form to write down, and a way."""
    return version.form_definition_id is not None and bool(list_ways(version))


def list_ways(version: Version) -> tuple[ChannelKind, ...]:
    """Return the ways in which the procedure is lodged on paper."""
    return tuple(way for way in WAYS if version.find_channel(way) is not None)


def list_agencies(version: Version, *, on: date) -> list[Agency]:
    """Return the agencies in charge for which a desk may take the procedure in (Article 14.2.a). One query."""
    return procedures.list_providers(version.procedure_id, on)


def begin(
    *, code: str, agency_id: int, way: ChannelKind, who: Who, brought: Brought, by: Officer,
    at: datetime, reserved_number: str | None = None,
) -> Draft:  # fmt: skip
    """Begin to write down what the applicant brought, for the agency in charge (Article 17.1).

    The desk may receive for another agency (Article 18.3); that agency then decides.

    Raises:
        NotProvided: if that agency does not take the procedure in, or not in this way.
        ExecutedElsewhere: if another system of the state takes it in.
        PinMalformed, PersonDiffers: if the identity paper cannot be true, or is another person's.
        InvalidInput: naming what is wrong with how it came.
    """
    on = clock.day_in_vietnam(at)
    version = procedures.get_by_code(code, on=on)
    providers = {agency.pk for agency in list_agencies(version, on=on)}
    if not is_taken_on_paper(version) or version.find_channel(way) is None:
        raise NotProvided(field="way")
    if agency_id not in providers:
        raise NotProvided(field="agency")
    procedure_permissions.require_executed_here(procedure_id=version.procedure_id, on=on)
    _require(
        [
            *faults.find_faults(brought, at=at),
            *faults.find_misplaced(version, brought),
            *faults.find_unseen(way, brought),
            *venues.find_unfit(version, brought, agency_id=by.agency_id, at=at),
        ]
    )
    with transaction.atomic():
        person = _know(who, at=at)
        record = people.read_person(person.pk, by=by, purpose=intake.INTAKE)
        earlier = next(iter(recognising.list_earlier(person.pk, by, limit=1)), None)
        assert version.form_definition_id is not None
        form = forms.get_definition(version.form_definition_id)
        facts = facts_at_desk(form, record, residence=who.residence, earlier=earlier)
        known = forms.prefill(form, facts, {})
        answers = {name: prefilled.value for name, prefilled in known.items()}
        if results.WISHED in form.fields:
            wish = ResultWay.POST if way is ChannelKind.POST else ResultWay.COUNTER
            answers[results.WISHED] = wish.value
        return dossiers.start_draft_at_desk(
            person_id=person.pk, procedure_version_id=version.id, agency_id=agency_id,
            channel=way, answers=answers, facts=facts, brought=brought, by=by, at=at,
            reserved_number=reserved_number,
        )  # fmt: skip


def _know(who: Who, *, at: datetime) -> Person:
    if who.pin or who.other is None:
        return identity.know_person(
            pin=who.pin, full_name=who.full_name, born_on=who.born_on, sex=who.sex, at=at
        )
    return identity.know_without_number(
        full_name=who.full_name, born_on=who.born_on, sex=who.sex, other=who.other, at=at
    )


@transaction.atomic
def open_supplement(*, reference: str, by: Officer, at: datetime) -> Draft:
    """Return the draft in which the desk writes down what the applicant brought afterwards.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not serve the desk that received it.
        ActRefused: if it does not wait for a supplement.
        SupplementedElsewhere: if the applicant is filling the supplement in on the portal.
    """
    seen = dossier_queries.get_for_officer(reference, by, purpose=intake.INTAKE)
    return dossiers.open_supplement(reference=reference, facts=facts_for(seen), by=by, at=at)


def look(draft_id: UUID, by: Officer, *, at: datetime) -> Written:
    """Return the draft with everything still missing. Two to four queries.

    Raises:
        DraftNotFound: if this desk has no such draft.
    """
    return _look(filling.open_filling(draft_id, by), at=at)


def _look(opened: Filling, *, at: datetime) -> Written:
    today = clock.day_in_vietnam(at)
    asked = filling.list_asked_papers(opened, today=today)
    problems = (
        *filling.find_problems(opened, asked, today=today),
        *faults.find_faults(opened.brought, at=at),
        *faults.find_misplaced(opened.version, opened.brought),
        *venues.find_unfit_of(opened, at=at),
        *faults.find_unscanned(opened, asked),
        *faults.find_unsorted(asked),
        *calling.find_unreachable(opened.brought.telling),
    )
    return Written(filling=opened, papers=tuple(asked), problems=problems)


@transaction.atomic
def save(
    *, draft_id: UUID, sheet: Sheet, seen_revision: int, by: Officer, at: datetime
) -> tuple[Written, tuple[FieldProblem, ...]]:
    """Keep the whole sheet, right or wrong; return it, and what was wrong with its files.

    Raises:
        DraftNotFound: if this desk has no such draft.
        DraftChanged: if another window saved the draft after ``seen_revision``.
    """
    held = dossiers.lock_draft(draft_id, by)
    opened, before = dossier_queries.open_draft(held), filling.open_held(held)
    answers = typed_answers.read(before, sheet.posted)
    problems: list[FieldProblem] = []
    if not held.is_finished and held.revision == seen_revision:
        kept = asked_files.keep(
            forms.list_file_questions(before.form, answers), answers, sheet.sent,
            draft=held, by=by, at=at,
        )  # fmt: skip
        answers |= kept.answers
        problems += kept.problems
    dossiers.save_draft(
        draft_id=draft_id, answers=answers, facts=opened.facts, brought=sheet.brought,
        localities=opened.localities, seen_revision=seen_revision, by=by, at=at,
    )  # fmt: skip
    if sheet.picture is not None and not held.is_finished:
        try:
            late.keep_picture(held, sheet.picture, by=by, at=at)
        except FileRefused as refusal:
            problems.append(
                FieldProblem(field="late_picture", text=refusal.text, code=refusal.code)
            )
    for code, files in sheet.scans.items():
        attached = attaching.attach(draft_id=draft_id, paper_code=code, files=files, by=by, at=at)
        problems += [
            FieldProblem(field=filling.PAPER_FIELD.format(code=code), text=one.text, code=one.code)
            for one in attached.refused
        ]
    if sheet.laid:
        phones.lay(draft_id=draft_id, laid=sheet.laid, by=by, at=at)
    if sheet.taken:
        trays.take(draft_id=draft_id, taken=sheet.taken, by=by, at=at)
    return look(draft_id, by, at=at), tuple(problems)


def preview(draft_id: UUID, posted: Posted, by: Officer, *, at: datetime) -> Written:
    """Return the draft as it would be with what was typed, without keeping it."""
    opened = filling.open_filling(draft_id, by)
    return _look(replace(opened, answers=typed_answers.read(opened, posted)), at=at)


@transaction.atomic
def take_in(*, draft_id: UUID, by: Officer, at: datetime) -> Dossier:
    """Take the papers in: dossier, number, promise, process (Articles 17.1.c, 17.3 and 18.2).

    A supplement after assessment goes to its handler, and the limit begins anew (Article 19.4).
    Pressing twice takes in once. What came on an earlier day counts from now until a second person has
    confirmed when it came (``late``).

    Raises:
        InvalidInput: naming every wrong answer and missing paper.
        DraftNotFound: if this desk has no such draft.
    """
    draft = dossiers.lock_draft(draft_id, by)
    if draft.is_finished:
        return became(draft)
    opened = filling.open_held(draft)
    written = _look(opened, at=at)
    _require(written.problems)
    splitting.drop_scans(draft, [one for asked in written.papers for one in asked.attached])
    opened, slip = late.settle(opened, by=by, at=at)
    dossier = _lodge(opened, slip, by=by, at=at)
    calling.begin(dossier, opened.brought.telling, by=by, at=at)
    if dossier.state == State.LODGED:
        return intake.accept(
            reference=dossier.reference,
            by=by,
            at=at,
            received_at=opened.brought.occurred_at(at),
        )
    lodging.go_on(dossier, by=by, at=at)
    custody.begin(dossier, by=by, at=at, received_at=opened.brought.occurred_at(at))
    return dossier


@transaction.atomic
def ask(
    *, draft_id: UUID, items: Sequence[Mapping[str, str]], reason: str, by: Officer, at: datetime
) -> Dossier:
    """Say once and completely what is missing, and give form No. 02 (Articles 15.3 and 17.1.a).

    Raises:
        ReasonNeeded: if nothing is named, or no reason is given.
        SupplementAlreadyAsked: if the applicant was asked before.
        InvalidInput: if it was received where the record does not provide for it, or nobody can be called.
    """
    draft = dossiers.lock_draft(draft_id, by)
    if draft.is_finished:
        return became(draft)
    opened = filling.open_held(draft)
    _require(
        [
            *faults.find_misplaced(opened.version, opened.brought),
            *venues.find_unfit_of(opened, at=at),
            *calling.find_unreachable(opened.brought.telling),
        ]
    )
    splitting.drop_scans(draft, document_queries.list_unnamed(draft.subject))
    dossier = _lodge(*late.settle(opened, by=by, at=at), by=by, at=at)
    calling.begin(dossier, opened.brought.telling, by=by, at=at)
    dossiers.ask_at_intake(reference=dossier.reference, items=items, reason=reason, by=by, at=at)
    results.issue_supplement_request(reference=dossier.reference, act=Act.ASK_AT_INTAKE)
    return dossier


@transaction.atomic
def refuse(*, draft_id: UUID, reason: str, by: Officer, at: datetime) -> Dossier:
    """Do not take the papers in, say why, and give form No. 03 (Article 17.1.b).

    Raises:
        ReasonNeeded: if no reason is given.
    """
    draft = dossiers.lock_draft(draft_id, by)
    if draft.is_finished:
        return became(draft)
    splitting.drop_scans(draft, document_queries.list_unnamed(draft.subject))
    dossier = _lodge(*late.settle(filling.open_held(draft), by=by, at=at), by=by, at=at)
    dossiers.refuse(reference=dossier.reference, reason=reason, by=by, at=at)
    results.issue_intake_refusal(reference=dossier.reference)
    return dossier


def _lodge(opened: Filling, slip: Slip | None, *, by: Officer, at: datetime) -> Dossier:
    """Make a dossier of what is written down, or supplement the one it belongs to."""
    draft = opened.draft
    answers = opened.kept
    places = localities.to_json(localities.find(opened.form, answers, opened.localities))
    if draft.supplements_id is not None:
        dossier, _is_new = dossiers.supplement(
            draft_id=draft.pk, answers=answers, localities=places, brought=opened.brought,
            by=by, at=at,
        )  # fmt: skip
    else:
        procedure_permissions.require_executed_here(
            procedure_id=opened.version.procedure_id, on=clock.day_in_vietnam(at)
        )
        dossier, _is_new = dossiers.lodge_held(
            draft=draft, answers=answers, localities=places, brought=opened.brought,
            by=by, at=at,
        )  # fmt: skip
        if slip is not None and slip.block_id is not None:
            reserve_actions.use(slip, dossier, by=by, at=at)
    asked_files.drop_unnamed(opened.form, answers, draft=draft)
    documents.rebind(from_owner=draft.subject, to_owner=dossier.subject)
    return dossier


def became(draft: Draft) -> Dossier:
    """Return the dossier that a finished draft became or supplemented. One query."""
    key = draft.lodged_as_id or draft.supplements_id
    assert key is not None  # only handing in finishes a draft
    return dossier_queries.list_by_ids([key])[key]


def _require(problems: Sequence[FieldProblem]) -> None:
    if problems:
        raise InvalidInput(list(problems))
