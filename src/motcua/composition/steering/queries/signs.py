"""Signs that a rate looks better than the handling was: counted by agency and kind, each with its dossiers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q, QuerySet

from motcua.composition.steering.models import Sign
from motcua.domain.dossiers.enums import Flagged

PAGE: Final = 25


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Which signs of an agency are asked for; both days are included."""

    agency_id: int
    since: date
    until: date
    kind: Flagged | None = None
    procedure_id: int | None = None


def count_signs(
    agency_ids: Collection[int], *, since: date, until: date
) -> dict[tuple[int, Flagged], int]:
    """Return in how many dossiers there is such a sign, by agency and kind. One query."""
    rows = Sign.objects.filter(agency_id__in=agency_ids, on__range=(since, until))
    counted = rows.order_by().values_list("agency_id", "kind")
    return {
        (agency_id, Flagged(kind)): number
        for agency_id, kind, number in counted.annotate(n=Count("dossier_id", distinct=True))
    }


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A dossier with the signs in its log."""

    dossier_id: int
    at: datetime
    """Of the last sign."""
    kinds: tuple[Flagged, ...]


def list_signed(
    seen: Seen, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Signed]:
    """Return the dossiers with such signs, that of the latest sign first. One query."""
    rows = (
        _seen(seen)
        .order_by()
        .values("dossier_id")
        .annotate(last=Max("at"), kinds=ArrayAgg("kind", distinct=True, order_by="kind"))
    )
    if after is not None:
        at, key = after
        rows = rows.filter(Q(last__lt=at) | Q(last=at, dossier_id__lt=key))
    return [
        Signed(
            dossier_id=row["dossier_id"], at=row["last"], kinds=tuple(map(Flagged, row["kinds"]))
        )
        for row in rows.order_by("-last", "-dossier_id")[:limit]
    ]


def count_seen(seen: Seen) -> int:
    """Return in how many dossiers there is such a sign. One query."""
    return _seen(seen).values("dossier_id").distinct().count()


def _seen(seen: Seen) -> QuerySet[Sign]:
    rows = Sign.objects.filter(agency_id=seen.agency_id, on__range=(seen.since, seen.until))
    if seen.kind is not None:
        rows = rows.filter(kind=seen.kind)
    if seen.procedure_id is not None:
        rows = rows.filter(procedure_id=seen.procedure_id)
    return rows
