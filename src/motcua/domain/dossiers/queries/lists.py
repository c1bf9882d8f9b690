"""Many dossiers: what waits, what runs, how many stand where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Final, assert_never

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, Due, Milestone, State
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.queries import acting
from motcua.domain.dossiers.queries.seeing import in_lists
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.prepared import MOMENT, NUMBER, Prepared

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class AtDesk:
    """Which dossiers that wait at a desk are asked for; what is left empty does not matter."""

    due_from: datetime | None = None
    due_before: datetime | None = None
    """By when the desk owes its answer."""
    is_supplied: bool = False
    """Whether they came back with what was missing."""
    procedure_id: int | None = None

    def condition(self) -> Q:
        """Return it as a condition on dossiers."""
        wanted = Q()
        if self.due_from is not None:
            wanted &= Q(intake_due_at__gte=self.due_from)
        if self.due_before is not None:
            wanted &= Q(intake_due_at__lt=self.due_before)
        if self.is_supplied:
            wanted &= Q(waiting_since__gt=F("lodged_at"))
        if self.procedure_id is not None:
            wanted &= Q(procedure_id=self.procedure_id)
        return wanted


ALL_AT_DESK: Final = AtDesk()


def list_waiting(
    agency_id: int, *, which: AtDesk = ALL_AT_DESK, after: tuple[datetime, int] | None = None,
    limit: int = PAGE,
) -> list[Dossier]:  # fmt: skip
    """Return what waits at the agency's desk, longest first. One query."""
    if after is None and which == ALL_AT_DESK:
        return _first_waiting(limit).list(agency_id=agency_id)
    rows = _waiting(agency_id).filter(which.condition())
    return list(_after(rows, "waiting_since", after)[:limit])


def list_waiting_among(agency_id: int, references: Sequence[str]) -> list[Dossier]:
    """Return which of these dossiers wait at the agency's desk, longest first. One query."""
    return list(_waiting(agency_id).filter(reference__in=references))


def _waiting(agency_id: int) -> QuerySet[Dossier]:
    rows = in_lists().filter(receiving_agency_id=agency_id, state=State.LODGED)
    return rows.order_by("waiting_since", "pk")


@cache
def _first_waiting(limit: int) -> Prepared[Dossier]:
    return Prepared(lambda agency_id: _waiting(agency_id)[:limit], agency_id=NUMBER)


def list_to_hand_over(
    agency_id: int, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Dossier]:
    """Return the dossiers of the agency's desk whose result nobody has yet, oldest result first. One query."""
    if after is None:
        return _first_to_hand_over(limit).list(agency_id=agency_id)
    return list(_after(_to_hand_over(agency_id), "finished_at", after)[:limit])


def _to_hand_over(agency_id: int) -> QuerySet[Dossier]:
    rows = in_lists().filter(receiving_agency_id=agency_id, state=State.DECIDED)
    return rows.order_by("finished_at", "pk")


@cache
def _first_to_hand_over(limit: int) -> Prepared[Dossier]:
    return Prepared(lambda agency_id: _to_hand_over(agency_id)[:limit], agency_id=NUMBER)


def count_waiting(agency_id: int, *, since: datetime, which: AtDesk = ALL_AT_DESK) -> int:
    """Return how many dossiers came to the agency's desk after that moment. One query."""
    rows = Dossier.objects.filter(receiving_agency_id=agency_id, state=State.LODGED)
    return rows.filter(which.condition(), waiting_since__gt=since).count()


def count_results(agency_id: int, *, since: datetime) -> int:
    """Return how many results came after that moment to be handed over by the agency's desk. One query."""
    rows = Dossier.objects.filter(receiving_agency_id=agency_id, state=State.DECIDED)
    return rows.filter(finished_at__gt=since).count()


def list_desks(references: Sequence[str]) -> list[tuple[int, State]]:
    """Return the desk and the state of each of these dossiers. One query."""
    rows = Dossier.objects.filter(reference__in=references).order_by("pk")
    return [
        (desk, State(state)) for desk, state in rows.values_list("receiving_agency_id", "state")
    ]


def list_running(
    agency_id: int, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Dossier]:
    """Return what the agency is handling, next promise first. One query."""
    rows = in_lists().filter(agency_id=agency_id, state__in=rules.RUNNING)
    return list(_after(rows, "due_at", after).order_by("due_at", "pk")[:limit])


def list_in_state(agency_id: int, states: frozenset[State], *, limit: int = PAGE) -> list[Dossier]:
    """Return the agency's dossiers in these states, newest first. One query."""
    rows = in_lists().filter(agency_id=agency_id, state__in=states)
    return list(rows.order_by("-lodged_at", "-pk")[:limit])


