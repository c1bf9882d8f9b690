"""Promises by the thousand: who waits for one, and what the entries make of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Final

from django.db.models import Q

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.queries.content import run_turns
from motcua.foundation.kernel import clock

RESULTS: Final = frozenset({Act.DECIDE, Act.REJECT})
"""The acts by which a result exists."""


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


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of a dossier's life in which its promise ran."""

    since: datetime
    until: datetime | None
    """None while it runs."""
    due_at: datetime | None
    """The end of the limit with what was waited since; an extension stands on top of it. None without a limit."""
    is_finished: bool
    """Whether it ended with a result; else the applicant was asked, withdrew, or it was stopped.

    What goes on after an obligation was met is no run: its beginning lies before the wait.
    """


def list_runs(found: Sequence[Dossier]) -> Mapping[int, tuple[Run, ...]]:
    """Return when the promises of these dossiers ran, oldest first. One query, one for each calendar."""
    heard = list_turns([dossier.pk for dossier in found])
    return {
        dossier.pk: tuple(_runs(dossier, heard[dossier.pk]))
        for dossier in found
        if dossier.pk in heard
    }


def _runs(dossier: Dossier, turns: Sequence[rules.Turn]) -> Iterator[Run]:
    ran = run_turns(dossier, turns)
    ends = dict(ran.counts)
    for stretch, following in pairwise([*ran.stretches, None]):
        assert stretch is not None
        if stretch.is_new_count:
            yield Run(
                since=stretch.since,
                until=stretch.until,
                due_at=ends[stretch.since],
                is_finished=following is not None and following.act in RESULTS,
            )


def list_flags_of(
    found: Sequence[Dossier], runs: Mapping[int, Sequence[Run]]
) -> Mapping[int, list[rules.Flag]]:
    """Return what in the logs of these dossiers somebody should look at. One query for any number.

    :param runs: what ``list_runs`` says of them
    """
    logs: dict[int, list[rules.Noted]] = defaultdict(list)
    rows = DossierEvent.objects.filter(dossier_id__in=[dossier.pk for dossier in found])
    for dossier_id, act, occurred_at, recorded_at in rows.order_by("dossier_id", "seq").values_list(
        "dossier_id", "act", "occurred_at", "recorded_at"
    ):
        entry = rules.Noted(act=Act(act), occurred_at=occurred_at, recorded_at=recorded_at)
        logs[dossier_id].append(entry)
    return {
        dossier.pk: rules.find_flags(
            logs[dossier.pk],
            spans=[
                rules.Span(since=run.since, due_at=run.due_at)
                for run in runs.get(dossier.pk, ())
                if run.due_at
            ],
            intake_due_at=dossier.intake_due_at,
        )
        for dossier in found
    }


@dataclass(frozen=True, kw_only=True)
class Promised:
    """An open dossier with its promise, as much of it as figures need."""

    dossier_id: int
    reference: str
    agency_id: int
    procedure_id: int
    due_at: datetime


def list_running_promises(*, after_id: int, limit: int) -> list[Promised]:
    """Return open dossiers whose promise runs, of every agency, by id. One query."""
    rows = Dossier.objects.filter(
        state__in=sorted(rules.RUNNING), due_at__isnull=False, pk__gt=after_id
    ).order_by("pk")
    values = rows.values_list("pk", "reference", "agency_id", "procedure_id", "due_at")
    return [
        Promised(
            dossier_id=key,
            reference=reference,
            agency_id=agency_id,
            procedure_id=procedure_id,
            due_at=due_at,
        )
        for key, reference, agency_id, procedure_id, due_at in values[:limit]
        if due_at is not None
    ]
