"""What waits for the roles of an agency: listed, cut down, counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from motcua.capabilities.workflow.models import SavedList, Task

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

OPEN: Final = Q(done_at__isnull=True, cancelled_at__isnull=True)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Which tasks of a list are asked for; what is left empty does not matter."""

    step: str = ""
    """The name of a step."""
    due_from: datetime | None = None
    due_before: datetime | None = None
    named_post_id: int | None = None
    is_unnamed: bool = False
    """Whether nobody may be named for them."""
    came_by: str = ""
    """The outcome of the step before that brought them."""
    among: tuple[Iterable[str], ...] = ()
    """Subjects to each of which they must belong; other contexts' questions may stand here."""


WHOLE: Final = Cut()


@dataclass(frozen=True, kw_only=True)
class Standings:
    """How many open tasks stand how; one may be counted under several."""

    overdue: int
    due_today: int
    came_back: int
    own: int
    unnamed: int
    consulting: int


@dataclass(frozen=True, kw_only=True)
class StepCount:
    """How many tasks of one step are open, and how they stand."""

    name: str
    name_en: str
    open: int
    standings: Standings


@dataclass(frozen=True, kw_only=True)
class PostCount:
    """How many open tasks one post is named for, and how they stand."""

    post_id: int | None
    """None: nobody is named."""
    open: int
    due_today: int
    overdue: int
    consulting: int


@dataclass(frozen=True, kw_only=True)
class SavedCut:
    """A cut of the list that somebody gave a name."""

    id: int
    name: str
    asked: str


def list_worklist(
    *, agency_id: int, roles: Iterable[str], unit_kind: str | None = None, cut: Cut = WHOLE,
    after: tuple[datetime | None, int] | None = None, besides: int | None = None,
) -> QuerySet[Task]:  # fmt: skip
    """Return the open tasks of an agency that wait for one of the roles, soonest due first.

    Tasks without a due moment come last. One query; cut it to the page that is shown.

    :param besides: the post whose own tasks (``list_named``) are left out
    :param after: due moment and id of the last task of the page before
    """
    tasks = _waiting(agency_id, roles)
    if unit_kind is not None:
        tasks = tasks.filter(unit_kind=unit_kind)
    if besides is not None:
        tasks = tasks.filter(Q(named_post_id__isnull=True) | ~Q(named_post_id=besides))
    return _in_order(_cut(tasks, cut), after)


def list_named(
    *, post_id: int, agency_id: int, roles: Iterable[str], cut: Cut = WHOLE,
    after: tuple[datetime | None, int] | None = None,
) -> QuerySet[Task]:  # fmt: skip
    """Return the open tasks for which this post is named, in the order of ``list_worklist``. One query."""
    tasks = _waiting(agency_id, roles).filter(named_post_id=post_id)
    return _in_order(_cut(tasks, cut), after)


def list_open_among(task_ids: Iterable[int]) -> list[Task]:
    """Return which of these tasks wait for somebody, by id. One query."""
    return list(Task.objects.filter(OPEN, pk__in=sorted(task_ids)).order_by("pk"))


def list_waited_for(kind: str, keys: Iterable[str]) -> set[tuple[int, str]]:
    """Return agency and role of every open task of these subjects. One query."""
    waiting = Task.objects.filter(OPEN, subject_kind=kind, subject_key__in=sorted(keys))
    return set(waiting.values_list("agency_id", "role"))


def count_ready(*, agency_id: int, roles: Iterable[str], since: datetime, cut: Cut = WHOLE) -> int:
    """Return how many tasks that wait for the roles came after that moment. One query."""
    return _cut(_waiting(agency_id, roles), cut).filter(ready_at__gt=since).count()


