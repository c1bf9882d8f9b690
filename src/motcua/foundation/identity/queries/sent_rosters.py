"""Files of officers that were sent: who may carry them out, what they would change, who has not entered yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import AccountKind, Role, RosterAct, RosterState
from motcua.foundation.identity.models import Account, Post, Roster, RosterEntry
from motcua.foundation.identity.queries.rosters import Plan, plan_roster
from motcua.foundation.kernel import clock, sealing

CONTENT: Final = "roster.content"
SHOWN: Final = 30


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file that was sent, as an officer who may see it sees it."""

    id: UUID
    agency_id: int
    agency_name: str
    lines: int
    sender_id: int
    """The person who sent it."""
    sender: str
    sent_at: datetime
    state: RosterState
    settled_by: str
    settled_at: datetime | None
    reason: str
    is_for_another: bool
    """Whether whoever looks is another than who sent it."""


@dataclass(frozen=True, kw_only=True)
class NotEntered:
    """Somebody who joined by file and has not set up the second factor."""

    account_id: int
    login: str
    post_id: int
    full_name: str
    title: str
    valid_from: date
    is_for_another: bool
    """Whether whoever looks is another than who wrote the person into the file."""


def list_rosters(by: Officer) -> list[Sent]:
    """Return the files that the officer may see: those that wait first, then the last settled. Two queries."""
    rows = Roster.objects.filter(_reach(by)).select_related("agency")
    shown = [
        *rows.filter(state=RosterState.WAITING).order_by("sent_at", "pk")[:SHOWN],
        *rows.exclude(state=RosterState.WAITING).order_by("-settled_at", "-pk")[:SHOWN],
    ]
    return _to_sent(shown, by)


def get_roster(roster_id: UUID, by: Officer) -> Sent:
    """Return a file that was sent. Two queries.

    Raises:
        RosterNotFound: if there is none, or it is no business of the officer's
    """
    row = Roster.objects.filter(_reach(by), pk=roster_id).select_related("agency").first()
    if row is None:
        raise errors.RosterNotFound
    return _to_sent([row], by)[0]


def plan_sent(sent: Sent, by: Officer, *, on: date) -> Plan:
    """Return what a file that waits would change now. Five queries at most.

    Raises:
        RosterSettled: if what it said is erased
    """
    row = Roster.objects.get(pk=sent.id)
    if row.state != RosterState.WAITING:
        raise errors.RosterSettled
    data_key = sealing.unwrap_key(row.wrapped_key, row.subject)
    text = sealing.open_sealed(data_key, row.sealed, context=CONTENT)
    return plan_roster(
        text.encode(), agency_id=sent.agency_id, hands={*by.people, sent.sender_id}, on=on
    )


def list_not_entered(by: Officer) -> list[NotEntered]:
    """Return who joined by file or from another system and has not entered, by post. Two queries."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    entries = RosterEntry.objects.filter(
        _reach(by, "post__agency"), act__in=(RosterAct.JOIN, RosterAct.MOVE)
    )
    entries = entries.exclude(post__valid_to__lte=clock.today()).select_related("post__person")
    newest: dict[int, RosterEntry] = {}
    writers: dict[int, set[str]] = {}
    for one in entries.order_by("pk"):
        newest[one.post.person_id] = one
        writers.setdefault(one.post.person_id, set()).add(one.entered_by)
    accounts = Account.objects.filter(
        ~Exists(factors), kind=AccountKind.OFFICER, person__in=newest, is_active=True
    )
    hands = {f"officer:{key}" for key in by.hands}
    return [
        NotEntered(
            account_id=account.pk, login=account.login or "", post_id=post.pk,
            full_name=post.person.full_name, title=post.title, valid_from=post.valid_from,
            is_for_another=hands.isdisjoint(writers[account.person_id]),
        )
        for account in accounts.order_by("pk")
        for post in (newest[account.person_id].post,)
    ]  # fmt: skip


def _reach(by: Officer, agency: str = "agency") -> Q:
    """Return whose officers are the business of an operator: the agency's own and those below; of a head: the own."""
    reach = Q(**{agency: by.agency_id})
    if Role.OPERATOR in by.roles:
        for above in ("parent", "parent__parent", "parent__parent__parent"):
            reach |= Q(**{f"{agency}__{above}": by.agency_id})
    elif Role.LEADER not in by.roles:
        return Q(pk__in=())
    return reach


def _to_sent(rows: list[Roster], by: Officer) -> list[Sent]:
    keys = {key for row in rows for key in (row.sent_by, row.settled_by) if key}
    posts = Post.objects.select_related("person").in_bulk(sorted(keys)) if keys else {}
    return [
        Sent(
            id=row.pk, agency_id=row.agency_id, agency_name=row.agency.name, lines=row.lines,
            sender_id=posts[row.sent_by].person_id, sender=posts[row.sent_by].person.full_name,
            sent_at=row.sent_at, state=RosterState(row.state), reason=row.reason,
            settled_by=posts[row.settled_by].person.full_name if row.settled_by else "",
            settled_at=row.settled_at,
            is_for_another=not by.answers_for(row.sent_by)
            and posts[row.sent_by].person_id not in by.people,
        )
        for row in rows
    ]  # fmt: skip
