"""Officers by file: one hand sends it, another carries out all of it, or nothing."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity.actions import officers, sessions
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import RosterAct, RosterState
from motcua.foundation.identity.models import Account, Post, Roster, RosterEntry
from motcua.foundation.identity.queries import sent_rosters
from motcua.foundation.identity.queries.rosters import Change, Plan, plan_roster
from motcua.foundation.identity.queries.sent_rosters import Sent
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.errors import NotFound

T = TypeVar("T")

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is taken for another."""
LONGEST_REASON: Final = 300


@transaction.atomic
def send_roster(content: bytes, *, seen: str, by: Officer, at: datetime) -> UUID:
    """Lay a file before somebody else, who carries it out; nothing changes yet.

    Args:
        content: the file
        seen: the mark of the plan that was shown
        by: who sends it, in whose agency
        at: when

    Raises:
        RosterUnreadable: if it is no such file
        RosterHasErrors: if some line cannot be carried out
        RosterChangesNothing: if none would change anything
        RosterChanged: if it would change something else than what was shown
    """
    plan = plan_roster(
        content, agency_id=by.agency_id, hands=by.people, on=clock.day_in_vietnam(at)
    )
    _require_sound(plan, seen)
    if plan.is_idle:
        raise errors.RosterChangesNothing
    roster = Roster(
        agency_id=by.agency_id, lines=len(plan.changes), sent_by=by.post_id, sent_at=at,
        state=RosterState.WAITING,
    )  # fmt: skip
    data_key, roster.wrapped_key = sealing.new_key(roster.subject)
    roster.sealed = sealing.seal(data_key, content.decode(), context=sent_rosters.CONTENT)
    roster.save(force_insert=True)
    return roster.pk


@transaction.atomic
def carry_out_roster(roster_id: UUID, *, seen: str, by: Officer, at: datetime) -> None:
    """Let people join, move and leave as the file says; what it said is then erased.

    Args:
        roster_id: the file that was sent
        seen: the mark of the plan that was shown
        by: who carries it out, not who sent it
        at: when

    Raises:
        RosterNotFound: if there is none, or it is no business of the officer's
        RosterSettled: if it was carried out or sent back before
        RosterNeedsAnother: to who sent it
        RosterHasErrors: if some line cannot be carried out
        RosterChanged: if it would change something else than what was shown
    """
    sent, row = _lock(roster_id, by)
    if not sent.is_for_another:
        raise errors.RosterNeedsAnother
    # Posts of the agency wait: what was planned is what is there.
    list(Post.objects.select_for_update().filter(agency_id=row.agency_id).order_by("pk"))
    plan = sent_rosters.plan_sent(sent, by, on=clock.day_in_vietnam(at))
    _require_sound(plan, seen)
    for change in plan.changes:
        if change.act in _ACTS:
            carry_out(
                change, at=at, roster_id=row.pk,
                entered_by=f"officer:{row.sent_by}", confirmed_by=by.key,
            )  # fmt: skip
    _settle(row, RosterState.DONE, by=by, at=at)


@transaction.atomic
def send_roster_back(roster_id: UUID, *, reason: str, by: Officer, at: datetime) -> None:
    """Send a file back with the reason, or take one's own back; nothing changes.

    Raises:
        RosterNotFound: if there is none, or it is no business of the officer's
        RosterSettled: if it was carried out or sent back before
        ReasonMissing: without a reason, or with one too long
    """
    _sent, row = _lock(roster_id, by)
    reason = " ".join(reason.replace("\0", "").split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise errors.ReasonMissing(field="reason", most=LONGEST_REASON)
    _settle(row, RosterState.BACK, by=by, at=at, reason=reason)


@transaction.atomic
def give_first_password(account_id: int, *, by: Officer, at: datetime) -> str:
    """Return a first password for who joined and has not entered yet; the one before is worth nothing.

    Whoever wrote the person into the file does not get it: nobody alone makes an officer and enters as it.

    Raises:
        NotFound: if nobody of the officer's agencies joined with this account, or who did has entered
        RosterNeedsAnother: to who sent the file
    """
    list(Account.objects.select_for_update(of=("self",)).filter(pk=account_id))
    found = next(
        (one for one in sent_rosters.list_not_entered(by) if one.account_id == account_id), None
    )
    if found is None:
        raise NotFound
    if not found.is_for_another:
        raise errors.RosterNeedsAnother
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _each in range(5)) for _part in range(4)
    )
    officers.set_password(account_id, password=password)
    note(found.post_id, RosterAct.PASSWORD, number="", entered_by=by.key, confirmed_by="", at=at)
    return password


