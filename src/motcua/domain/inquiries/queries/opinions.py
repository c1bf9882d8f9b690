"""Questions to other agencies: one with the right to it, those that wait, how an agency answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Q, QuerySet

from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import note_reading
from motcua.domain.inquiries import rules
from motcua.domain.inquiries.enums import Stance
from motcua.domain.inquiries.errors import OpinionNotFound
from motcua.domain.inquiries.models import OPEN_OPINION, Opinion
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


PAGE: Final = 50
LIVE: Final = rules.HANDLED | {State.AWAITING_SUPPLEMENT, State.AWAITING_OBLIGATION}
"""States of a dossier in which an answer is still of use."""
ANSWERING: Final = dossier_permissions.HANDLERS
"""Posts that answer for an agency: those that handle its own dossiers, too."""

QUESTION: Final = "opinion:question"
ANSWER: Final = "opinion:answer"

After = tuple[datetime, int]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A question as an officer of either side sees it."""

    opinion: Opinion
    is_asked: bool
    """Whether the officer may answer it."""
    is_asking: bool
    """Whether the officer may see the dossier it is about."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The words of an answer."""

    stance: Stance
    content: str
    paper_number: str
    paper_on: date | None
    """The day that the answering paper bears; it does not make an answer timely."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How an agency answers the questions of one other."""

    asking: str
    in_time: int
    late: int
    silent: int
    waiting: int

    @property
    def total(self) -> int:
        """Every question that was not withdrawn in time."""
        return self.in_time + self.late + self.silent + self.waiting


def get_opinion(opinion_id: int, officer: Officer, *, purpose: str) -> Seen:
    """Return a question to an officer of either side, and note the reading. One query.

    Raises:
        OpinionNotFound: if there is none, or this officer is on neither side.
    """
    opinion = with_names().filter(pk=opinion_id).first()
    if opinion is None:
        raise OpinionNotFound
    seen = Seen(
        opinion=opinion,
        is_asked=is_asked(opinion, officer),
        is_asking=dossier_permissions.may_see(officer, opinion.dossier),
    )
    if not (seen.is_asked or seen.is_asking):
        raise OpinionNotFound
    note_reading(opinion.dossier, officer, purpose=purpose)
    return seen


def is_asked(opinion: Opinion, officer: Officer) -> bool:
    """Say whether the question is put to this officer: the agency's, and the unit's if one is named."""
    return (
        opinion.asked_agency_id == officer.agency_id
        and not officer.roles.isdisjoint(ANSWERING)
        and (
            opinion.asked_unit_id in {None, officer.unit_id} or Role.LEADER in officer.roles
        )
    )  # fmt: skip


def list_to_answer(
    officer: Officer, *, after: After | None = None, limit: int = PAGE
) -> list[Opinion]:
    """Return what waits for this officer's answer, soonest due first. One query for any number."""
    leads = Role.LEADER in officer.roles
    if after is None:
        who = {"agency_id": officer.agency_id} | (
            {} if leads else {"unit_id": officer.unit_id or 0}
        )
        return _first_to_answer(limit, leads=leads).list(**who)
    unit_id = None if leads else officer.unit_id or 0
    return _page(_to_answer(officer.agency_id, unit_id), after, limit)


def list_asked(officer: Officer, *, after: After | None = None, limit: int = PAGE) -> list[Opinion]:
    """Return what the officer's agency waits for from others, soonest due first. One query."""
    if after is None:
        return _first_asked(limit).list(agency_id=officer.agency_id)
    return _page(_asked(officer.agency_id), after, limit)


def list_of_dossier(dossier: Dossier) -> list[Opinion]:
    """Return what was asked about a dossier, oldest first. One query."""
    return list(with_names().filter(dossier=dossier).order_by("pk"))


def references_asked_about(agency_id: int) -> QuerySet[Opinion, str]:
    """Return the references of what the agency asks others about, as part of another question."""
    rows = Opinion.objects.filter(
        OPEN_OPINION, asking_agency_id=agency_id, dossier__state__in=sorted(LIVE)
    )
    return rows.values_list("dossier__reference", flat=True)


def list_open_about(dossier_ids: Iterable[int]) -> dict[int, list[Opinion]]:
    """Return what was asked and not answered about these dossiers, oldest first. One query for any number."""
    found: dict[int, list[Opinion]] = {}
    for opinion in _OPEN_ABOUT.list(dossier_ids=sorted(dossier_ids)):
        found.setdefault(opinion.dossier_id, []).append(opinion)
    return found


