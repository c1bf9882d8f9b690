"""Handling, deciding, handing over and ending (Articles 18 to 20 of Decree 61/2018)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import permissions, queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.actions.intake import keep_request
from motcua.domain.dossiers.enums import Act, ResultWay, Stage, State
from motcua.domain.dossiers.errors import (
    AssessmentSupplementTooLate,
    NewDateNotLater,
    NewDateNotWorked,
)
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity.actors import Actor, Citizen, Officer, System
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations

HEARING: Final = System(name="hearing")
_NO_WORDS: Final[Mapping[str, str]] = {}


@transaction.atomic(savepoint=False)
def ask_after_assessment(
    *, reference: str, items: Sequence[Mapping[str, str]], reason: str, by: Officer, at: datetime
) -> Dossier:
    """Return the dossier for supplement, in writing, within three working days (Article 19.4).

    Raises:
        AssessmentSupplementTooLate: after the third working day from acceptance.
        SupplementAlreadyAsked: if it was asked after assessment before.
    """
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.ASK)
    rules.require_move(State(dossier.state), Act.ASK)
    since = dossier.reopened_at or dossier.accepted_at
    assert since is not None
    last = rules.last_day_to_ask(
        accepted_at=since,
        on=clock.day_in_vietnam(since),
        calendar=organisations.get_calendar(dossier.agency_id),
    )
    if at > last:
        raise AssessmentSupplementTooLate
    keep_request(dossier, Stage.ASSESSMENT, items, by=by, at=at)
    said = log.Said(payload={"items": len(items)}, words={"reason": reason, "items": list(items)})
    dossier.due_at = None  # counted from the beginning once the dossier is complete
    return log.move(dossier, Act.ASK, by=by, at=at, said=said, changed=("due_at",))


@transaction.atomic(savepoint=False)
def extend(*, reference: str, until: date, reason: str, by: Officer, at: datetime) -> Dossier:
    """Promise another day, once and before the limit's last day (Article 19.9).

    The caller issues the apology that goes with it, in the same transaction.

    :raises NothingToExtend: if the procedure has no limit
    :raises AlreadyExtended: if it was promised anew before
    :raises ExtensionTooLate: from the day on which the limit ends
    :raises NewDateNotLater: if the day does not come after the promised one
    :raises NewDateNotWorked: if the agency rests on that day
    """
    dossier = log.lock(reference, by)
    promised = permissions.require_extendable(by, dossier, on=clock.day_in_vietnam(at))
    calendar = organisations.get_calendar(dossier.agency_id)
    if until <= clock.day_in_vietnam(promised):
        raise NewDateNotLater(field="until", due=clock.day_in_vietnam(promised))
    if not calendar.is_working(until):
        raise NewDateNotWorked(field="until", on=until)
    dossier.due_at = rules.extended_due_at(until, calendar)
    moved = {"was": rules.moment(promised), "due_at": rules.moment(dossier.due_at)}
    said = log.Said(payload={"until": until.isoformat(), **moved}, words={"reason": reason.strip()})
    return log.move(dossier, Act.EXTEND, by=by, at=at, said=said, changed=("due_at",))


def count_result(*, agency_id: int, series: str, on: date) -> int:
    """Return the agency's next result number of the series in the year, in the caller's transaction.

    The row stays locked until it ends, so a rollback leaves no gap (Decree 30/2020, Article 15).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_resultcounter AS counter (agency_id, year, series, last)"
            " VALUES (%s, %s, %s, 1) ON CONFLICT (agency_id, year, series)"
            " DO UPDATE SET last = counter.last + 1 RETURNING last",
            [agency_id, on.year, series],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]


@transaction.atomic(savepoint=False)
def decide(
    *, reference: str, document_id: int, result_number: str, by: Officer, at: datetime
) -> Dossier:
    """Record that the signed result exists: lateness is judged here (Article 19.2)."""
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.DECIDE)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    return _finish(dossier, document_id, result_number, by=by, at=at)


@transaction.atomic(savepoint=False)
def confirm(
    *, reference: str, document_id: int, result_number: str, by: Officer, at: datetime
) -> Dossier:
    """Record that the sealed confirmation exists of what the law wants received, not decided.

    Its handler finishes it: a notice of stay (Article 30 of the Residence Law 2020) asks for no decision.
    """
    dossier = log.lock(reference, by)
    permissions.require_confirming(by, dossier)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    return _finish(dossier, document_id, result_number, by=by, at=at)