def carry_out(
    change: Change, *, at: datetime, entered_by: str, confirmed_by: str, roster_id: UUID | None
) -> int:
    """Let one person join, move or leave, and write down by whom; return the post that came of it."""
    act = _there(change.act)
    post_id = _ACTS[act](change, at, confirmed_by or entered_by)
    note(
        post_id, act, number=change.line.decision, entered_by=entered_by,
        confirmed_by=confirmed_by, at=at, roster_id=roster_id,
    )  # fmt: skip
    return post_id


def note(
    post_id: int, act: RosterAct, *, number: str, entered_by: str, confirmed_by: str, at: datetime,
    roster_id: UUID | None = None,
) -> None:  # fmt: skip
    """Write down what was changed about an officer, by whom. One insert."""
    RosterEntry.objects.create(
        roster_id=roster_id, post_id=post_id, act=act, number=number,
        entered_by=entered_by, confirmed_by=confirmed_by, entered_at=at,
    )  # fmt: skip


def _lock(roster_id: UUID, by: Officer) -> tuple[Sent, Roster]:
    row = Roster.objects.select_for_update(of=("self",)).filter(pk=roster_id).first()
    sent = sent_rosters.get_roster(roster_id, by)
    if row is None or row.state != RosterState.WAITING:
        raise errors.RosterSettled
    return sent, row


def _settle(
    row: Roster, state: RosterState, *, by: Officer, at: datetime, reason: str = ""
) -> None:
    row.state, row.settled_by, row.settled_at, row.reason = state, by.post_id, at, reason
    # Without its key nothing of the file is read again, from a backup neither.
    row.sealed = row.wrapped_key = b""
    row.save()


def _require_sound(plan: Plan, seen: str) -> None:
    if plan.has_problems:
        raise errors.RosterHasErrors
    if plan.mark != seen:
        raise errors.RosterChanged


def _join(change: Change, at: datetime, _by: str) -> int:
    line = change.line
    post = officers.create_officer(
        login=line.login, password=officers.Hashed(make_password(None)), full_name=line.full_name,
        pin=line.pin, unit_id=_there(change.unit_id), title=line.title, roles=line.roles,
        valid_from=_there(change.on), at=at,
        valid_to=line.last_day + timedelta(days=1) if line.last_day else None,
    )  # fmt: skip
    return post.id


def _move(change: Change, at: datetime, _by: str) -> int:
    line = change.line
    post = officers.change_post(
        _there(change.post_id), unit_id=_there(change.unit_id), title=line.title, roles=line.roles,
        on=_there(change.on), at=at,
    )  # fmt: skip
    return post.id


def _leave(change: Change, at: datetime, by: str) -> int:
    post_id, day = _there(change.post_id), _there(change.on)
    officers.end_post(post_id, valid_to=day, at=at)
    if day <= clock.day_in_vietnam(at):
        login = change.line.login
        for account in Account.objects.filter(login=login).order_by("pk"):
            sessions.end_all(account, at=at, by=by)
    return post_id


def _there(value: T | None) -> T:
    if value is None:
        raise errors.RosterChanged
    return value


_ACTS: Final[dict[RosterAct, Callable[[Change, datetime, str], int]]] = {
    RosterAct.JOIN: _join,
    RosterAct.MOVE: _move,
    RosterAct.LEAVE: _leave,
}