def count_worklist(
    *, agency_id: int, roles: Iterable[str], post_id: int, now: datetime, midnight: datetime,
    came_by: str, consulting: Iterable[str], cut: Cut = WHOLE,
) -> list[StepCount]:  # fmt: skip
    """Return how many tasks wait for the roles at each step of an agency, by name, and how they stand. One query.

    :param midnight: when today ends
    :param came_by: the outcome by which a step is sent back
    :param consulting: the subjects that wait for others; another context's question may stand here
    """
    counted = (
        _cut(_waiting(agency_id, roles), cut)
        .values_list("name", "name_en")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            due_today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=midnight)),
            came_back=Count("pk", filter=_came_by(came_by)),
            own=Count("pk", filter=Q(named_post_id=post_id)),
            unnamed=Count("pk", filter=Q(named_post_id__isnull=True)),
            consulting=Count("pk", filter=Q(subject_key__in=consulting)),
        )
        .order_by("name", "name_en")
    )
    return [
        StepCount(
            name=name,
            name_en=name_en,
            open=number,
            standings=Standings(
                overdue=overdue,
                due_today=due_today,
                came_back=came_back,
                own=own,
                unnamed=unnamed,
                consulting=waiting,
            ),
        )
        for name, name_en, number, overdue, due_today, came_back, own, unnamed, waiting in counted
    ]


def count_by_post(
    *, agency_id: int, roles: Iterable[str], now: datetime, midnight: datetime,
    consulting: Iterable[str],
) -> list[PostCount]:  # fmt: skip
    """Return how many open tasks of the roles each post of an agency is named for, and nobody. One query.

    :param midnight: when today ends
    :param consulting: the subjects that wait for others; another context's question may stand here
    """
    counted = (
        _waiting(agency_id, roles)
        .values_list("named_post_id")
        .annotate(
            open=Count("pk"),
            due_today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=midnight)),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            consulting=Count("pk", filter=Q(subject_key__in=consulting)),
        )
        .order_by("named_post_id")
    )
    return [
        PostCount(
            post_id=post_id, open=number, due_today=due_today, overdue=overdue, consulting=waiting
        )
        for post_id, number, due_today, overdue, waiting in counted
    ]


def list_saved(post_id: int, listing: str) -> list[SavedCut]:
    """Return the cuts of a list that the holder of a post has named, by name. One query."""
    rows = SavedList.objects.filter(post_id=post_id, listing=listing).order_by("name")
    return [SavedCut(id=row.pk, name=row.name, asked=row.asked) for row in rows]


NAMED: Final = "named_lists"
"""What an officer carries of it."""


def ask_named(posts: QuerySet[Any], _seats: QuerySet[Any]) -> ArraySubquery:
    """Return the question of which lists these posts have named cuts."""
    of = Concat(Cast("post_id", CharField()), Value(" "), "listing", output_field=CharField())
    return ArraySubquery(SavedList.objects.filter(post_id__in=posts).values(of=of).distinct())


def has_saved(by: Officer, listing: str) -> bool:
    """Say whether the officer has named cuts of a list. No query."""
    return f"{by.post_id} {listing}" in by.carried.get(NAMED, ())


def _waiting(agency_id: int, roles: Iterable[str]) -> QuerySet[Task]:
    return Task.objects.filter(OPEN, agency_id=agency_id, role__in=sorted(roles))


def _came_by(outcome: str) -> Q:
    """Return the condition that a step with this outcome opened the task: both bear one moment."""
    brought = Task.objects.filter(
        instance=OuterRef("instance"), outcome=outcome, done_at=OuterRef("ready_at")
    )
    return Q(Exists(brought))


def _cut(tasks: QuerySet[Task], cut: Cut) -> QuerySet[Task]:
    if cut.step:
        tasks = tasks.filter(name=cut.step)
    if cut.due_from is not None:
        tasks = tasks.filter(due_at__gte=cut.due_from)
    if cut.due_before is not None:
        tasks = tasks.filter(due_at__lt=cut.due_before)
    if cut.named_post_id is not None:
        tasks = tasks.filter(named_post_id=cut.named_post_id)
    if cut.is_unnamed:
        tasks = tasks.filter(named_post_id__isnull=True)
    if cut.came_by:
        tasks = tasks.filter(_came_by(cut.came_by))
    for keys in cut.among:
        tasks = tasks.filter(subject_key__in=keys)
    return tasks


def _in_order(tasks: QuerySet[Task], after: tuple[datetime | None, int] | None) -> QuerySet[Task]:
    if after is not None:
        tasks = tasks.filter(_behind(*after))
    return tasks.order_by(F("due_at").asc(nulls_last=True), "pk")


def _behind(due_at: datetime | None, key: int) -> Q:
    """Return the condition that a task comes after this one: tasks without a due moment come last."""
    if due_at is None:
        return Q(due_at__isnull=True, pk__gt=key)
    return Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=key) | Q(due_at__isnull=True)
