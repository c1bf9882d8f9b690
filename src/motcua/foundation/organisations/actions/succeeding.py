"""What an agency leaves to those who take over: units, hours, days of its calendar, its archive."""

from collections.abc import Mapping
from datetime import date, datetime

from motcua.foundation.kernel.worktime import DayKind
from motcua.foundation.organisations.actions.agencies import create_agency, create_unit
from motcua.foundation.organisations.actions.calendars import add_holiday, set_opening_hours
from motcua.foundation.organisations.enums import UnitKind
from motcua.foundation.organisations.models import (
    Agency,
    AgencySuccession,
    ArchiveKeeping,
    CalendarDay,
    OpeningHours,
    Reorganisation,
    Unit,
)
from motcua.foundation.organisations.queries.agencies import valid_on
from motcua.foundation.organisations.rules import codes
from motcua.foundation.organisations.rules import reorganisations as rules
from motcua.foundation.organisations.rules.reorganisations import Plan
from motcua.foundation.organisations.rules.rows import AgencyRow

Agencies = Mapping[str, Agency]


def begin_agencies(plan: Plan, ended: Agencies) -> dict[str, Agency]:
    """Create the agencies that begin, and return every successor by its code."""
    living = {
        agency.code: agency
        for agency in Agency.objects.filter(valid_to=None).select_related("parent").order_by("pk")
    }
    for row in plan.begins:
        agency = _begin(row, living)
        living[agency.code] = agency
        for unit in row.units:
            create_unit(agency_id=agency.pk, code=unit.code, name=unit.name, kind=unit.kind)
    for passing in plan.passings:
        _carry_units(ended[passing.predecessor], living[passing.successor])
    _raise_children(plan, ended, living)
    return living


def _begin(row: AgencyRow, living: Agencies) -> Agency:
    return create_agency(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        level=row.level,
        kind=row.kind,
        parent_id=living[codes.to_new(row.parent)].pk if row.parent else None,
        address=row.address,
        phone=row.phone,
        email=row.email,
        province_code=row.province_code,
        commune_code=row.commune_code,
        seal_name=row.seal_name,
        valid_from=row.valid_from,
    )


def _carry_units(ended: Agency, successor: Agency) -> None:
    """Let the successor have a unit for each that the predecessor had: by code, else of its kind."""
    known = list(Unit.objects.filter(agency=successor))
    kinds = {unit.kind for unit in known}
    for unit in Unit.objects.filter(agency=ended).order_by("pk"):
        if unit.code not in {one.code for one in known} and unit.kind not in kinds:
            known.append(
                create_unit(
                    agency_id=successor.pk, code=unit.code, name=unit.name, kind=UnitKind(unit.kind)
                )
            )


def _raise_children(plan: Plan, ended: Agencies, living: Agencies) -> None:
    """Let who stays below an agency that ends stand below the one who keeps its archive."""
    for code, agency in ended.items():
        keeper = living[rules.archive_keeper(plan.of(code))]
        Agency.objects.filter(parent=agency, valid_to=None).update(parent=keeper)


def record_successions(one: Reorganisation, plan: Plan, ended: Agencies, living: Agencies) -> None:
    """Write who took over from whom, and who keeps whose archive from now on."""
    AgencySuccession.objects.bulk_create(
        AgencySuccession(
            reorganisation=one,
            predecessor=ended[passing.predecessor],
            successor=living[passing.successor],
            procedure_codes=list(passing.procedures),
            keeps_archive=passing.keeps_archive,
        )
        for passing in plan.passings
    )
    kept = {
        (before, living[passing.successor].pk)
        for passing in plan.passings
        if passing.keeps_archive
        for before in _with_archives(ended[passing.predecessor].pk)
    }
    ArchiveKeeping.objects.bulk_create(
        ArchiveKeeping(ended_id=before, keeper_id=keeper) for before, keeper in sorted(kept)
    )


def _with_archives(agency_id: int) -> list[int]:
    """Return the agency and those whose archives it kept itself."""
    kept = ArchiveKeeping.objects.filter(keeper_id=agency_id).values_list("ended_id", flat=True)
    return [agency_id, *kept]


def carry_calendars(
    plan: Plan, ended: Agencies, living: Agencies, *, by: str, at: datetime
) -> None:
    """Give those who begin the hours and days of the one whose archive they keep, unless they have own."""
    begun = {codes.to_new(row.code): row for row in plan.begins}
    carried: set[str] = set()
    for passing in plan.passings:
        row = begun.get(passing.successor)
        if row is None or not passing.keeps_archive or passing.successor in carried:
            continue
        carried.add(passing.successor)
        before, after = ended[passing.predecessor], living[passing.successor]
        _carry_hours(row, before, after, at=at)
        _carry_days(before, after, since=row.valid_from, by=by, at=at)


def _carry_hours(row: AgencyRow, before: Agency, after: Agency, *, at: datetime) -> None:
    sessions = [
        (weekday, session.opens, session.closes, session.is_counted)
        for session in row.hours
        for weekday in session.weekdays
    ]
    source = row.hours_source
    if not sessions:
        held = OpeningHours.objects.filter(valid_on(row.valid_from), agency=before).order_by("pk")
        sessions = [(one.weekday, one.opens, one.closes, one.is_counted) for one in held]
        source = held[0].source if sessions else ""
    if sessions:
        set_opening_hours(
            agency_id=after.pk,
            sessions=sorted(sessions),
            valid_from=row.valid_from,
            source=source,
            at=at,
        )


def _carry_days(before: Agency, after: Agency, *, since: date, by: str, at: datetime) -> None:
    days = CalendarDay.objects.filter(agency=before, withdrawn_at=None, on__gte=since)
    for day in days.order_by("on"):
        add_holiday(
            on=day.on, name=day.name, source=day.source, by=by, at=at,
            kind=DayKind(day.kind), agency_id=after.pk,
        )  # fmt: skip