def list_of_applicants(
    agency_id: int, person_ids: Sequence[int], *, limit: int = PAGE
) -> list[Dossier]:
    """Return what these people lodged that lies with the agency or its desk, newest first. One query."""
    of_agency = Q(agency_id=agency_id) | Q(receiving_agency_id=agency_id)
    rows = in_lists().filter(of_agency, applicant_id__in=person_ids)
    return list(rows.order_by("-lodged_at", "-pk")[:limit])


_CODE: Final = "dossier__procedure_version__procedure__code"
LATELY: Final = 200
"""Acceptances by which it is judged what a desk takes in usually."""


def list_usual_procedures(agency_id: int) -> list[str]:
    """Return the codes of what the agency's officers took in lately, the most frequent first. One query."""
    accepted = DossierEvent.objects.filter(agency_id=agency_id, act=Act.ACCEPT)
    codes = accepted.order_by("-recorded_at", "-pk").values_list(_CODE, flat=True)
    counted = Counter(codes[:LATELY])
    return sorted(counted, key=lambda code: (-counted[code], code))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of an agency's dossiers are asked for; what is left empty does not matter."""

    agency_id: int
    states: frozenset[State] = frozenset()
    standing: Due | None = None
    procedure_id: int | None = None
    milestone: Milestone | None = None
    since: date | None = None
    until: date | None = None
    """First and last day, both included, on which the milestone was reached."""


def list_wanted(
    wanted: Wanted, *, now: datetime, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Dossier]:
    """Return the dossiers asked for, last lodged first. One query."""
    if after is None and _is_usual(wanted):
        values = {"now": now} if wanted.standing else {}
        first = _first_in(wanted.states, wanted.standing, limit)
        return first.list(agency_id=wanted.agency_id, **values)
    rows = _wanted(wanted, now)
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(lodged_at__lt=moment) | Q(lodged_at=moment, pk__lt=key))
    return list(_newest(rows)[:limit])


def _newest(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.order_by("-lodged_at", "-pk")


@lru_cache(maxsize=64)
def _first_in(states: frozenset[State], standing: Due | None, limit: int) -> Prepared[Dossier]:
    """The first page of an agency's dossiers in these states, or of the late ones: what is asked for most."""

    def build(agency_id: int, now: datetime = MOMENT) -> QuerySet[Dossier]:
        wanted = Wanted(agency_id=agency_id, states=states, standing=standing)
        return _newest(_wanted(wanted, now))[:limit]

    samples = {"now": MOMENT} if standing else {}
    return Prepared(build, agency_id=NUMBER, **samples)


def count_wanted(wanted: Wanted, *, now: datetime) -> int:
    """Return how many dossiers are asked for. One query."""
    if _is_by_state(wanted):
        with connection.cursor() as cursor:
            cursor.execute(
                _COUNT, [wanted.agency_id, [one.value for one in wanted.states or State]]
            )
            (count,) = cursor.fetchone()
        return int(count)
    return _wanted(wanted, now).count()


_COUNT: Final = "SELECT count(*) FROM dossiers_dossier WHERE agency_id = %s AND state = ANY(%s)"


def _is_by_state(wanted: Wanted) -> bool:
    """Say whether an agency's dossiers are asked for by nothing but their states, as they are most often."""
    return wanted == Wanted(agency_id=wanted.agency_id, states=wanted.states)


def _is_usual(wanted: Wanted) -> bool:
    """Say whether they are asked for by their states alone, or as the late ones."""
    standing = wanted.standing if wanted.standing is Due.OVERDUE else None
    return wanted == Wanted(agency_id=wanted.agency_id, states=wanted.states, standing=standing)


def _wanted(wanted: Wanted, now: datetime) -> QuerySet[Dossier]:
    rows = in_lists().filter(agency_id=wanted.agency_id)
    if wanted.states:
        rows = rows.filter(state__in=sorted(wanted.states))
    if wanted.standing is not None:
        rows = rows.filter(_standing_so(wanted.standing, now))
    if wanted.procedure_id is not None:
        rows = rows.filter(procedure_id=wanted.procedure_id)
    if wanted.milestone is not None:
        column = wanted.milestone.value
        rows = rows.filter(**{f"{column}__isnull": False})
        if wanted.since is not None:
            rows = rows.filter(**{f"{column}__gte": _midnight(wanted.since)})
        if wanted.until is not None:
            rows = rows.filter(**{f"{column}__lt": _midnight(wanted.until + timedelta(days=1))})
    return rows


def _standing_so(standing: Due, now: datetime) -> Q:
    """Return ``rules.standing`` as a condition; a result without a promise came in time."""
    running = Q(state__in=rules.RUNNING, finished_at__isnull=True)
    soon = now + timedelta(seconds=rules.SOON_SECONDS)
    late = Q(finished_at__gt=F("due_at"))
    match standing:
        case Due.NONE:
            return Q(due_at__isnull=True, finished_at__isnull=True)
        case Due.AHEAD:
            return running & Q(due_at__gt=soon)
        case Due.SOON:
            return running & Q(due_at__gte=now, due_at__lte=soon)
        case Due.OVERDUE:
            return running & Q(due_at__lt=now)
        case Due.ON_TIME:
            return Q(finished_at__isnull=False) & (
                Q(due_at__isnull=True) | Q(finished_at__lte=F("due_at"))
            )
        case Due.LATE:
            return late
        case _:
            assert_never(standing)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=VIETNAM)


