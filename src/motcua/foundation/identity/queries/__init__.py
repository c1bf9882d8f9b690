"""Questions asked of people, accounts and posts, each with its price."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce, JSONObject

from motcua.foundation.identity.actors import ANONYMOUS, Actor, Citizen, Officer, Seat
from motcua.foundation.identity.enums import AccountKind, Role
from motcua.foundation.identity.models import Account, Person, Post
from motcua.foundation.identity.queries.browsers import SignedIn, list_browsers
from motcua.foundation.identity.queries.factors import has_second_factor, show_demo_code
from motcua.foundation.identity.queries.people import (
    LONGEST_OTHER,
    Card,
    Named,
    OtherIdentity,
    PersonRecord,
    find_index,
    find_named,
    find_person_by_pin,
    get_person,
    index_of,
    is_number,
    list_names,
    list_people,
    national_phone,
    other_problems,
    person_subject,
    read_card,
    read_person,
)
from motcua.foundation.identity.queries.provisioned import (
    Provisioned,
    get_provisioned,
    list_provisioned,
)
from motcua.foundation.identity.queries.rosters import COLUMNS as ROSTER_COLUMNS
from motcua.foundation.identity.queries.rosters import LARGEST as LARGEST_ROSTER
from motcua.foundation.identity.queries.rosters import ROLES as ROSTER_ROLES
from motcua.foundation.identity.queries.rosters import Plan, plan_roster
from motcua.foundation.identity.queries.sent_rosters import (
    NotEntered,
    Sent,
    get_roster,
    list_not_entered,
    list_rosters,
    plan_sent,
)
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.prepared import NUMBER, Prepared

__all__ = [
    "LARGEST_ROSTER",
    "LONGEST_OTHER",
    "ROSTER_COLUMNS",
    "ROSTER_ROLES",
    "Card",
    "Named",
    "NotEntered",
    "OtherIdentity",
    "PersonRecord",
    "Plan",
    "PostRecord",
    "Provisioned",
    "Sent",
    "SignedIn",
    "StandIn",
    "actor_of",
    "carry",
    "find_account",
    "find_account_id",
    "find_index",
    "find_named",
    "find_officer",
    "find_officer_account",
    "find_person_by_pin",
    "get_officer",
    "get_person",
    "get_post",
    "get_provisioned",
    "get_roster",
    "has_post_between",
    "has_second_factor",
    "index_of",
    "is_number",
    "list_browsers",
    "list_lasting_posts",
    "list_names",
    "list_not_entered",
    "list_people",
    "list_posts",
    "list_posts_by_id",
    "list_provisioned",
    "list_rosters",
    "list_stand_ins",
    "national_phone",
    "other_problems",
    "person_subject",
    "plan_roster",
    "plan_sent",
    "read_card",
    "read_person",
    "show_demo_code",
]


@dataclass(frozen=True, kw_only=True)
class PostRecord:
    """A post with its holder's name."""

    id: int
    person_id: int
    name: str
    title: str
    agency_id: int
    unit_id: int
    roles: frozenset[Role]
    valid_from: date
    valid_to: date | None


def list_posts(
    agency_id: int, role: Role | None = None, *, on: date | None = None
) -> list[PostRecord]:
    """Return the posts of an agency held on a day (today by default), by title and id. One query.

    Stand-ins are no posts of the agency: who is named for a step is who holds the post.
    """
    own = Post.objects.filter(agency_id=agency_id, in_place_of=None)
    posts = _held_on(own, on or clock.today())
    if role is not None:
        posts = posts.filter(roles__contains=[role])
    return [
        _to_post_record(post) for post in posts.select_related("person").order_by("title", "pk")
    ]


def list_lasting_posts(agency_ids: Sequence[int], *, on: date) -> list[PostRecord]:
    """Return the posts of these agencies that are held on the day or later, by id. One query."""
    own = Post.objects.filter(agency_id__in=agency_ids, in_place_of=None)
    posts = own.exclude(valid_to__lte=on)
    return [_to_post_record(post) for post in posts.select_related("person").order_by("pk")]