def _finish(
    dossier: Dossier, document_id: int, result_number: str, *, by: Officer, at: datetime
) -> Dossier:
    dossier.finished_at = at
    payload: dict[str, object] = {
        "document_id": document_id,
        "result_number": result_number,
        **_replacing(dossier),
    }
    if dossier.due_at is not None and rules.is_early(at, dossier.due_at):
        # It is handed over before its day: the applicant is told first (Article 20.4).
        payload["early_for"] = rules.moment(dossier.due_at)
    said = log.Said(payload=payload)
    return log.move(dossier, Act.DECIDE, by=by, at=at, said=said, changed=("finished_at",))


@transaction.atomic(savepoint=False)
def reject(*, reference: str, document_id: int, reason: str, by: Officer, at: datetime) -> Dossier:
    """Record the notice that the conditions are not met, as the dossier's result (Article 19.8)."""
    dossier = log.lock(reference, by)
    permissions.require_post(by, dossier, Act.REJECT)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    dossier.finished_at = at
    payload = {"document_id": document_id, **_replacing(dossier)}
    said = log.Said(payload=payload, words={"reason": reason})
    return log.move(dossier, Act.REJECT, by=by, at=at, said=said, changed=("finished_at",))


def _replacing(dossier: Dossier) -> dict[str, int]:
    """Return which result of an earlier handling this one stands in for; the caller revokes it."""
    former = queries.find_former(dossier)
    return {} if former is None else {"replaces": former}


@transaction.atomic(savepoint=False)
def hand_over(
    *, reference: str, way: ResultWay, by: Actor, at: datetime,
    words: Mapping[str, str] = _NO_WORDS, given_back: Sequence[str] = (),
) -> Dossier:  # fmt: skip
    """Record that the applicant has the result, and in which way (Article 20.3).

    :param given_back: codes of the originals that went back with it (Article 20.2)
    :param words: who took it with which paper, or the parcel's number: kept sealed
    """
    dossier = log.lock(reference, by)
    permissions.require_deliverer(by, dossier)
    dossier.handed_over_at = at
    payload: dict[str, object] = {"way": way.value}
    if given_back:
        payload["given_back"] = list(given_back)
    said = log.Said(payload=payload, words=words)
    return log.move(dossier, Act.HAND_OVER, by=by, at=at, said=said, changed=("handed_over_at",))


@transaction.atomic(savepoint=False)
def withdraw(*, reference: str, reason: str, by: Citizen, at: datetime) -> Dossier:
    """Take the dossier back at the applicant's wish, before there is a result."""
    dossier = log.lock(reference, by, scope=Scope.LODGE)
    words = {"reason": reason} if reason.strip() else {}
    return log.move(dossier, Act.WITHDRAW, by=by, at=at, said=log.Said(words=words))


@transaction.atomic(savepoint=False)
def stop(*, reference: str, reason: str, by: Officer, at: datetime) -> Dossier:
    """Stop handling because no supplement came; there is no result yet (form 05, Circular 03/2025).

    The caller issues the notice that goes with it, in the same transaction.
    """
    dossier = log.lock(reference, by)
    permissions.require_stoppable(by, dossier)
    said = log.Said(words={"reason": reason.strip()})
    return log.move(dossier, Act.STOP, by=by, at=at, said=said)


def hold(*, reference: str, by: Actor, scope: Scope | None = None) -> Dossier:
    """Return the dossier, held until the caller's transaction ends, so that others wait. One query.

    :param scope: what an authorisation has to let somebody do who represents the applicant

    Raises:
        DossierNotFound: if there is none, or none this actor may see.
    """
    return log.lock(reference, by, scope=scope)


def remark(
    dossier: Dossier, act: Act, *, payload: Mapping[str, object], by: Actor, at: datetime,
    words: Mapping[str, object] = _NO_WORDS,
) -> None:  # fmt: skip
    """Add an entry to a dossier that the caller's transaction holds, as ``note`` does. Three statements."""
    log.remark(dossier, act, by=by, at=at, said=log.Said(payload=payload, words=words))


@transaction.atomic(savepoint=False)
def note(
    *, reference: str, act: Act, payload: Mapping[str, object], words: Mapping[str, object],
    by: Actor, at: datetime, scope: Scope | None = None,
) -> Dossier:  # fmt: skip
    """Add an entry that tells what happened without moving the state.

    :param scope: what an authorisation has to let somebody do who represents the applicant
    """
    dossier = log.lock(reference, by, scope=scope)
    return log.remark(dossier, act, by=by, at=at, said=log.Said(payload=payload, words=words))


@transaction.atomic(savepoint=False)
def note_heard(
    *, reference: str, act: Act, payload: Mapping[str, object], words: Mapping[str, object],
    by: Actor, at: datetime,
) -> Dossier:  # fmt: skip
    """Add an entry of somebody who was asked about the dossier and may not see it.

    The caller has checked that this actor may say this.
    """
    dossier = log.lock(reference, HEARING)
    return log.remark(dossier, act, by=by, at=at, said=log.Said(payload=payload, words=words))
