"""Each question asked of agencies and their calendars."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.prepared import NUMBER, Prepared
from motcua.foundation.kernel.worktime import Calendar, DayKind, SpecialDay
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, TerritoryLevel
from motcua.foundation.organisations.errors import AgencyNotFound, UnitNotFound
from motcua.foundation.organisations.models import (
    Agency,
    CalendarDay,
    CalendarVersion,
    OpeningHours,
    Territory,
    TerritorySuccession,
    Unit,
)
from motcua.foundation.organisations.rules import codes, hours
from motcua.foundation.organisations.rules import territories as territory_rules


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
    agency = (agencies.filter(_valid(on)) if on else agencies).first()
    if agency is None:
        raise AgencyNotFound(agency=code)
    return agency


def list_agencies(*, on: date, level: AgencyLevel | None = None) -> QuerySet[Agency]:
    """Return the agencies that exist on the date, by code. One query."""
    agencies = Agency.objects.select_related("parent").filter(_valid(on))
    if level is not None:
        agencies = agencies.filter(level=level)
    return agencies.order_by("code")


def find_commune_agency(
    commune_code: str, on: date, kind: AgencyKind = AgencyKind.PEOPLES_COMMITTEE
) -> Agency | None:
    """Return the commune's agency of that kind on the date, its people's committee by default."""
    agencies = Agency.objects.filter(
        _valid(on), commune_code=commune_code, level=AgencyLevel.COMMUNE, kind=kind
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


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def _bearing_on(agency_id: int | None) -> Q:
    everyone = Q(agency=None)
    return everyone if agency_id is None else everyone | Q(agency_id=agency_id)


# --- Territory ----------------------------------------------------------------------------------

LONGEST_SEARCH: Final = 200
SHOWN: Final = 20
CONSIDERED: Final = 500
"""A word that more places bear is too little to go by."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A territory and what became of it, or what it was made of."""

    territory: Territory
    successors: tuple[Territory, ...]
    is_divided: bool
    """Whether it went to several: where in it somebody lives then decides."""
    origins: tuple[Territory, ...]


def find_territories(text: str, *, limit: int = SHOWN) -> list[Traced]:
    """Return the communes and districts, of today and before, whose path holds these words.

    Whole names first, today's before those that are no more. Three queries.
    """
    words = territory_rules.fold_path(text[:LONGEST_SEARCH]).split()
    if not words:
        return []
    found = Territory.objects.exclude(level=TerritoryLevel.PROVINCE)
    for word in words:
        found = found.filter(folded__contains=f" {word}")
    return _trace(_ranked(found, words)[:limit])


def convert_address(address: str) -> list[Traced]:
    """Return the communes of before the reform that an address may lie in, with what became of each.

    The widest reading that fits is taken: commune, district and province, else fewer. At most four
    queries to find, two to trace.
    """
    parts = territory_rules.phrases(address[:LONGEST_SEARCH])
    for count in (3, 2, 1):
        if count > len(parts):
            continue
        ended = Territory.objects.filter(valid_to__isnull=False).exclude(
            level=TerritoryLevel.PROVINCE
        )
        for part in parts[-count:]:
            ended = ended.filter(folded__contains=f" {part} ")
        communes = ended.filter(successions__isnull=False)
        found = _ranked(communes.distinct(), parts[-count].split())
        if found:
            return _trace(found[:SHOWN])
    return []


def _ranked(found: QuerySet[Territory], typed: list[str]) -> list[Territory]:
    """Order by how much of the name was typed, then today's first, then the shortest. One query."""
    return sorted(
        found.order_by("pk")[:CONSIDERED],
        key=lambda one: (
            -territory_rules.shared_run(typed, territory_rules.fold_path(one.name).split()),
            one.valid_to is not None,
            len(one.path),
            one.path,
        ),
    )


def _trace(territories: Iterable[Territory]) -> list[Traced]:
    found = list(territories)
    ids = [territory.pk for territory in found]
    after: dict[int, list[TerritorySuccession]] = {}
    for row in TerritorySuccession.objects.select_related("successor").filter(
        predecessor_id__in=ids
    ):
        after.setdefault(row.predecessor_id, []).append(row)
    before: dict[int, list[Territory]] = {}
    for row in TerritorySuccession.objects.select_related("predecessor").filter(
        successor_id__in=ids
    ):
        before.setdefault(row.successor_id, []).append(row.predecessor)
    return [
        Traced(
            territory=territory,
            successors=_in_order(row.successor for row in after.get(territory.pk, ())),
            is_divided=any(row.is_partial for row in after.get(territory.pk, ())),
            origins=_in_order(before.get(territory.pk, ())),
        )
        for territory in found
    ]


def _in_order(territories: Iterable[Territory]) -> tuple[Territory, ...]:
    return tuple(sorted(territories, key=lambda one: vietnamese.sort_key(one.path)))
