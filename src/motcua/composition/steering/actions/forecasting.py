"""Learning from what moved, and reckoning anew what is open: by the clock, never while a page waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.evidence import queries as evidence
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.steering import queries
from motcua.composition.steering.models import Followed, Forecast, Passage, Sign
from motcua.composition.steering.rules import WHOLE, Groups, Step, divide
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import Promised, Run
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.worktime import (
    Calendar,
    OutsideCalendar,
    add_working_seconds,
    working_seconds_between,
)
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier

CHUNK: Final = 1000
"""Entries followed, and dossiers reckoned, in one transaction."""
MEMORY: Final = timedelta(days=365)
"""How far back it is looked: an agency two years ago was another."""


def refresh(*, at: datetime) -> int:
    """Follow every entry since the last time, then reckon each open dossier; return how many have a forecast."""
    while follow():
        pass
    groups: dict[int, Groups] = {}
    reckoned, after_id = 0, 0
    while promised := dossiers.list_running_promises(after_id=after_id, limit=CHUNK):
        reckoned += _reckon(promised, groups, at=at)
        after_id = promised[-1].dossier_id
    # What was reckoned before and not now is open no more.
    Forecast.objects.filter(reckoned_at__lt=at).delete()
    return reckoned


@transaction.atomic
def follow() -> int:
    """Write passages and signs of a chunk of the dossiers that moved; return how many entries were followed.

    Eleven statements for any number of dossiers, and one for each calendar.
    """
    Followed.objects.get_or_create(pk=Followed.ONLY)
    followed = Followed.objects.select_for_update(of=("self",)).get(pk=Followed.ONLY)
    keys, last = evidence.list_changed(dossiers.KIND, after=followed.position, limit=CHUNK)
    if last == followed.position:
        return 0
    found = dossiers.list_by_references(sorted(keys))
    with organisations.calendars_held():
        _write_anew(list(found.values()))
    read, followed.position = last - followed.position, last
    followed.save(update_fields=["position"])
    return read


def drop_forecast(*, dossier_id: int) -> None:
    """Forget the forecast of what has a result, or waits for its applicant."""
    Forecast.objects.filter(dossier_id=dossier_id).delete()


def _write_anew(found: Sequence[Dossier]) -> None:
    runs = dossiers.list_runs(found)
    tasks = workflow.list_tasks_of(dossiers.KIND, [dossier.reference for dossier in found])
    Passage.objects.filter(dossier_id__in=[dossier.pk for dossier in found]).delete()
    Passage.objects.bulk_create(
        row
        for dossier in found
        for row in _passages(dossier, runs.get(dossier.pk, ()), tasks.get(dossier.reference, ()))
    )
    _write_signs(found, runs)


def _write_signs(found: Sequence[Dossier], runs: Mapping[int, Sequence[Run]]) -> None:
    flags = dossiers.list_flags_of(found, runs)
    Sign.objects.filter(dossier_id__in=[dossier.pk for dossier in found]).delete()
    Sign.objects.bulk_create(
        Sign(
            dossier_id=dossier.pk,
            number=number,
            agency_id=dossier.agency_id,
            procedure_id=dossier.procedure_id,
            kind=flag.kind,
            at=flag.at,
            on=clock.day_in_vietnam(flag.at),
        )
        for dossier in found
        for number, flag in enumerate(flags[dossier.pk])
    )


def _passages(dossier: Dossier, runs: Sequence[Run], tasks: Iterable[Task]) -> Iterator[Passage]:
    calendar = organisations.get_calendar(dossier.agency_id)
    steps = [Step(code=task.code, entered_at=task.ready_at) for task in tasks]
    for number, one in enumerate(divide(runs, steps, calendar)):
        yield Passage(
            dossier_id=dossier.pk,
            number=number,
            agency_id=dossier.agency_id,
            procedure_id=dossier.procedure_id,
            step=one.step,
            entered_at=one.entered_at,
            ended_at=one.ended_at,
            is_finished=one.is_finished,
            seconds=one.seconds,
            allowed=one.allowed,
        )


@transaction.atomic
def _reckon(promised: Sequence[Promised], groups: dict[int, Groups], *, at: datetime) -> int:
    unknown = {one.procedure_id for one in promised} - groups.keys()
    with organisations.calendars_held():
        groups.update(queries.list_groups(unknown, since=at - MEMORY, now=at))
        tasks = workflow.list_first_open(dossiers.KIND, [one.reference for one in promised])
        began = queries.list_beginnings([one.dossier_id for one in promised])
        rows = [
            _forecast(one, began[one.dossier_id], tasks.get(one.reference), groups, at=at)
            for one in promised
            if one.dossier_id in began
        ]
    Forecast.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["dossier_id"],
        update_fields=_KEPT,
    )
    return sum(row.risk is not None for row in rows)


_KEPT: Final = [
    field.name
    for field in Forecast._meta.concrete_fields  # noqa: SLF001 - Django documents it
    if not field.primary_key
]


def _forecast(
    one: Promised,
    began_at: datetime,
    task: Task | None,
    groups: Mapping[int, Groups],
    *,
    at: datetime,
) -> Forecast:
    calendar = organisations.get_calendar(one.agency_id)
    found = groups[one.procedure_id].look(
        (one.agency_id, one.procedure_id, task.code if task else WHOLE),
        in_step=working_seconds_between(calendar, task.ready_at, at) if task else None,
        in_all=working_seconds_between(calendar, began_at, at),
        left=working_seconds_between(calendar, at, one.due_at),
    )
    row = Forecast(
        dossier_id=one.dossier_id, agency_id=one.agency_id, procedure_id=one.procedure_id,
        due_at=one.due_at, reckoned_at=at,
    )  # fmt: skip
    if task is not None:
        row.step_name, row.step_name_en = task.name, task.name_en
        row.role, row.unit_kind, row.task_id = task.role, task.unit_kind, task.pk
    if found is not None:
        outlook = found.outlook
        row.risk, row.basis = outlook.risk, found.basis
        row.finished, row.longer, row.known = outlook.finished, outlook.longer, outlook.known
        row.early_on = _day_after(calendar, at, outlook.early)
        row.late_on = _day_after(calendar, at, outlook.late)
    return row


def _day_after(calendar: Calendar, at: datetime, seconds: float | None) -> date | None:
    """Return the day on which so much working time from now is over; None beyond the calendar."""
    if seconds is None:
        return None
    try:
        return clock.day_in_vietnam(add_working_seconds(calendar, at, seconds))
    except OutsideCalendar:
        return None
