"""Lodging and taking in (Articles 15 to 18 of Decree 61/2018)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import permissions, queries, rules
from motcua.domain.dossiers.actions import drafting, log
from motcua.domain.dossiers.enums import Act, Stage, State
from motcua.domain.dossiers.errors import DraftNotFound, ReasonNeeded, SupplementAlreadyAsked
from motcua.domain.dossiers.models import (
    Alias,
    Dossier,
    DossierAnswers,
    Draft,
    SupplementRequest,
)
from motcua.domain.dossiers.queries import Filler
from motcua.domain.dossiers.rules import Brought
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.identity.actors import Officer, System
from motcua.foundation.kernel import chain, clock, rows, sealing
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

REFERENCE_BITS = 50


@dataclass(frozen=True, kw_only=True)
class Through:
    """The other system by which an applicant lodged, and what it calls the dossier."""

    system: System
    number: str
    parcel: bytes
    """Keyed hash of what the system sent."""
    lodged_there_at: datetime

    def to_payload(self) -> dict[str, str]:
        """Return what the log says of the way the dossier came: codes, no personal values."""
        return {
            "system": self.system.name,
            "number": self.number,
            "parcel": self.parcel.hex(),
            "lodged_there_at": rules.moment(self.lodged_there_at),
        }


@transaction.atomic(savepoint=False)
def lodge(
    *, draft_id: UUID, answers: Mapping[str, Any], by: Filler, at: datetime
) -> tuple[Dossier, bool]:
    """Make a dossier of the draft, once; return it and whether this call made it.

    The caller has validated the answers against the form of the pinned version.

    Raises:
        DraftNotFound: if this person has no such draft, or it supplements a dossier.
    """
    return lodge_held(draft=drafting.lock_draft(draft_id, by), answers=answers, by=by, at=at)


def lodge_held(
    *, draft: Draft, answers: Mapping[str, Any], by: Filler, at: datetime,
    through: Through | None = None, brought: Brought | None = None,
    localities: Mapping[str, Any] = drafting.NO_ANSWERS,
) -> tuple[Dossier, bool]:  # fmt: skip
    """Make a dossier of a draft that ``lock_draft`` holds in this transaction. Five statements.

    What came through another system is one statement more: the log names the system, which lodged
    on the applicant's behalf, and its number leads to the dossier. What was brought on paper is
    written down by an officer, with the papers and the moment at which they came.

    Raises:
        DraftNotFound: if the draft supplements a dossier.
    """
    if draft.supplements_id is not None:
        raise DraftNotFound
    if draft.lodged_as_id is not None:
        return Dossier.objects.get(pk=draft.lodged_as_id), False
    version = procedures.get_version(draft.procedure_version_id)
    came_at = brought.occurred_at(at) if brought else at
    reference = rules.format_reference(secrets.randbits(REFERENCE_BITS))
    dossier = Dossier(
        id=draft.next_dossier_id,  # type: ignore[attr-defined]  # annotated by lock_draft
        reference=reference,
        reference_key=rules.lookup_key(reference),
        reserved_number=draft.reserved_number,
        procedure_version_id=draft.procedure_version_id,
        procedure_id=version.procedure_id,
        agency_id=draft.agency_id,
        receiving_agency_id=draft.desk_id or draft.agency_id,
        applicant_id=draft.person_id,
        authorisation_id=draft.authorisation_id,
        channel=draft.channel,
        state=State.LODGED,
        lodged_at=came_at,
        waiting_since=came_at,
        intake_due_at=_intake_due(draft.agency_id, came_at),
        last_hash=chain.GENESIS,
    )
    dossier.acting_under = draft.authorisation if draft.authorisation_id else None
    key, dossier.wrapped_key = sealing.new_key(dossier.subject)
    payload: dict[str, object] = {"channel": ChannelKind(draft.channel).value}
    if through is not None:
        payload["through"] = through.to_payload()
    lodged_by = by if through is None else through.system
    said = log.Said(payload=payload) if brought is None else _said(brought, payload, at)
    log.begin(dossier, by=lodged_by, at=at, said=said)
    if through is not None:
        _name(dossier, through, at=at)
    _keep_answers(dossier, key, answers, localities, version.form_definition_id, at=at)
    _finish_draft(draft, lodged_as=dossier)
    return dossier, True


@transaction.atomic(savepoint=False)
def supplement(
    *, draft_id: UUID, answers: Mapping[str, Any], by: Filler, at: datetime,
    brought: Brought | None = None, localities: Mapping[str, Any] = drafting.NO_ANSWERS,
) -> tuple[Dossier, bool]:  # fmt: skip
    """Supply what was missing; before intake the queue, after assessment the clock begins anew.

    Article 19.4: the time limit is counted from the beginning once the dossier is complete.
    """
    draft = drafting.lock_draft(draft_id, by)
    dossier = log.lock(_supplemented(draft), by, scope=Scope.LODGE)
    if draft.is_finished:
        return dossier, False
    version = procedures.get_version(dossier.procedure_version_id)
    SupplementRequest.objects.filter(
        dossier=dossier, handling=dossier.handling, answered_at__isnull=True
    ).update(answered_at=at)
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    _keep_answers(dossier, key, answers, localities, version.form_definition_id, at=at)
    _finish_draft(draft, lodged_as=None)
    came_at = brought.occurred_at(at) if brought else at
    said = log.NOTHING if brought is None else _said(brought, {"channel": draft.channel}, at)
    if dossier.state == State.SUPPLEMENT_AT_INTAKE:
        dossier.waiting_since = came_at
        dossier.intake_due_at = _intake_due(dossier.agency_id, came_at)
        act, changed = Act.SUPPLEMENT_AT_INTAKE, ["waiting_since", "intake_due_at"]
    else:
        dossier.due_at = queries.promise(dossier, since=came_at).at
        promised = {"due_at": rules.moment(dossier.due_at)} if dossier.due_at else {}
        said = replace(said, payload={**said.payload, **promised})
        act, changed = Act.SUPPLEMENT, ["due_at"]
    return log.move(dossier, act, by=by, at=at, said=said, changed=tuple(changed)), True


@transaction.atomic(savepoint=False)
def accept(
    *, reference: str, by: Officer, at: datetime, received_at: datetime | None = None
) -> Dossier:
    """Take the dossier in: number, clock, promise, and on to its handlers (Articles 17, 18.1 and 18.2).

    :param received_at: when what was brought on paper came, if it is written down later: the limit
        is counted from there

    Raises:
        NotYourTask: if the officer does not receive dossiers.
        ActRefused: if the dossier does not wait to be taken in.
    """
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.ACCEPT)
    rules.require_move(State(dossier.state), Act.ACCEPT)
    received_at = received_at or at
    received_on = clock.day_in_vietnam(received_at)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    dossier.number = dossier.reserved_number or _number(dossier.agency, received_on)
    dossier.number_key = rules.lookup_key(dossier.number)
    dossier.accepted_at = received_at
    dossier.due_at = queries.promise(dossier, since=received_at).at
    accepted = log.Said(
        payload={
            "number": dossier.number,
            "due_at": rules.moment(dossier.due_at) if dossier.due_at else None,
        },
        occurred_at=received_at,
    )
    # The data goes to those who handle it at once (Article 18.1), and so does a scan of what is on paper.
    transferred = log.Said(payload={"to_unit": "professional"})
    return log.moves(
        dossier,
        ((Act.ACCEPT, accepted), (Act.TRANSFER, transferred)),
        by=by,
        at=at,
        changed=("number", "number_key", "accepted_at", "due_at"),
    )


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """Numbers of a day that its count has stepped over."""

    first: int
    numbers: tuple[str, ...]


@transaction.atomic(savepoint=False)
def reserve_numbers(*, agency_id: int, on: date, count: int) -> Reserved:
    """Step the day's count over so many numbers, for who gives them out without a line (Article 17.3).

    Under the lock of the count that acceptance takes: what is reserved is given to nobody else.
    """
    agency = organisations.get_agency(agency_id)
    last = _count_up(agency_id, on, count)
    counters = range(last - count + 1, last + 1)
    return Reserved(
        first=counters.start, numbers=tuple(_format(agency, on, one) for one in counters)
    )


@transaction.atomic(savepoint=False)
def ask_at_intake(
    *, reference: str, items: Sequence[Mapping[str, str]], reason: str, by: Officer, at: datetime
) -> Dossier:
    """Tell the applicant, once and completely, what to supplement (Articles 15.3 and 17.2.a)."""
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.ASK_AT_INTAKE)
    rules.require_move(State(dossier.state), Act.ASK_AT_INTAKE)
    keep_request(dossier, Stage.INTAKE, items, by=by, at=at)
    said = log.Said(payload={"items": len(items)}, words={"reason": reason, "items": list(items)})
    return log.move(dossier, Act.ASK_AT_INTAKE, by=by, at=at, said=said)


@transaction.atomic(savepoint=False)
def direct(*, reference: str, to_agency_id: int, reason: str, by: Officer, at: datetime) -> Dossier:
    """Tell the applicant which agency is in charge (Article 17.2.a)."""
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.DIRECT)
    said = log.Said(payload={"to_agency_id": to_agency_id}, words={"reason": reason})
    return log.move(dossier, Act.DIRECT, by=by, at=at, said=said)


@transaction.atomic(savepoint=False)
def refuse(*, reference: str, reason: str, by: Officer, at: datetime) -> Dossier:
    """Refuse a dossier brought to the counter or by post, with the reason (Article 17.1.b)."""
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.REFUSE)
    permissions.require_paper_channel(dossier)
    return log.move(dossier, Act.REFUSE, by=by, at=at, said=log.Said(words={"reason": reason}))


def keep_request(
    dossier: Dossier, stage: Stage, items: Sequence[Mapping[str, str]], *, by: Officer, at: datetime
) -> None:
    """Keep what is asked for, sealed; a stage is asked once in each handling.

    Raises:
        ReasonNeeded: if nothing is named.
        SupplementAlreadyAsked: if this stage was asked before.
    """
    if not items or any(not str(item.get("what", "")).strip() for item in items):
        raise ReasonNeeded(field="items")
    request = SupplementRequest(
        dossier=dossier,
        stage=stage,
        handling=dossier.handling,
        asked_by_post_id=by.post_id,
        asked_at=at,
    )
    asked = SupplementRequest.objects.filter(dossier=dossier, stage=stage)
    if asked.filter(handling=dossier.handling).exists():
        raise SupplementAlreadyAsked
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    request.sealed = sealing.seal(key, list(items), context=request.context)
    request.save(force_insert=True)


def _said(brought: Brought, payload: Mapping[str, object], at: datetime) -> log.Said:
    """Return what the log says of papers that were brought: codes in the open, persons sealed."""
    papers = [paper.to_payload() for paper in brought.papers]
    seen = {"identified": brought.identified.value} if brought.identified else {}
    where: dict[str, object] = {"place": brought.place.value}
    if brought.venue is not None:
        where["venue"] = brought.venue
    if brought.claimed_at is not None:
        seen["claimed_at"] = rules.moment(brought.claimed_at)
    return log.Said(
        payload={**payload, **where, "papers": papers, **seen},
        words=brought.words(),
        occurred_at=brought.occurred_at(at),
    )


def _name(dossier: Dossier, through: Through, *, at: datetime) -> None:
    """Let the dossier be found by the other system's number."""
    alias = Alias(
        dossier=dossier,
        system=through.system.name,
        number=through.number,
        number_key=rules.lookup_key(through.number),
        parcel=through.parcel,
        since=at,
    )
    alias.save(force_insert=True)


