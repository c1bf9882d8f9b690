"""Many dossiers' histories as bare facts for figures: acts and moments, nobody's name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.foundation.kernel.clock import VIETNAM


@dataclass(frozen=True, kw_only=True, slots=True)
class Lodged:
    """A dossier as a case among many."""

    id: int
    reference: str
    number: str | None
    procedure_version_id: int
    agency_id: int
    receiving_agency_id: int
    state: State
    lodged_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Acted:
    """An entry of a dossier's log: what was done, for which agency, when."""

    dossier_id: int
    act: Act
    agency_id: int | None
    """None for the applicant's own acts."""
    occurred_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """An entry of a dossier's log, of somebody whose doings are asked after."""

    dossier_id: int
    act: Act
    at: datetime


_COLUMNS = tuple(Lodged.__dataclass_fields__)


def list_lodged(
    *, procedure_id: int, agency_ids: Collection[int], since: date, until: date, limit: int
) -> list[Lodged]:
    """Return the agencies' dossiers of a procedure lodged in these days, both included. One query.

    Whose figures these agencies' are was checked before: nothing here leads to a person.
    """
    rows = Dossier.objects.filter(
        procedure_id=procedure_id,
        agency_id__in=sorted(agency_ids),
        lodged_at__gte=datetime.combine(since, time(), tzinfo=VIETNAM),
        lodged_at__lt=datetime.combine(until + timedelta(days=1), time(), tzinfo=VIETNAM),
    )
    found = rows.order_by("lodged_at", "pk").values_list(*_COLUMNS)[:limit]
    return [_lodged(dict(zip(_COLUMNS, row, strict=True))) for row in found]


def _lodged(row: dict[str, Any]) -> Lodged:
    return Lodged(**row | {"state": State(row["state"])})


def list_acted(dossier_ids: Iterable[int], acts: Collection[Act]) -> list[Acted]:
    """Return the entries of these acts, dossier by dossier in their order. One query for any number."""
    rows = DossierEvent.objects.filter(dossier_id__in=sorted(dossier_ids), act__in=sorted(acts))
    found = rows.order_by("dossier_id", "seq").values_list(
        "dossier_id", "act", "agency_id", "occurred_at"
    )
    return [
        Acted(dossier_id=dossier_id, act=Act(act), agency_id=agency_id, occurred_at=at)
        for dossier_id, act, agency_id, at in found
    ]


def list_done_by(actors: Collection[str], acts: Collection[Act], *, since: datetime) -> list[Done]:
    """Return the entries of these acts by these actors from then on, in time. One query.

    The log has no index by actor: this is for the few dossiers of the site for practising.
    """
    rows = DossierEvent.objects.filter(
        by__in=sorted(actors), act__in=sorted(acts), recorded_at__gte=since
    )
    found = rows.order_by("recorded_at", "dossier_id", "seq").values_list(
        "dossier_id", "act", "recorded_at"
    )
    return [Done(dossier_id=dossier_id, act=Act(act), at=at) for dossier_id, act, at in found]
