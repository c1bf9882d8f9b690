"""The board: sums of a period from the rollups, what is open now from the open dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet, Sum

from motcua.composition.steering.models import DayTally
from motcua.composition.steering.queries.forecasts import count_likely_late
from motcua.composition.steering.queries.signs import count_signs
from motcua.composition.steering.rules import Figures, Open, Rate, Sums, total
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Flagged
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

__all__ = [
    "Board",
    "Figures",
    "PublicFigures",
    "PublicLine",
    "Rate",
    "get_board",
    "get_public_figures",
]

_SUMMED = tuple(Sums.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a leader sees on one screen."""

    total: Figures
    by_procedure: list[Figures]
    by_agency: list[Figures]
    by_day: list[tuple[date, Sums]]
    signs: Mapping[tuple[int, Flagged], int]
    """In how many dossiers a flag was raised in the period, by agency and kind; part of no rate."""
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class PublicLine:
    """What everybody may see of one agency and procedure."""

    agency: "Agency"
    procedure: procedures.Named
    figures: Figures


@dataclass(frozen=True, kw_only=True)
class PublicFigures:
    """What everybody may see of a period, and of all of it together."""

    total: Figures
    lines: list[PublicLine]


def get_board(
    *, agency_ids: list[int], since: date, until: date, now: datetime, language: str = "vi"
) -> Board:
    """Return the figures of these agencies from ``since`` to ``until``, both days included."""
    tallies = _tallies(agency_ids, since, until)
    lines = _lines(tallies, agency_ids, now, likely=count_likely_late(agency_ids, now=now))
    procedure_names = procedures.names_by_id(language)
    agency_names = {
        agency.pk: agency.name_in(language) for agency in organisations.list_agencies(on=until)
    }
    return Board(
        total=total("", lines),
        by_procedure=_grouped(lines, "procedure_id", procedure_names),
        by_agency=_grouped(lines, "agency_id", agency_names),
        by_day=[
            (on, Sums(**dict(zip(_SUMMED, sums, strict=True))))
            for on, *sums in sorted(_summed(tallies, "on"))
        ],
        signs=count_signs(agency_ids, since=since, until=until),
        since=since,
        until=until,
    )


def get_public_figures(
    *,
    since: date,
    until: date,
    now: datetime,
    agency_id: int | None = None,
    procedure_id: int | None = None,
) -> PublicFigures:
    """Return the figures by agency and procedure, in the order of their codes. Four queries."""
    agencies = {
        agency.pk: agency
        for agency in organisations.list_agencies(on=until)
        if agency_id is None or agency.pk == agency_id
    }
    named = procedures.named_by_id()
    agency_ids = list(agencies)
    lines = [
        PublicLine(
            agency=agencies[line.agency_id], procedure=named[line.procedure_id], figures=line
        )
        for line in _lines(_tallies(agency_ids, since, until), agency_ids, now)
        if line.agency_id is not None
        and line.procedure_id is not None
        and procedure_id in {None, line.procedure_id}
    ]
    lines.sort(key=lambda line: (line.agency.code, line.procedure.code))
    return PublicFigures(total=total("", [line.figures for line in lines]), lines=lines)


def _tallies(agency_ids: list[int], since: date, until: date) -> QuerySet[DayTally]:
    return DayTally.objects.filter(agency_id__in=agency_ids, on__range=(since, until))


_NOT_FORETOLD: Final[Mapping[tuple[int, int], int]] = {}


def _lines(
    tallies: QuerySet[DayTally], agency_ids: list[int], now: datetime, *,
    likely: Mapping[tuple[int, int], int] = _NOT_FORETOLD,
) -> list[Figures]:  # fmt: skip
    """Return one line for each agency and procedure with anything to count. Two queries."""
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
            likely_late=likely.get(pair, 0),
        )
        for pair, row in dossiers.count_open(agency_ids, now=now).items()
    }
    return [
        Figures(
            label="",
            agency_id=agency_id,
            procedure_id=procedure_id,
            sums=by_pair.get((agency_id, procedure_id), Sums()),
            open=open_by_pair.get((agency_id, procedure_id), Open()),
        )
        for agency_id, procedure_id in sorted(by_pair.keys() | open_by_pair.keys())
    ]


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
    return sorted(figures, key=lambda line: vietnamese.sort_key(line.label))


def _summed(tallies: QuerySet[DayTally], *groups: str) -> list[tuple[Any, ...]]:
    """Return the sums in the order of ``_SUMMED``, behind what they are grouped by. One query."""
    sums = {f"sum_{name}": Sum(name) for name in _SUMMED}
    rows = tallies.order_by().values(*groups).annotate(**sums)
    return list(rows.values_list(*groups, *sums))
