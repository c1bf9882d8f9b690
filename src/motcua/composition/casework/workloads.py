"""Who has what: the open steps of an agency by the officer named for them, and by nobody (Article 19.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import PostCount
from motcua.composition.casework.narrowing import midnight
from motcua.domain.dossiers.permissions import HANDLERS
from motcua.domain.inquiries import queries as inquiries
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.queries import PostRecord


@dataclass(frozen=True, kw_only=True)
class Workload:
    """What one officer has to do."""

    post: PostRecord
    is_held: bool
    """Whether the post is held and handles dossiers; if not, its steps wait for whoever has the role."""
    count: PostCount


@dataclass(frozen=True, kw_only=True)
class Workloads:
    """What is to be done in an agency, by whom."""

    unnamed: PostCount
    officers: tuple[Workload, ...]
    whole: PostCount


def count_by_officer(by: Officer, *, now: datetime) -> Workloads:
    """Return what each officer of the agency has to do, by title, and what nobody was given.

    Two queries for any number; one more where a step is given to a post that handles no more.
    """
    counted = workflow.count_by_post(
        agency_id=by.agency_id, roles=HANDLERS, now=now, midnight=midnight(now),
        consulting=inquiries.references_asked_about(by.agency_id),
    )  # fmt: skip
    by_post = {count.post_id: count for count in counted}
    unnamed = by_post.pop(None, _none(None))
    posts = identity.list_posts(by.agency_id, on=clock.day_in_vietnam(now))
    held = [post for post in posts if post.roles & HANDLERS]
    gone = by_post.keys() - {post.id for post in held}
    ended = identity.list_posts_by_id(sorted(key for key in gone if key)) if gone else {}
    return Workloads(
        unnamed=unnamed,
        officers=(
            *(_load(post, by_post, is_held=True) for post in held),
            *(_load(ended[key], by_post, is_held=False) for key in sorted(ended)),
        ),
        whole=PostCount(
            post_id=None,
            open=sum(count.open for count in counted),
            due_today=sum(count.due_today for count in counted),
            overdue=sum(count.overdue for count in counted),
            consulting=sum(count.consulting for count in counted),
        ),
    )


def get_colleague(post_id: int, by: Officer) -> PostRecord:
    """Return a post of the officer's agency, past ones too. One query.

    Raises:
        NotFound: if the agency has none with this id.
    """
    post = identity.list_posts_by_id([post_id]).get(post_id)
    if post is None or post.agency_id != by.agency_id:
        raise NotFound
    return post


def _load(post: PostRecord, by_post: dict[int | None, PostCount], *, is_held: bool) -> Workload:
    return Workload(post=post, is_held=is_held, count=by_post.get(post.id, _none(post.id)))


def _none(post_id: int | None) -> PostCount:
    return PostCount(post_id=post_id, open=0, due_today=0, overdue=0, consulting=0)
