"""Changing when offices work: hours, closures, holidays, swaps. Each change names its paper."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.worktime import DayKind
from motcua.foundation.organisations import queries
from motcua.foundation.organisations.errors import (
    DayAlreadyChanged,
    DayNotChanged,
    InvalidHours,
    SourceMissing,
    SwapRefused,
)
from motcua.foundation.organisations.events import CalendarChanged
from motcua.foundation.organisations.models import CalendarDay, CalendarVersion, OpeningHours
from motcua.foundation.organisations.rules import hours

Session = tuple[int, time, time, bool]
"""Weekday, opening, closing, whether working time runs."""


@transaction.atomic
def set_opening_hours(
    *,
    agency_id: int,
    sessions: Iterable[Session],
    valid_from: date,
    source: str,
    at: datetime,
) -> None:
    """Give the agency a new week from a date on; the weeks before stay as they were.

    :raises InvalidHours: if sessions overlap or none counts
    :raises SourceMissing: if no paper is named
    """
    _require_source(source)
    rows = [
        hours.OpeningRow(
            weekday=weekday, opens=opens, closes=closes, is_counted=counts, valid_from=valid_from
        )
        for weekday, opens, closes, counts in sessions
    ]
    _require_week(rows)

    existing = OpeningHours.objects.filter(agency_id=agency_id)
    existing.filter(valid_from__gte=valid_from).delete()
    lasting = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    existing.filter(lasting).update(valid_to=valid_from)
    OpeningHours.objects.bulk_create(
        OpeningHours(
            agency_id=agency_id,
            weekday=row.weekday,
            opens=row.opens,
            closes=row.closes,
            is_counted=row.is_counted,
            valid_from=valid_from,
            source=source,
        )
        for row in rows
    )

    _announce(agency_id, valid_from, at)


@transaction.atomic
def close_on(
    *, agency_id: int, on: date, reason: str, source: str, by: str, at: datetime
) -> CalendarDay:
    """Close one agency for a day: a storm, a move, a breakdown. Limits do not count the day.

    ``by`` is the key of the actor, such as ``officer:12``.

    :raises DayAlreadyChanged: if the agency's day has been changed already
    :raises SourceMissing: if no paper is named
    """
    queries.get_agency(agency_id)
    day = _record(
        agency_id=agency_id, on=on, kind=DayKind.CLOSURE, name=reason, source=source, by=by, at=at
    )

    _announce(agency_id, on, at)
    return day


@transaction.atomic
def add_holiday(
    *,
    on: date,
    name: str,
    source: str,
    by: str,
    at: datetime,
    kind: DayKind = DayKind.HOLIDAY,
    agency_id: int | None = None,
) -> CalendarDay:
    """Record what a decision makes of a day, for one agency or the whole installation.

    Any kind will do: ``WORKING`` takes back a day off that the shipped calendar only forecasts.

    :raises DayAlreadyChanged: if the day has been changed already
    :raises SourceMissing: if no paper is named
    """
    day = _record(agency_id=agency_id, on=on, kind=kind, name=name, source=source, by=by, at=at)

    _announce(agency_id, on, at)
    return day


@transaction.atomic
def add_swap(
    *,
    off_on: date,
    worked_on: date,
    name: str,
    source: str,
    by: str,
    at: datetime,
    agency_id: int | None = None,
) -> tuple[CalendarDay, CalendarDay]:
    """Give a working day off and have a day of rest worked for it.

    :raises SwapRefused: if the first is no working day or the second is one already
    :raises DayAlreadyChanged: if either day has been changed already
    :raises SourceMissing: if no paper is named
    """
    calendar = queries.get_calendar(agency_id)
    if not calendar.is_working(off_on) or calendar.is_working(worked_on):
        raise SwapRefused(off_on=off_on, worked_on=worked_on)
    off = _record(
        agency_id=agency_id, on=off_on, kind=DayKind.SWAPPED_OFF, name=name, source=source,
        by=by, at=at,
    )  # fmt: skip
    worked = _record(
        agency_id=agency_id, on=worked_on, kind=DayKind.MAKEUP_WORK, name="", source=source,
        by=by, at=at, replaces=off_on,
    )  # fmt: skip

    _announce(agency_id, min(off_on, worked_on), at)
    return off, worked


@transaction.atomic
def withdraw_day(*, agency_id: int | None, on: date, by: str, at: datetime) -> None:
    """Take a recorded change back; both halves when it is a swap. The row stays, as withdrawn.

    :raises DayNotChanged: if nothing is recorded on the day
    """
    standing = _standing(agency_id).select_for_update(of=("self",))
    day = standing.filter(on=on).first()
    if day is None:
        raise DayNotChanged(on=on)
    halves = {on, day.replaces} | set(standing.filter(replaces=on).values_list("on", flat=True))
    standing.filter(on__in=[half for half in halves if half]).update(
        withdrawn_by=by, withdrawn_at=at
    )

    _announce(agency_id, on, at)


def _record(
    *,
    agency_id: int | None,
    on: date,
    kind: DayKind,
    name: str,
    source: str,
    by: str,
    at: datetime,
    replaces: date | None = None,
) -> CalendarDay:
    _require_source(source)
    taken = _standing(agency_id).filter(on=on).first()
    if taken is not None:
        raise DayAlreadyChanged(on=on, name=taken.name or taken.get_kind_display())
    return CalendarDay.objects.create(
        agency_id=agency_id,
        on=on,
        kind=kind,
        name=name,
        source=source,
        replaces=replaces,
        recorded_by=by,
        recorded_at=at,
    )


def _standing(agency_id: int | None) -> QuerySet[CalendarDay]:
    """Return what is recorded for exactly this agency, or for the whole installation."""
    recorded = CalendarDay.objects.filter(withdrawn_at=None)
    if agency_id is None:
        return recorded.filter(agency=None)
    return recorded.filter(agency_id=agency_id)


def _require_source(source: str) -> None:
    if not source.strip():
        raise SourceMissing(field="source")


def _require_week(rows: list[hours.OpeningRow]) -> None:
    try:
        hours.hours_from(rows)
    except ValueError as error:
        raise InvalidHours(field="sessions") from error
    if not rows:
        raise InvalidHours(field="sessions")


def _announce(agency_id: int | None, on: date, at: datetime) -> None:
    """Make every process read the calendars anew, and tell who counts on them."""
    CalendarVersion.objects.update_or_create(
        pk=CalendarVersion.ONLY, defaults={"token": uuid.uuid4()}
    )
    outbox.publish(
        CalendarChanged(agency_id=agency_id, on=on),
        subject=Subject(kind="calendar", key=str(agency_id or "all")),
        at=at,
    )
