"""Writing a plan of reorganisation, handing it to a second person, and applying it to the agencies.

What follows for provision, posts and dossiers is ``casework.reorganisation``'s, in the same transaction.
Callers have asked who may: this floor does not know officers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.foundation.kernel import chain, clock, outbox
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries
from motcua.foundation.organisations.actions import succeeding
from motcua.foundation.organisations.actions.agencies import close_agency
from motcua.foundation.organisations.enums import ReorganisationAct, ReorganisationState
from motcua.foundation.organisations.errors import (
    NotItsDayYet,
    OwnPlan,
    ReorganisationChanged,
    ReorganisationReasonNeeded,
)
from motcua.foundation.organisations.events import ReorganisationEntryRecorded
from motcua.foundation.organisations.models import Agency, Reorganisation, ReorganisationEvent
from motcua.foundation.organisations.rules import reorganisations as rules
from motcua.foundation.organisations.rules.reorganisations import Passing, Plan


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Who does it: the post's key, the person in it, and for which agency."""

    key: str
    person_id: int
    name: str
    agency_id: int
    root_code: str
    """First group of the agency's code: nobody touches another's tree."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a reorganisation is called, from when it holds, and what orders it."""

    title: str
    on: date
    basis: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Succeeded:
    """One agency that ended, with who took over from it."""

    ended: Agency
    passings: tuple[Passing, ...]
    successors: Mapping[str, Agency]
    """By code."""


@transaction.atomic
def begin_reorganisation(*, heading: Heading, by: Hand, at: datetime) -> Reorganisation:
    """Begin a plan.

    :raises InvalidInput: if something of the heading is missing
    """
    _require_heading(heading)
    one = Reorganisation.objects.create(
        root_code=by.root_code,
        title=heading.title.strip(),
        on=heading.on,
        basis=heading.basis.strip(),
        article=heading.article.strip(),
        plan=rules.to_plain(Plan()),
        state=ReorganisationState.DRAFT,
        changed_at=at,
        last_hash=chain.GENESIS,
    )
    _write(one, ReorganisationAct.BEGIN, source="", by=by, at=at)
    return one


@transaction.atomic
def save_plan(
    *, reorganisation_id: int, plan: Plan, seen_revision: int, by: Hand, at: datetime
) -> Reorganisation:
    """Save the plan, whole or not yet; what is wrong with it is ``queries.problems_in``'s answer.

    :raises ReorganisationChanged: if somebody saved it after ``seen_revision``
    :raises ReorganisationMoveRefused: if it is not being written
    """
    one = queries.get_reorganisation(reorganisation_id, root_code=by.root_code, is_locked=True)
    if one.revision != seen_revision:
        raise ReorganisationChanged
    one.plan = rules.to_plain(plan)
    one.revision += 1
    return _move(one, ReorganisationAct.SAVE, by=by, at=at)


@transaction.atomic
def send_plan(*, reorganisation_id: int, by: Hand, at: datetime) -> Reorganisation:
    """Hand the plan to a second person.

    :raises InvalidInput: naming everything that keeps it from being applied
    """
    one = queries.get_reorganisation(reorganisation_id, root_code=by.root_code, is_locked=True)
    _require_sound(one)
    return _move(one, ReorganisationAct.SEND, by=by, at=at)


