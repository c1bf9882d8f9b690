"""The board: sums of a period from the rollups, what is open now from the open dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum

from motcua.composition.steering.models import DayTally
from motcua.composition.steering.rules import Figures, Open, Sums, total
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.organisations import queries as organisations

_SUMMED = tuple(Sums.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a leader sees on one screen."""

    total: Figures
    by_procedure: list[Figures]
    by_agency: list[Figures]
    by_day: list[tuple[date, Sums]]
    since: date
    until: date


def get_board(*, agency_ids: list[int], since: date, until: date, now: datetime) -> Board:
    """Return the figures of these agencies from ``since`` to ``until``, both days included."""
    tallies = DayTally.objects.filter(agency_id__in=agency_ids, on__range=(since, until))
    by_pair = {
        (agency_id, procedure_id): Sums(**dict(zip(_SUMMED, sums, strict=True)))
        for agency_id, procedure_id, *sums in _summed(tallies, "agency_id", "procedure_id")
    }
    open_by_pair = {
        pair: Open(
            waiting=row.waiting,
            in_progress=row.in_progress,
            due_soon=row.due_soon,
            overdue=row.overdue,
        )
        for pair, row in dossiers.count_open(agency_ids, now=now).items()
    }
    procedure_names = procedures.names_by_id()
    agency_names = {agency.pk: agency.name for agency in organisations.list_agencies(on=until)}
    lines = [
        Figures(
            label="",
            agency_id=agency_id,
            procedure_id=procedure_id,
            sums=by_pair.get((agency_id, procedure_id), Sums()),
            open=open_by_pair.get((agency_id, procedure_id), Open()),
        )
        for agency_id, procedure_id in sorted(by_pair.keys() | open_by_pair.keys())
    ]
    return Board(
        total=total("", lines),
        by_procedure=_grouped(lines, "procedure_id", procedure_names),
        by_agency=_grouped(lines, "agency_id", agency_names),
        by_day=[
            (on, Sums(**dict(zip(_SUMMED, sums, strict=True))))
            for on, *sums in sorted(_summed(tallies, "on"))
        ],
        since=since,
        until=until,
    )


def _grouped(lines: list[Figures], key: str, names: Mapping[int, str]) -> list[Figures]:
    groups: dict[int, list[Figures]] = {}
    for line in lines:
        groups.setdefault(getattr(line, key), []).append(line)
    figures = []
    for value, members in groups.items():
        summed = total(names.get(value, str(value)), members)
        figures.append(
            Figures(
                label=summed.label,
                agency_id=value if key == "agency_id" else None,
                procedure_id=value if key == "procedure_id" else None,
                sums=summed.sums,
                open=summed.open,
            )
        )
    return sorted(figures, key=lambda line: line.label)


def _summed(tallies: QuerySet[DayTally], *groups: str) -> list[tuple[Any, ...]]:
    """Return the sums in the order of ``_SUMMED``, behind what they are grouped by. One query."""
    sums = {f"sum_{name}": Sum(name) for name in _SUMMED}
    rows = tallies.order_by().values(*groups).annotate(**sums)
    return list(rows.values_list(*groups, *sums))
