"""Agencies, their units and their calendars."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from motcua.foundation.kernel.prepared import NUMBER, Prepared
from motcua.foundation.kernel.worktime import Calendar, DayKind, SpecialDay, Week
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.foundation.organisations.errors import AgencyNotFound, UnitNotFound
from motcua.foundation.organisations.models import (
    Agency,
    CalendarDay,
    CalendarVersion,
    OpeningHours,
    Unit,
)
from motcua.foundation.organisations.rules import codes, hours


def get_agency(agency_id: int) -> Agency:
    """Return the agency.

    :raises AgencyNotFound: if there is none
    """
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise AgencyNotFound(agency=agency_id)
    return agency


def get_agency_by_code(code: str, *, on: date | None = None) -> Agency:
    """Return the agency with that code, in the new or the old layout.

    A code may have had several owners: the one on the date, else the latest.

    :raises InvalidAgencyCode: if the text is no code
    :raises AgencyNotFound: if no agency has it
    """
    agencies = Agency.objects.filter(code=codes.to_new(code)).order_by("-valid_from")
    agency = (agencies.filter(valid_on(on)) if on else agencies).first()
    if agency is None:
        raise AgencyNotFound(agency=code)
    return agency


def list_agencies(*, on: date, level: AgencyLevel | None = None) -> QuerySet[Agency]:
    """Return the agencies that exist on the date, by code. One query."""
    agencies = Agency.objects.select_related("parent").filter(valid_on(on))
    if level is not None:
        agencies = agencies.filter(level=level)
    return agencies.order_by("code")


def list_names(agency_ids: Collection[int]) -> dict[int, str]:
    """Return the names of agencies by id, of ended ones too. One query."""
    rows = Agency.objects.filter(pk__in=agency_ids).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def find_commune_agency(
    commune_code: str, on: date, kind: AgencyKind = AgencyKind.PEOPLES_COMMITTEE
) -> Agency | None:
    """Return the commune's agency of that kind on the date, its people's committee by default."""
    agencies = Agency.objects.filter(
        valid_on(on), commune_code=commune_code, level=AgencyLevel.COMMUNE, kind=kind
    )
    return agencies.order_by("-valid_from", "code").first()


def get_unit(unit_id: int) -> Unit:
    """Return the unit with its agency.

    :raises UnitNotFound: if there is none
    """
    unit = Unit.objects.select_related("agency").filter(pk=unit_id).first()
    if unit is None:
        raise UnitNotFound(unit=unit_id)
    return unit


def list_units(agency_id: int) -> QuerySet[Unit]:
    """Return the agency's units in the order they were set up. One query."""
    return Unit.objects.filter(agency_id=agency_id).order_by("pk")


def list_calendar_days(agency_id: int | None, *, first: date, last: date) -> QuerySet[CalendarDay]:
    """Return the recorded changes that bear on the agency's days, both ends included. One query."""
    return CalendarDay.objects.filter(
        _bearing_on(agency_id), withdrawn_at=None, on__range=(first, last)
    ).order_by("on", "agency_id")


def get_national_calendar() -> Calendar:
    """Return the country's calendar with the usual office hours. No query at all."""
    return hours.calendar_of((), ())


@contextmanager
def calendars_held() -> Iterator[None]:
    """Read each calendar once inside the block: one act counts all its dates on the same calendar."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def get_calendar(agency_id: int | None) -> Calendar:
    """Return the agency's working calendar as it stands now; without an agency, the shared one.

    Remembered in the process until a change somewhere: one query when nothing has changed, three when
    something has; none again inside ``calendars_held``.
    """
    held = _held.get()
    if held is None:
        return _get_calendar(agency_id)
    if agency_id not in held:
        held[agency_id] = _get_calendar(agency_id)
    return held[agency_id]


def _get_calendar(agency_id: int | None) -> Calendar:
    version = _VERSION.first(only=CalendarVersion.ONLY)
    remembered = _current(version.token if version else None)
    calendar = remembered.calendars.get(agency_id)
    if calendar is None:
        calendar = remembered.calendars[agency_id] = _read_calendar(agency_id)
    return calendar


_VERSION: Final = Prepared(
    lambda only: CalendarVersion.objects.filter(pk=only).only("token"), only=NUMBER
)
_held: ContextVar[dict[int | None, Calendar] | None] = ContextVar("calendars", default=None)


@dataclass(frozen=True)
class _Remembered:
    """Calendars as of one token; dropped as a whole when another token is seen."""

    token: UUID | None
    calendars: dict[int | None, Calendar] = field(default_factory=dict)


_remembered = _Remembered(None)


def list_weeks(agency_ids: Iterable[int], *, on: date) -> dict[int, Week]:
    """Return the hours of that day's week by agency, of those that recorded theirs. One query."""
    rows: dict[int, list[hours.OpeningRow]] = {}
    for row in OpeningHours.objects.filter(valid_on(on), agency_id__in=list(agency_ids)).order_by(
        "pk"
    ):
        rows.setdefault(row.agency_id, []).append(_opening_row(row))
    return {agency_id: hours.week_of(found) for agency_id, found in rows.items()}


def _current(token: UUID | None) -> _Remembered:
    global _remembered  # noqa: PLW0603 - one per process, replaced as a whole
    remembered = _remembered
    if remembered.token != token:
        remembered = _remembered = _Remembered(token)
    return remembered


def _read_calendar(agency_id: int | None) -> Calendar:
    own = Q(pk__in=[]) if agency_id is None else Q(agency_id=agency_id)
    sessions = OpeningHours.objects.filter(own).order_by("valid_from", "pk")
    # The agency's own word comes last and wins over the installation's.
    changes = CalendarDay.objects.filter(_bearing_on(agency_id), withdrawn_at=None).order_by(
        F("agency_id").asc(nulls_first=True), "on"
    )
    return hours.calendar_of(
        tuple(_opening_row(row) for row in sessions), tuple(_special_day(row) for row in changes)
    )


def _opening_row(row: OpeningHours) -> hours.OpeningRow:
    return hours.OpeningRow(
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        is_counted=row.is_counted,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _special_day(row: CalendarDay) -> SpecialDay:
    return SpecialDay(
        on=row.on,
        kind=DayKind(row.kind),
        name=row.name,
        source=row.source,
        is_verified=row.is_verified,
        replaces=row.replaces,
    )


def valid_on(on: date) -> Q:
    """Return the condition that a row with two dates holds on the day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def _bearing_on(agency_id: int | None) -> Q:
    everyone = Q(agency=None)
    return everyone if agency_id is None else everyone | Q(agency_id=agency_id)