def _supplemented(draft: Draft) -> str:
    if draft.supplements is None:
        raise ValueError(f"draft {draft.pk} supplements nothing")
    return draft.supplements.reference


def _finish_draft(draft: Draft, *, lodged_as: Dossier | None) -> None:
    """Close the draft and forget what it held: the dossier holds it now."""
    draft.lodged_as = lodged_as
    draft.is_finished = True
    draft.sealed = b""
    draft.wrapped_key = b""
    rows.update(draft, ("lodged_as", "is_finished", "sealed", "wrapped_key"))


def _keep_answers(
    dossier: Dossier,
    key: bytes,
    answers: Mapping[str, Any],
    localities: Mapping[str, Any],
    form_definition_id: int | None,
    *,
    at: datetime,
) -> None:
    """Keep one more version of what was declared; versions are numbered by the log's length."""
    version = dossier.last_seq
    kept = DossierAnswers(
        dossier=dossier,
        version=version,
        form_definition_id=form_definition_id,
        sealed=sealing.seal(key, dict(answers), context=f"answers:{version}"),
        sealed_localities=_seal_localities(key, localities, version),
        saved_at=at,
    )
    rows.insert([kept])


def _seal_localities(key: bytes, localities: Mapping[str, Any], version: int) -> bytes | None:
    if not localities:
        return None
    return sealing.seal(key, dict(localities), context=f"localities:{version}")


def _intake_due(agency_id: int, at: datetime) -> datetime:
    return rules.intake_due_at(
        lodged_at=at,
        on=clock.day_in_vietnam(at),
        calendar=organisations.get_calendar(agency_id),
    )


def _number(agency: Agency, received_on: date) -> str:
    return _format(agency, received_on, _count_up(agency.pk, received_on))


def _format(agency: Agency, received_on: date, counter: int) -> str:
    return rules.format_number(
        code=agency.code, old_code=agency.old_code, on=received_on, counter=counter
    )


def _count_up(agency_id: int, received_on: date, by: int = 1) -> int:
    """Return the day's count with so many more; the row stays locked, so a rollback leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_daycounter AS counter (agency_id, received_on, last)"
            " VALUES (%s, %s, %s) ON CONFLICT (agency_id, received_on)"
            " DO UPDATE SET last = counter.last + EXCLUDED.last RETURNING last",
            [agency_id, received_on, by],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