_OPEN_ABOUT: Final = Prepared(
    lambda dossier_ids: (
        Opinion.objects.select_related("asked_agency", "asked_unit")
        .filter(OPEN_OPINION, dossier__pk__any=dossier_ids)
        .order_by("asked_at", "pk")
    ),
    dossier_ids=[NUMBER],
)


def list_to_note(*, now: datetime, limit: int) -> list[int]:
    """Return questions whose day has passed unanswered and on which nothing is on record. One query."""
    rows = _open().filter(due_at__lt=now, silence_noted_at__isnull=True)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])


def count_open(dossier: Dossier) -> int:
    """Return how many questions about the dossier are neither answered nor settled. One query."""
    return Opinion.objects.filter(OPEN_OPINION, dossier=dossier).count()


def measure(agency_id: int) -> list[Measure]:
    """Return how the agency answers, by who asked. One query.

    Silent is what was put on record as unanswered on its day, and is so still.
    """
    unanswered = Q(answered_at__isnull=True)
    silent = unanswered & Q(silence_noted_at__isnull=False)
    waiting = unanswered & Q(silence_noted_at__isnull=True, withdrawn_at__isnull=True)
    rows = (
        Opinion.objects.filter(asked_agency_id=agency_id)
        .values(asking=F("asking_agency__name"))
        .annotate(
            in_time=Count("pk", filter=Q(answered_at__lte=F("due_at"))),
            late=Count("pk", filter=Q(answered_at__gt=F("due_at"))),
            silent=Count("pk", filter=silent),
            waiting=Count("pk", filter=waiting & Q(dossier__state__in=sorted(LIVE))),
        )
        .order_by("asking")
    )
    return [Measure(**row) for row in rows]


def read_question(opinion: Opinion) -> str:
    """Return the words of the question, opened. No query."""
    text: str = sealing.open_sealed(_key(opinion), opinion.sealed_question, context=QUESTION)
    return text


def read_answer(opinion: Opinion) -> Answered | None:
    """Return the words of the answer, opened, if there is one. No query."""
    if opinion.sealed_answer is None:
        return None
    words = sealing.open_sealed(_key(opinion), opinion.sealed_answer, context=ANSWER)
    paper_on = date.fromisoformat(words["paper_on"]) if words["paper_on"] else None
    return Answered(
        stance=Stance(opinion.stance), content=words["content"],
        paper_number=words["paper_number"], paper_on=paper_on,
    )  # fmt: skip


def with_names() -> QuerySet[Opinion]:
    return Opinion.objects.select_related(
        "dossier__agency", "dossier__receiving_agency", "asking_agency", "asked_agency",
        "asked_unit",
    )  # fmt: skip


def _open() -> QuerySet[Opinion]:
    return with_names().filter(OPEN_OPINION, dossier__state__in=sorted(LIVE))


def _to_answer(agency_id: int, unit_id: int | None = None) -> QuerySet[Opinion]:
    rows = _open().filter(asked_agency_id=agency_id)
    if unit_id is not None:
        rows = rows.filter(Q(asked_unit_id=None) | Q(asked_unit_id=unit_id))
    return rows.order_by("due_at", "pk")


def _asked(agency_id: int) -> QuerySet[Opinion]:
    mine, received = Q(dossier__agency_id=agency_id), Q(dossier__receiving_agency_id=agency_id)
    return _open().filter(mine | received).order_by("due_at", "pk")


@cache
def _first_to_answer(limit: int, *, leads: bool) -> Prepared[Opinion]:
    if leads:
        return Prepared(lambda agency_id: _to_answer(agency_id)[:limit], agency_id=NUMBER)
    return Prepared(
        lambda agency_id, unit_id: _to_answer(agency_id, unit_id)[:limit],
        agency_id=NUMBER, unit_id=NUMBER - 1,
    )  # fmt: skip


@cache
def _first_asked(limit: int) -> Prepared[Opinion]:
    return Prepared(lambda agency_id: _asked(agency_id)[:limit], agency_id=NUMBER)


def _page(rows: QuerySet[Opinion], after: After, limit: int) -> list[Opinion]:
    at, key = after
    return list(rows.filter(Q(due_at__gt=at) | Q(due_at=at, pk__gt=key))[:limit])


def _key(opinion: Opinion) -> bytes:
    return sealing.unwrap_key(opinion.dossier.wrapped_key, opinion.dossier.subject)