def get_post(post_id: int) -> PostRecord:
    """Return a post, past ones too: a signature stays that of the post that gave it. One query.

    Raises:
        NotFound: if there is no such post
    """
    post = Post.objects.select_related("person").filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return _to_post_record(post)


def list_posts_by_id(post_ids: Sequence[int]) -> dict[int, PostRecord]:
    """Return posts by id, past ones too. One query for any number."""
    posts = Post.objects.select_related("person").filter(pk__in=post_ids)
    return {post.pk: _to_post_record(post) for post in posts}


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """Who stands in for whom, from day to day, by which decision."""

    id: int
    name: str
    away: PostRecord
    valid_from: date
    last_day: date
    number: str
    reason: str
    stopped_at: datetime | None

    def is_open(self, on: date) -> bool:
        """Say whether it lasts on the day, or is still to come."""
        return self.stopped_at is None and on <= self.last_day


def list_stand_ins(agency_id: int, *, limit: int = 100) -> list[StandIn]:
    """Return who stands in for whom in an agency, past ones too, newest first. One query."""
    rows = Post.objects.filter(agency_id=agency_id, in_place_of__isnull=False)
    rows = rows.select_related("person", "in_place_of__person", "decision")
    return [
        StandIn(
            id=row.pk,
            name=row.person.full_name,
            away=_to_post_record(row.in_place_of),
            valid_from=row.valid_from,
            last_day=row.valid_to - timedelta(days=1),
            number=row.decision.number,
            reason=row.decision.reason,
            stopped_at=row.stopped_at,
        )
        for row in rows.order_by("-valid_from", "-pk")[:limit]
        if row.in_place_of is not None and row.valid_to is not None
    ]


def get_officer(post_id: int, *, on: date | None = None) -> Officer:
    """Return the officer who holds this post on a day (today by default). One query.

    Raises:
        NotFound: if there is no such post or it is not held on that day
    """
    posts = _held_on(Post.objects.filter(pk=post_id), on or clock.today())
    post = posts.select_related("person", "unit").first()
    if post is None:
        raise NotFound
    return _to_officer(post, post.person)


def find_officer(login: str, *, on: date | None = None) -> Officer | None:
    """Return the officer with this login name, if in office on a day (today by default). 2 queries."""
    account_id = find_account_id(login)
    account = None if account_id is None else find_account(account_id, on=on or clock.today())
    actor = None if account is None else actor_of(account)
    return actor if isinstance(actor, Officer) else None


def find_account_id(login: str) -> int | None:
    """Return the id of the account with this login name. One query."""
    return Account.objects.filter(login=login).values_list("pk", flat=True).first()


def find_account(account_id: int, *, on: date) -> Account | None:
    """Return an open account with who it acts as on that day, if it may act at all. One query.

    An officer without a post on that day may not: the answer is None.
    """
    account = _ACTING.first(account_id=account_id, on=on)
    if account is None or (account.kind == AccountKind.OFFICER and not hasattr(account, "held")):
        return None
    return account


_SEAT: Final = {
    "id": "pk",
    "title": "title",
    "roles": "roles",
    "agency_id": "agency_id",
    "unit_id": "unit_id",
    "unit_kind": "unit__kind",
    "in_place_of": "in_place_of_id",
    "away_person_id": "in_place_of__person_id",
}


Ask = Callable[[QuerySet[Any], QuerySet[Any]], BaseExpression]
"""Makes a question of the ids of a person's posts, and of the posts whose work they do."""
_CARRIED: Final[dict[str, Ask]] = {}


def carry(name: str, ask: Ask) -> None:
    """Have every officer bring one more value along, asked in the statement that finds who acts (ADR 46).

    For what nearly every page of the desk needs of its reader. Said when the process starts.
    """
    _CARRIED[name] = ask


