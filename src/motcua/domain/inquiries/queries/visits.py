"""Visits of a dossier, and an officer's list of those ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from motcua.domain.inquiries.enums import Finding
from motcua.domain.inquiries.errors import VisitNotFound
from motcua.domain.inquiries.models import OPEN_VISIT, Visit
from motcua.domain.inquiries.queries.opinions import LIVE
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import sealing

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


PLAN: Final = "visit:plan"
MINUTES: Final = "visit:minutes"
MOST: Final = 200
"""Appointments of one officer that a list shows."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an appointment says (Article 19.3.b: time, place, who takes part, what about)."""

    starts_at: datetime
    place: str
    taking_part: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What the minutes of a visit say."""

    finding: Finding
    present: str
    content: str
    late_reason: str


def get_visit(visit_id: int, dossier: Dossier) -> Visit:
    """Return a visit of a dossier that was fetched with the right to it. One query.

    Raises:
        VisitNotFound: if the dossier has none of this key.
    """
    visit = _with_dossier().filter(pk=visit_id, dossier=dossier).first()
    if visit is None:
        raise VisitNotFound
    return visit


def list_visits(dossier: Dossier) -> list[Visit]:
    """Return the dossier's visits by their time. One query."""
    return list(_with_dossier().filter(dossier=dossier).order_by("starts_at", "pk"))


def list_ahead(officer: Officer) -> list[Visit]:
    """Return the officer's appointments that lack their minutes, soonest first. One query.

    What the officer arranged in an agency of before stays with that agency's dossiers.
    """
    rows = _with_dossier().filter(
        OPEN_VISIT, post_id=officer.seat_id, dossier__agency_id=officer.agency_id,
        dossier__state__in=sorted(LIVE),
    )  # fmt: skip
    return list(rows.order_by("starts_at", "pk")[:MOST])


def list_visits_ahead(dossier_ids: Iterable[int], *, now: datetime) -> list[Visit]:
    """Return the visits of these dossiers that are still to come, soonest first. One query."""
    rows = _with_dossier().filter(
        OPEN_VISIT, dossier__in=list(dossier_ids), starts_at__gt=now,
        dossier__state__in=sorted(LIVE),
    )  # fmt: skip
    return list(rows.order_by("starts_at", "pk")[:MOST])


def count_open_visits(dossier: Dossier) -> int:
    """Return how many visits of the dossier lack their minutes. One query."""
    return Visit.objects.filter(OPEN_VISIT, Q(dossier=dossier)).count()


def read_plan(visit: Visit) -> Plan:
    """Return what the appointment says, opened. No query."""
    words = sealing.open_sealed(_key(visit), visit.sealed, context=PLAN)
    return Plan(starts_at=visit.starts_at, **words)


def read_minutes(visit: Visit) -> Minutes | None:
    """Return what the minutes say, opened, if there are any. No query."""
    if visit.sealed_minutes is None:
        return None
    words = sealing.open_sealed(_key(visit), visit.sealed_minutes, context=MINUTES)
    return Minutes(finding=Finding(visit.finding), **words)


def _with_dossier() -> QuerySet[Visit]:
    return Visit.objects.select_related(
        "dossier__agency", "dossier__receiving_agency", "dossier__applicant"
    )


def _key(visit: Visit) -> bytes:
    return sealing.unwrap_key(visit.dossier.wrapped_key, visit.dossier.subject)
