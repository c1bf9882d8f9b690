"""Each question asked of venues."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from motcua.domain.venues import rules
from motcua.domain.venues.errors import VenueNotFound
from motcua.domain.venues.models import Venue
from motcua.domain.venues.rules import DAYS_SHOWN, OpenDay, write_spans
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.worktime import DayKind
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

__all__ = ["DAYS_SHOWN", "OpenDay", "write_spans"]  # part of this context's face

FREE: Final = frozenset(
    {DayKind.HOLIDAY, DayKind.COMPENSATORY, DayKind.SWAPPED_OFF, DayKind.CLOSURE}
)
"""Days on which what comes every week does not come."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A venue with the days of the coming week on which it is open."""

    venue: Venue
    days: tuple[OpenDay, ...]
    is_open: bool
    """Whether it is open now."""


def list_own(by: Officer) -> list[Venue]:
    """Return all venues of the officer's agency with their sessions, the newest first. Two queries."""
    rows = Venue.objects.select_related("commune").prefetch_related("sessions")
    return list(rows.filter(agency_id=by.agency_id).order_by("-valid_from", "-pk"))


def get_own(venue_id: int, by: Officer) -> Venue:
    """Return a venue of the officer's agency. Two queries.

    Raises:
        VenueNotFound: if there is none.
    """
    rows = Venue.objects.select_related("commune").prefetch_related("sessions")
    venue = rows.filter(agency_id=by.agency_id, pk=venue_id).first()
    if venue is None:
        raise VenueNotFound
    return venue


def list_for_desk(agency_id: int, *, on: date) -> list[Venue]:
    """Return where the agency receives on the day besides its office, by name. One query."""
    alive = Q(valid_to=None) | Q(valid_to__gt=on)
    rows = Venue.objects.filter(alive, agency_id=agency_id, valid_from__lte=on)
    return list(rows.order_by("name", "pk"))


def find_venue(venue_id: int) -> Venue | None:
    """Return the venue, ended or not. One query."""
    return Venue.objects.filter(pk=venue_id).first()


def list_names(venue_ids: Collection[int]) -> dict[int, str]:
    """Return what these venues are called. One query, none for none."""
    if not venue_ids:
        return {}
    return dict(Venue.objects.filter(pk__in=venue_ids).values_list("pk", "name"))


def list_open(
    *, now: datetime, agency_ids: Collection[int] | None = None, code: str = ""
) -> list[Opened]:
    """Return the venues open in the coming week, by commune and name. Three queries for any number.

    :param agency_ids: those of these agencies alone
    :param code: those that receive the procedure with this code
    """
    first = clock.day_in_vietnam(now)
    holidays = list_holidays(first)
    rows = _in_the_week(first)
    if agency_ids is not None:
        rows = rows.filter(agency_id__in=agency_ids)
    if code:
        rows = rows.filter(Q(procedures=[]) | Q(procedures__contains=[code]))
    found = (_open(venue, now=now, holidays=holidays) for venue in rows)
    return [one for one in found if one.days]


def list_holidays(first: date) -> frozenset[date]:
    """Return the country's days off in the week that begins on the day. One query."""
    calendar = organisations.get_calendar(None)
    days = (first + timedelta(days=number) for number in range(DAYS_SHOWN))
    return frozenset(day for day in days if calendar.day(day).kind in FREE)


def _in_the_week(first: date) -> QuerySet[Venue]:
    last = first + timedelta(days=DAYS_SHOWN - 1)
    return (
        Venue.objects.select_related("agency", "commune")
        .prefetch_related("sessions")
        .filter(Q(valid_to=None) | Q(valid_to__gt=first), valid_from__lte=last)
        .order_by("commune__folded", "name", "pk")
    )


def _open(venue: Venue, *, now: datetime, holidays: Collection[date]) -> Opened:
    spans = [one.span for one in venue.sessions.all()]
    first = clock.day_in_vietnam(now)
    days = rules.days_open(
        spans, first=first, valid_from=venue.valid_from, valid_to=venue.valid_to, holidays=holidays
    )
    is_today = bool(days) and days[0].on == first
    return Opened(
        venue=venue, days=days, is_open=is_today and rules.is_open(spans, now, holidays=holidays)
    )