@transaction.atomic
def send_plan_back(
    *, reorganisation_id: int, reason: str, by: Hand, at: datetime
) -> Reorganisation:
    """Give the plan back to be written on, with the reason."""
    one = queries.get_reorganisation(reorganisation_id, root_code=by.root_code, is_locked=True)
    return _move(one, ReorganisationAct.SEND_BACK, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw_plan(*, reorganisation_id: int, reason: str, by: Hand, at: datetime) -> Reorganisation:
    """Give the plan up, with the reason."""
    one = queries.get_reorganisation(reorganisation_id, root_code=by.root_code, is_locked=True)
    return _move(one, ReorganisationAct.WITHDRAW, by=by, at=at, reason=reason)


@transaction.atomic
def apply_plan(
    *, reorganisation_id: int, by: Hand, at: datetime
) -> tuple[Reorganisation, list[Succeeded]]:
    """End and begin the agencies of the plan, and return who took over from whom.

    The entry in the log holds the whole plan: what was done can be read, and proved, from it alone.

    :raises OwnPlan: if this person wrote a word of it
    :raises NotItsDayYet: before its day
    :raises InvalidInput: if the agencies have changed since, so that it fits no more
    """
    one = queries.get_reorganisation(reorganisation_id, root_code=by.root_code, is_locked=True)
    rules.require_move(ReorganisationState(one.state), ReorganisationAct.APPLY)
    if by.person_id in queries.list_writers(one.pk):
        raise OwnPlan
    if clock.day_in_vietnam(at) < one.on:
        raise NotItsDayYet(on=one.on)
    _require_sound(one)
    plan = queries.plan_of(one)
    ended = {
        agency.code: close_agency(agency_id=agency.pk, valid_to=one.on)
        for agency in Agency.objects.filter(valid_to=None, code__in=plan.ends).order_by("pk")
    }
    living = succeeding.begin_agencies(plan, ended)
    succeeding.record_successions(one, plan, ended, living)
    succeeding.carry_calendars(plan, ended, living, by=by.key, at=at)
    one.applied_at = at
    _move(one, ReorganisationAct.APPLY, by=by, at=at, payload={"plan": one.plan})
    return one, [
        Succeeded(
            ended=ended[code],
            passings=plan.of(code),
            successors={passing.successor: living[passing.successor] for passing in plan.of(code)},
        )
        for code in plan.ends
    ]


def _require_heading(heading: Heading) -> None:
    wrong = [
        FieldProblem(field=name, text=_("Không được để trống."), code="empty")
        for name in ("title", "basis", "article")
        if not getattr(heading, name).strip()
    ]
    if wrong:
        raise InvalidInput(wrong)


def _require_sound(one: Reorganisation) -> None:
    problems = queries.problems_in(one)
    if problems:
        raise InvalidInput(problems)


def _move(
    one: Reorganisation, act: ReorganisationAct, *, by: Hand, at: datetime, reason: str = "",
    payload: Mapping[str, object] | None = None,
) -> Reorganisation:  # fmt: skip
    move = rules.require_move(ReorganisationState(one.state), act)
    if move.needs_reason and not reason.strip():
        raise ReorganisationReasonNeeded(field="reason")
    source, one.state = one.state, move.target
    one.changed_at = at
    _write(one, act, source=source, by=by, at=at, reason=reason.strip(), payload=payload)
    return one


def _write(
    one: Reorganisation, act: ReorganisationAct, *, source: str, by: Hand, at: datetime,
    reason: str = "", payload: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Write and announce the entry, and save the locked reorganisation with the log's new head."""
    event = ReorganisationEvent(
        reorganisation_id=one.pk,
        seq=one.last_seq + 1,
        act=act,
        source=source,
        target=one.state,
        by=by.key,
        person_id=by.person_id,
        by_name=by.name,
        agency_id=by.agency_id,
        occurred_at=at,
        article=one.article,
        reason=reason,
        payload=dict(payload or {}),
        previous_hash=bytes(one.last_hash),
    )
    event.hash = rules.hash_entry(bytes(one.last_hash), event.to_entry())
    event.save(force_insert=True)
    one.last_seq, one.last_hash = event.seq, event.hash
    one.save()
    outbox.publish(
        ReorganisationEntryRecorded(
            reorganisation_id=one.pk,
            seq=event.seq,
            hash=event.hash.hex(),
            act=str(act),
            source=str(source),
            target=str(one.state),
            by=by.key,
        ),
        subject=one.subject,
        at=at,
    )