def list_by_ids(dossier_ids: list[int]) -> dict[int, Dossier]:
    """Return dossiers by id to code that checked the right before. One query."""
    return {dossier.pk: dossier for dossier in in_lists().filter(pk__in=dossier_ids)}


def list_by_references(references: list[str]) -> dict[str, Dossier]:
    """Return dossiers by reference to code that checked the right before. One query."""
    return {row.reference: row for row in in_lists().filter(reference__in=references)}


def list_of_citizen(citizen: Citizen) -> list[Dossier]:
    """Return the citizen's dossiers, newest first. One query."""
    return list(in_lists().filter(applicant_id=citizen.person_id).order_by("-lodged_at", "-pk"))


def list_lodged_for_others(citizen: Citizen) -> list[Dossier]:
    """Return what a person lodged for others and may still follow today, newest first. One query."""
    rows = acting.followed_by(in_lists(), citizen)
    return list(rows.order_by("-lodged_at", "-pk"))


def list_names_of_citizen(citizen: Citizen) -> dict[str, str]:
    """Return what the citizen's dossiers are called, by reference: number, or reference till then. One query."""
    rows = Dossier.objects.filter(applicant_id=citizen.person_id).order_by("pk")
    return {
        reference: number or reference
        for reference, number in rows.values_list("reference", "number")
    }


def count_by_state(agency_id: int) -> dict[State, int]:
    """Return how many dossiers of the agency stand in each state. One query."""
    rows = Dossier.objects.filter(agency_id=agency_id).values_list("state").annotate(n=Count("pk"))
    return {State(state): count for state, count in rows.order_by("state")}


def count_in_states(agency_id: int, states: Sequence[State]) -> dict[State, int]:
    """Return how many dossiers of the agency stand in each of these states. One query."""
    rows = Dossier.objects.filter(agency_id=agency_id, state__in=states).values_list("state")
    found = dict(rows.annotate(n=Count("pk")).order_by("state"))
    return {state: found.get(state, 0) for state in states}


def open_references(agency_id: int, procedure_id: int) -> QuerySet[Dossier, str]:
    """Return the references of the agency's open dossiers of a procedure, as part of another question."""
    rows = Dossier.objects.filter(
        agency_id=agency_id, procedure_id=procedure_id, state__in=sorted(rules.OPEN_STATES)
    )
    return rows.values_list("reference", flat=True)


@dataclass(frozen=True, kw_only=True)
class OpenCount:
    """How many dossiers of one agency and procedure are open, and how they stand."""

    waiting: int
    in_progress: int
    due_soon: int
    overdue: int


def count_open(agency_ids: list[int], *, now: datetime) -> dict[tuple[int, int], OpenCount]:
    """Return what is open now, by agency and procedure. One query over open dossiers alone."""
    running = Q(state__in=rules.RUNNING)
    soon = now + timedelta(seconds=rules.SOON_SECONDS)
    rows = (
        Dossier.objects.filter(agency_id__in=agency_ids, state__in=rules.OPEN_STATES)
        .values_list("agency_id", "procedure_id")
        .annotate(
            waiting=Count("pk", filter=Q(state=State.LODGED)),
            in_progress=Count("pk", filter=Q(state__in=sorted(rules.HANDLED))),
            due_soon=Count("pk", filter=running & Q(due_at__gte=now, due_at__lte=soon)),
            overdue=Count("pk", filter=running & Q(due_at__lt=now)),
        )
        .order_by()
    )
    return {
        (agency_id, procedure_id): OpenCount(
            waiting=waiting, in_progress=in_progress, due_soon=due_soon, overdue=overdue
        )
        for agency_id, procedure_id, waiting, in_progress, due_soon, overdue in rows
    }


def _after(
    rows: QuerySet[Dossier], field: str, after: tuple[datetime, int] | None
) -> QuerySet[Dossier]:
    """Continue a list behind its last row: by key, so that page 1000 costs what page 1 costs."""
    if after is None:
        return rows
    moment, key = after
    return rows.filter(Q(**{f"{field}__gt": moment}) | Q(**{field: moment, "pk__gt": key}))