def _acting(account_id: int, on: date) -> QuerySet[Account]:
    held = FilteredRelation(
        "person__posts",
        condition=Q(person__posts__valid_from__lte=on, person__posts__in_place_of__isnull=True)
        & (Q(person__posts__valid_to__isnull=True) | Q(person__posts__valid_to__gt=on)),
    )
    theirs = Post.objects.filter(person=OuterRef("person")).order_by("pk")
    seats = theirs.filter(
        Q(in_place_of__valid_to__isnull=True) | Q(in_place_of__valid_to__gt=on),
        in_place_of__agency=F("agency"), valid_from__lte=on, valid_to__gt=on, stopped_at=None,
    )  # fmt: skip
    accounts = Account.objects.filter(pk=account_id, is_active=True).annotate(  # type: ignore[no-redef] # declared there
        seats=ArraySubquery(seats.values(json=JSONObject(**_SEAT))),
        others=ArraySubquery(theirs.values("pk")),
    )
    posts = Post.objects.filter(person=OuterRef(OuterRef("person")))
    work = posts.values(seat=Coalesce("in_place_of_id", "pk"))
    carried = {name: ask(posts.values("pk"), work) for name, ask in _CARRIED.items()}
    accounts = accounts.annotate(**carried)
    # django-stubs knows neither declared annotations nor filtered relations.
    return accounts.annotate(held=held).select_related("person", "held__unit")  # type: ignore[no-redef, misc]


_ACTING: Final = Prepared(_acting, account_id=NUMBER, on=date.min)


def find_officer_account(login: str) -> Account | None:
    """Return the officer's account of this login name. One query."""
    return (
        Account.objects.select_related("person")
        .filter(login=login, kind=AccountKind.OFFICER)
        .first()
    )


def actor_of(account: Account, *, assurance: int | None = None, seat: int | None = None) -> Actor:
    """Return who acts through an account. No query after ``find_account``, else one.

    Args:
        account: the account that signed in
        assurance: the level of this very sign-in; without it, the level of the last one
        seat: the post in which an officer chose to stand in; the own one, if that lasts no more
    """
    if account.kind == AccountKind.CITIZEN:
        return Citizen(
            person_id=account.person_id,
            name=account.person.full_name,
            assurance=account.assurance if assurance is None else assurance,
        )
    if not hasattr(account, "held"):
        found = find_account(account.pk, on=clock.today())
        return ANONYMOUS if found is None else actor_of(found, seat=seat)
    own = _to_officer(account.held, account.person)
    standing = [one for one in account.seats if one["agency_id"] == own.agency_id]
    officer = replace(
        own,
        seats=tuple(Seat(id=one["id"], title=one["title"]) for one in standing),
        others=frozenset(account.others) - {own.post_id},
        has_single_keys=account.has_single_keys,
        carried={name: getattr(account, name) for name in _CARRIED},
    )
    chosen = next((one for one in standing if one["id"] == seat), None)
    return officer if chosen is None else _seated(officer, chosen)


def _seated(officer: Officer, seat: Mapping[str, Any]) -> Officer:
    return replace(
        officer,
        post_id=seat["id"],
        unit_id=seat["unit_id"],
        unit_kind=seat["unit_kind"],
        roles=frozenset(map(Role, seat["roles"])),
        title=seat["title"],
        in_place_of=seat["in_place_of"],
        others=officer.others | {officer.post_id},
        away_person_id=seat["away_person_id"],
    )


def has_post_between(person_id: int, valid_from: date, valid_to: date | None) -> bool:
    """Return whether the person holds a post on any day of the span. One query."""
    posts = Post.objects.filter(person_id=person_id, in_place_of=None)
    if valid_to is not None:
        posts = posts.filter(valid_from__lt=valid_to)
    return posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).exists()


def _held_on(posts: QuerySet[Post], on: date) -> QuerySet[Post]:
    return posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def _to_post_record(post: Post) -> PostRecord:
    return PostRecord(
        id=post.pk,
        person_id=post.person_id,
        name=post.person.full_name,
        title=post.title,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        roles=frozenset(map(Role, post.roles)),
        valid_from=post.valid_from,
        valid_to=post.valid_to,
    )


def _to_officer(post: Post, person: Person) -> Officer:
    return Officer(
        person_id=post.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        unit_kind=post.unit.kind,
        roles=frozenset(map(Role, post.roles)),
        name=person.full_name,
        title=post.title,
    )
