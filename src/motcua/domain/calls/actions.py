"""Verbs of calls: the only writer of this context."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.calls import queries, rules
from motcua.domain.calls.enums import Outcome, Way
from motcua.domain.calls.errors import (
    CallEnded,
    CallNotFound,
    LetterNotDue,
    NotTaken,
    OutcomeNeeded,
    TakenByAnother,
)
from motcua.domain.calls.models import Call, Entry, Wish
from motcua.domain.calls.queries import Reach
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import require_role
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.notifications.models import Message
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


@transaction.atomic
def wish(*, reference: str, way: str, reach: Reach, by: Officer, at: datetime) -> Wish:
    """Write down how the applicant wishes to be told of this dossier from now on.

    Who needs no calls any more is not waited for by those that are open.

    Raises:
        NotFound: if the officer serves no desk.
        DossierNotFound: if there is none, or none this officer may see.
        InvalidInput: naming at once what is missing: how, the number, whom to ask for.
    """
    require_role(by, Role.DESK)
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    if problems := queries.list_problems(way, reach):
        raise InvalidInput(problems)
    number = identity.national_phone(reach.number)
    kept = Reach() if way == Way.NONE else reach
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    told = [number if way != Way.NONE else "", kept.ask_for, kept.hours]
    written = Wish.objects.create(
        dossier=dossier, way=way, by_post_id=by.post_id, written_at=at,
        sealed=sealing.seal(key, told, context=queries.SEALED),
    )  # fmt: skip
    if way == Way.NONE:
        for call in Call.objects.select_for_update().filter(dossier=dossier, ended_at__isnull=True):
            _enter(call, Outcome.DROPPED, by=by, at=at)
    return written


@transaction.atomic
def put(
    *, dossier: Dossier, message: Message, at: datetime, before: datetime | None = None
) -> Call | None:
    """Put what the message tells on the desk's list, if the applicant wished by then to be called.

    What happened before the wish was written down was told at the desk.

    :param before: when that begins of which the applicant is told, so that it is not told afterwards
    """
    wished = queries.find_wish(dossier)
    if wished is None or wished.way == Way.NONE or wished.written_at > at:
        return None
    calendar = organisations.get_calendar(dossier.receiving_agency_id)
    return Call.objects.create(
        dossier=dossier, message=message, asked_at=at,
        due_at=rules.due_at(at, calendar, before=before),
    )  # fmt: skip


@transaction.atomic
def take(*, reference: str, call_id: int, by: Officer, at: datetime) -> None:
    """Take a call, so that nobody else makes it at the same time.

    Raises:
        DossierNotFound, CallNotFound: if there is none this officer may see.
        CallEnded: if the applicant has been told.
        TakenByAnother: if a colleague is making it.
    """
    call = _hold(reference, call_id, by)
    holder = queries.find_holder(queries.list_entries(call), now=at)
    if holder is not None and holder.post_id != by.post_id:
        raise TakenByAnother(minutes=queries.MINUTES)
    if holder is None:
        _enter(call, Outcome.TAKEN, by=by, at=at)


@transaction.atomic
def note(*, reference: str, call_id: int, outcome: str, by: Officer, at: datetime) -> Outcome:
    """Note what came of a call, that the applicant was told here, or that the letter was sent.

    Raises:
        DossierNotFound, CallNotFound: if there is none this officer may see.
        OutcomeNeeded: if that is nothing an officer notes.
        CallEnded: if the applicant has been told.
        NotTaken: if it is the outcome of a call that this officer has not taken.
        LetterNotDue: if calling was not tried often enough for a letter.
    """
    call = _hold(reference, call_id, by)
    if outcome not in {*rules.OF_A_CALL, Outcome.TOLD_HERE, Outcome.LETTER_SENT}:
        raise OutcomeNeeded(field="outcome")
    noted = Outcome(outcome)
    entries = queries.list_entries(call)
    if noted in rules.OF_A_CALL:
        holder = queries.find_holder(entries, now=at)
        if holder is None or holder.post_id != by.post_id:
            raise NotTaken
    if noted is Outcome.LETTER_SENT:
        wished = queries.find_wish(call.dossier)
        tries = [(one.outcome, one.at) for one in entries]
        given_at = wished.written_at if wished else None
        if not rules.is_letter_due(tries, number_given_at=given_at):
            raise LetterNotDue(halves=rules.HALVES)
    _enter(call, noted, by=by, at=at)
    return noted


def _hold(reference: str, call_id: int, by: Officer) -> Call:
    require_role(by, Role.DESK)
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    call = Call.objects.select_for_update(of=("self",)).filter(pk=call_id, dossier=dossier).first()
    if call is None:
        raise CallNotFound
    if call.ended_at is not None:
        raise CallEnded
    return call


def _enter(call: Call, outcome: Outcome, *, by: Officer, at: datetime) -> None:
    Entry.objects.create(call=call, outcome=outcome, by_post_id=by.post_id, at=at)
    if outcome in rules.ENDING:
        call.ended_at = at
        call.save(update_fields=["ended_at"])
