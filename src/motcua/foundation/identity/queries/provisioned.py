"""Officers of one agency as a personnel system sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.foundation.identity import roster_errors as errors
from motcua.foundation.identity.enums import AccountKind, Role, RosterAct
from motcua.foundation.identity.models import Account, Post, RosterEntry


@dataclass(frozen=True, kw_only=True)
class Provisioned:
    """An officer's account with the newest post."""

    id: int
    post_id: int
    """The newest post."""
    login: str
    full_name: str
    title: str
    unit: str
    roles: frozenset[Role]
    valid_from: date
    valid_to: date | None
    is_active: bool
    """Whether the account is open and a post is held on the day, or is still to begin."""
    created_at: datetime


def list_provisioned(
    agency_id: int, *, on: date, login: str | None = None, first: int = 0, most: int
) -> tuple[int, list[Provisioned]]:
    """Return how many officers have or had their newest post in the agency, and some of them. Three queries."""
    accounts = _accounts(agency_id)
    if login is not None:
        accounts = accounts.filter(login=login)
    page = accounts.order_by("pk")[first : first + most] if most else accounts.none()
    return accounts.count(), _to_provisioned(page, on=on)


def get_provisioned(account_id: int, *, agency_id: int, on: date) -> Provisioned:
    """Return one officer of the agency. Two queries.

    Raises:
        OfficerNotFound: if there is none, it is another agency's, or it was removed
    """
    found = _to_provisioned(_accounts(agency_id).filter(pk=account_id), on=on)
    if not found:
        raise errors.OfficerNotFound
    return found[0]


def _accounts(agency_id: int) -> QuerySet[Account]:
    posts = Post.objects.filter(person=OuterRef("person"), in_place_of=None)
    newest = posts.order_by("-valid_from", "-pk")
    removed = RosterEntry.objects.filter(post=OuterRef("newest_post"), act=RosterAct.REMOVE)
    accounts = Account.objects.filter(kind=AccountKind.OFFICER).select_related("person")
    return accounts.annotate(
        newest_post=Subquery(newest.values("pk")[:1]),
        newest_agency=Subquery(newest.values("agency")[:1]),
    ).filter(~Exists(removed), newest_agency=agency_id)


def _to_provisioned(accounts: QuerySet[Account], *, on: date) -> list[Provisioned]:
    rows = list(accounts)
    posts = Post.objects.select_related("unit").in_bulk([row.newest_post for row in rows])  # type: ignore[attr-defined] # annotated
    return [
        Provisioned(
            id=row.pk, post_id=post.pk, login=row.login or "", full_name=row.person.full_name, title=post.title,
            unit=post.unit.code, roles=frozenset(map(Role, post.roles)),
            valid_from=post.valid_from, valid_to=post.valid_to,
            is_active=row.is_active and (post.valid_to is None or post.valid_to > on), created_at=row.created_at,
        )
        for row in rows
        for post in (posts[row.newest_post],)  # type: ignore[attr-defined] # annotated
    ]  # fmt: skip
