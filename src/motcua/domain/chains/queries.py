"""Each question asked of the table of chains. Fetching a part checks the right to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Q, QuerySet

from motcua.domain.chains.errors import PartNotFound
from motcua.domain.chains.models import LIVE, OPEN_PART, PART, Part
from motcua.domain.chains.rules import part_state
from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.domain.dossiers.queries import note_reading
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import sealing

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

__all__ = [
    "DOING",
    "LIVE",
    "PAGE",
    "PART",
    "WORDS",
    "Done",
    "Measure",
    "Seen",
    "find_of_task",
    "get_part",
    "list_ahead",
    "list_of_dossier",
    "list_stranded",
    "list_to_do",
    "list_to_note",
    "measure",
    "part_state",
    "read_done",
]

PAGE: Final = 50
DOING: Final = dossier_permissions.HANDLERS
"""Posts that see and do an agency's parts: those that handle its own dossiers, too."""
WORDS: Final = "part:words"

After = tuple[datetime | None, int]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A part as an officer of either side sees it."""

    part: Part
    is_doing: bool
    """Whether it belongs to the officer's agency."""
    is_lead: bool
    """Whether the officer may see the dossier it belongs to."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a part ended, in words."""

    label: str
    reason: str
    paper_number: str
    paper_on: date | None
    """The day that the paper bears; it does not make a part timely."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How an agency does the parts that one other sends it."""

    lead: str
    in_time: int
    late: int
    overdue: int
    waiting: int


def get_part(part_id: int, officer: Officer, *, purpose: str) -> Seen:
    """Return a part to an officer of either side, and note the reading. One query.

    Raises:
        PartNotFound: if there is none, or this officer is on neither side.
    """
    part = with_names().filter(pk=part_id).first()
    if part is None:
        raise PartNotFound
    seen = Seen(
        part=part,
        is_doing=part.agency_id == officer.agency_id and not officer.roles.isdisjoint(DOING),
        is_lead=dossier_permissions.may_see(officer, part.dossier),
    )
    if not (seen.is_doing or seen.is_lead):
        raise PartNotFound
    note_reading(part.dossier, officer, purpose=purpose)
    return seen


def find_of_task(task_id: int) -> Part | None:
    """Return the part that a task of a process is, if it is one. One query."""
    return with_names().filter(task_id=task_id).first()


def list_to_do(officer: Officer, *, after: After | None = None, limit: int = PAGE) -> list[Part]:
    """Return what waits for the officer's agency, soonest due first. One query for any number."""
    rows = _live().filter(OPEN_PART, agency_id=officer.agency_id)
    if after is not None:
        rows = rows.filter(_behind(*after))
    return list(rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:limit])


def list_ahead(officer: Officer, *, limit: int = PAGE) -> list[Part]:
    """Return what will come to the officer's agency once others have done theirs. One query."""
    rows = _live().filter(agency_id=officer.agency_id, ready_at__isnull=True)
    return list(rows.order_by("planned_at", "pk")[:limit])


def list_of_dossier(dossier: Dossier) -> list[Part]:
    """Return the parts of a dossier in the order in which it was sent on. One query."""
    return list(with_names().filter(dossier=dossier).order_by("pk"))


def list_to_note(*, now: datetime, limit: int) -> list[int]:
    """Return parts whose time has passed and on which nothing is on record. One query."""
    rows = _live().filter(OPEN_PART, due_at__lt=now, late_noted_at__isnull=True)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


def list_stranded(*, on: date, dossier: Dossier | None = None) -> list[Part]:
    """Return the undone parts of agencies that have ended by the day. One query.

    :param dossier: only this one's parts
    """
    rows = _live().filter(done_at__isnull=True, agency__valid_to__lte=on)
    return list((rows if dossier is None else rows.filter(dossier=dossier)).order_by("pk"))


def measure(agency_id: int, *, now: datetime) -> list[Measure]:
    """Return how the agency does its parts, by who sends them. One query."""
    is_open = Q(done_at__isnull=True, ready_at__isnull=False, dossier__state__in=sorted(LIVE))
    rows = (
        Part.objects.filter(agency_id=agency_id, ready_at__isnull=False)
        .values(lead=F("dossier__agency__name"))
        .annotate(
            in_time=Count("pk", filter=Q(done_at__lte=F("due_at")) | Q(done_at__isnull=False, due_at__isnull=True)),
            late=Count("pk", filter=Q(done_at__gt=F("due_at"))),
            overdue=Count("pk", filter=is_open & Q(due_at__lt=now)),
            waiting=Count("pk", filter=is_open & (Q(due_at__gte=now) | Q(due_at__isnull=True))),
        )
        .order_by("lead")
    )  # fmt: skip
    return [Measure(**row) for row in rows]


def read_done(part: Part) -> Done | None:
    """Return how the part ended, in words, if it did. No query."""
    if part.sealed is None:
        return None
    key = sealing.unwrap_key(part.dossier.wrapped_key, part.dossier.subject)
    words = sealing.open_sealed(key, part.sealed, context=WORDS)
    paper_on = date.fromisoformat(words["paper_on"]) if words["paper_on"] else None
    return Done(
        label=words["label"], reason=words["reason"], paper_number=words["paper_number"],
        paper_on=paper_on,
    )  # fmt: skip


def with_names() -> QuerySet[Part]:
    return Part.objects.select_related("dossier__agency", "dossier__receiving_agency", "agency")


def _live() -> QuerySet[Part]:
    return with_names().filter(dossier__state__in=sorted(LIVE))


def _behind(due_at: datetime | None, key: int) -> Q:
    """Return the condition that a part comes after this one: parts without a deadline come last."""
    if due_at is None:
        return Q(due_at__isnull=True, pk__gt=key)
    return Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=key) | Q(due_at__isnull=True)
