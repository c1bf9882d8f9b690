"""Promises by the thousand: who waits for one, and what the entries make of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from django.db.models import Q

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.queries.content import run_turns
from motcua.foundation.kernel import clock


def list_promised(
    *, agency_id: int | None, changed_on: date, after_id: int, limit: int
) -> list[Dossier]:
    """Return open dossiers promised for the day or later, held until the transaction ends. One query."""
    waiting = Q(
        state__in=sorted(rules.RUNNING),
        due_at__gte=datetime.combine(changed_on, time(), tzinfo=clock.VIETNAM),
    )
    if agency_id is not None:
        waiting &= Q(agency_id=agency_id)
    held = Dossier.objects.select_for_update(of=("self",), no_key=True)
    return list(held.filter(waiting, pk__gt=after_id).order_by("pk")[:limit])


def list_turns(dossier_ids: Collection[int]) -> Mapping[int, Sequence[rules.Turn]]:
    """Return what the clocks of these dossiers heard, in order. One query."""
    heard: dict[int, list[rules.Turn]] = defaultdict(list)
    rows = DossierEvent.objects.filter(
        dossier_id__in=list(dossier_ids), act__in=sorted(rules.TURNS)
    ).order_by("dossier_id", "seq")
    for dossier_id, act, occurred_at, recorded_at, payload in rows.values_list(
        "dossier_id", "act", "occurred_at", "recorded_at", "payload"
    ):
        told = rules.turn(
            Act(act), occurred_at=occurred_at, recorded_at=recorded_at, payload=payload
        )
        heard[dossier_id].append(told)
    return heard


def count_again(dossier: Dossier, turns: Sequence[rules.Turn]) -> datetime | None:
    """Return what the clock says of the dossier on the calendar as it is now."""
    return run_turns(dossier, turns).due_at
