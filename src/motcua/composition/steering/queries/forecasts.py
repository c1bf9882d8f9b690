"""What is likely to be late: forecasts as they were reckoned last, and the past they rest on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from motcua.composition.steering import rules
from motcua.composition.steering.models import Forecast, Passage
from motcua.composition.steering.rules import (
    FEWEST_FINISHED,
    LATEST,
    WHOLE,
    Course,
    Groups,
    Judged,
    Key,
)
from motcua.foundation.kernel.worktime import working_seconds_between
from motcua.foundation.organisations import queries as organisations

__all__ = ["FEWEST_FINISHED", "Judged"]

PAGE: Final = 25
LIKELY: Final = 0.5
"""A risk from which a dossier is rather late than in time."""
POSSIBLE: Final = 0.2
JUDGED: Final = 600
"""How many of the last passages of a procedure are judged."""


def list_groups(
    procedure_ids: Collection[int], *, since: datetime, now: datetime
) -> Mapping[int, Groups]:
    """Return the past of these procedures, the last dossiers of each agency and step. One query.

    What is on its way still counts for the time it has taken so far.
    """
    newest = Window(
        RowNumber(),
        partition_by=[F("procedure_id"), F("step"), F("agency_id")],
        order_by=[F("entered_at").desc(), F("dossier_id").desc()],
    )
    rows = (
        Passage.objects.filter(
            procedure_id__in=sorted(procedure_ids), entered_at__range=(since, now)
        )
        .annotate(newest=newest)
        .filter(newest__lte=LATEST)
        .order_by()
        .values_list("agency_id", "procedure_id", "step", "entered_at", "seconds", "is_finished")
    )
    courses: dict[int, list[tuple[Key, Course]]] = {key: [] for key in procedure_ids}
    for agency_id, procedure_id, step, entered_at, seconds, is_finished in rows:
        if seconds is None:
            calendar = organisations.get_calendar(agency_id)
            seconds = working_seconds_between(calendar, entered_at, now)
        course = Course(seconds=seconds, is_finished=is_finished)
        courses[procedure_id].append(((agency_id, procedure_id, step), course))
    return {key: Groups(found) for key, found in courses.items()}


def list_beginnings(dossier_ids: Iterable[int]) -> dict[int, datetime]:
    """Return since when the promises of these dossiers run. One query."""
    running = Passage.objects.filter(
        dossier_id__in=list(dossier_ids), step=WHOLE, ended_at__isnull=True
    )
    return dict(running.values_list("dossier_id", "entered_at"))


@dataclass(frozen=True, kw_only=True)
class Likely:
    """Which forecasts of an agency are asked for."""

    agency_id: int
    procedure_id: int | None = None
    at_least: float = 0.0


After = tuple[float, datetime, int]
"""Risk, promise and dossier of the last row of the page before."""


def list_likely(
    wanted: Likely, *, now: datetime, after: After | None = None, limit: int = PAGE
) -> list[Forecast]:
    """Return the forecasts of what is not late yet, the likeliest to be late first. One query."""
    rows = _likely(wanted, now)
    if after is not None:
        risk, due_at, key = after
        rows = rows.filter(
            Q(risk__lt=risk)
            | Q(risk=risk, due_at__gt=due_at)
            | Q(risk=risk, due_at=due_at, dossier_id__gt=key)
        )
    order = F("risk").desc(nulls_last=True)
    return list(rows.order_by(order, "due_at", "dossier_id")[:limit])


def count_likely(wanted: Likely, *, now: datetime) -> int:
    """Return how many forecasts there are of that kind. One query."""
    return _likely(wanted, now).count()


def count_unforeseen(agency_id: int, *, now: datetime) -> int:
    """Return of how many running dossiers too little is known for a forecast. One query."""
    return Forecast.objects.filter(agency_id=agency_id, risk=None, due_at__gt=now).count()


def _likely(wanted: Likely, now: datetime) -> QuerySet[Forecast]:
    rows = Forecast.objects.filter(
        agency_id=wanted.agency_id, due_at__gt=now, risk__gte=wanted.at_least
    )
    return rows if wanted.procedure_id is None else rows.filter(procedure_id=wanted.procedure_id)


def list_forecasts(dossier_ids: Iterable[int]) -> dict[int, Forecast]:
    """Return the forecasts of those of the dossiers that have one, to who may see them. One query."""
    return {
        row.dossier_id: row for row in Forecast.objects.filter(dossier_id__in=list(dossier_ids))
    }


def count_likely_late(agency_ids: Collection[int], *, now: datetime) -> dict[tuple[int, int], int]:
    """Return how many are likelier late than not, by agency and procedure. One query."""
    rows = Forecast.objects.filter(agency_id__in=agency_ids, due_at__gt=now, risk__gte=LIKELY)
    counted = rows.values_list("agency_id", "procedure_id").annotate(n=Count("pk")).order_by()
    return {(agency_id, procedure_id): n for agency_id, procedure_id, n in counted}


def judge_forecasts(*, since: datetime, now: datetime) -> list[Judged]:
    """Return how often what would have been foretold came true, by tenth of risk. One query.

    The last dossiers of each procedure are foretold one after another from what was known by then; work grows
    with the square of their number, so it is bounded.
    """
    newest = Window(
        RowNumber(),
        partition_by=[F("procedure_id")],
        order_by=[F("entered_at").desc(), F("dossier_id"), F("number")],
    )
    rows = Passage.objects.filter(entered_at__range=(since, now)).annotate(newest=newest)
    past = [
        (
            (row.agency_id, row.procedure_id, row.step),
            rules.Passage(
                step=row.step,
                entered_at=row.entered_at,
                ended_at=row.ended_at,
                is_finished=row.is_finished,
                seconds=row.seconds,
                allowed=row.allowed,
            ),
        )
        for row in rows.filter(newest__lte=JUDGED).order_by()
    ]

    def worked(agency_id: int, start: datetime, end: datetime) -> float:
        return working_seconds_between(organisations.get_calendar(agency_id), start, end)

    with organisations.calendars_held():
        return rules.judge(past, worked=worked)
