"""The dossiers of a procedure lodged in some days, read as cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from motcua.capabilities.mining.queries import Case, Happening
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import DoneTask
from motcua.composition.hindsight import rules
from motcua.composition.hindsight.errors import SpanTooWide
from motcua.composition.hindsight.rules import activity_of
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Acted, Lodged
from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.worktime import Calendar
from motcua.foundation.organisations import queries as organisations

MOST: Final = 5_000
"""How many dossiers are looked at together; some 15 happenings each are held in memory."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which dossiers are looked at."""

    procedure_id: int
    agency_ids: tuple[int, ...]
    since: date
    until: date
    """First and last day of lodging, both included."""
    version_id: int | None = None
    """Only those pinned to this version; None for all of the procedure."""


@dataclass(frozen=True, kw_only=True)
class Rework:
    """How often dossiers went back, and of how many."""

    sent_back: int
    sent_back_cases: int
    supplements: int
    supplement_cases: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """The cases of an asking, and what their dossiers and steps are called."""

    cases: tuple[Case, ...]
    handled: tuple[Case, ...]
    """Their steps of the process alone, for those that were accepted."""
    dossiers: Mapping[str, Lodged]
    """By the cases' keys."""
    step_names: Mapping[str, tuple[str, str]]
    """Steps that were done, with their name in Vietnamese and English."""
    rework: Rework


def read_story(asked: Asked) -> Story:
    """Return the cases that were asked for. Three queries, and one for each calendar not yet known.

    Raises:
        SpanTooWide: if there are more dossiers than are looked at together
    """
    lodged = dossiers.list_lodged(
        procedure_id=asked.procedure_id,
        agency_ids=asked.agency_ids,
        since=asked.since,
        until=asked.until,
        limit=MOST + 1,
    )
    if len(lodged) > MOST:
        raise SpanTooWide(most=MOST)
    if asked.version_id is not None:
        lodged = [one for one in lodged if one.procedure_version_id == asked.version_id]
    entered = _by_dossier(
        dossiers.list_acted([one.id for one in lodged], rules.TOLD | rules.COUNTED)
    )
    done = _by_subject(workflow.list_done(dossiers.KIND, [one.reference for one in lodged]))
    calendars = {
        agency_id: organisations.get_calendar(agency_id)
        for agency_id in sorted({one.agency_id for one in lodged})
    }
    cases, handled = [], []
    for one in lodged:
        measure = partial(_measure, calendars[one.agency_id])
        tasks = done.get(one.reference, ())
        steps = [_step(task, one, measure) for task in tasks]
        acts = list(_acts(entered.get(one.id, ()), one, measure))
        happenings = sorted([*acts, *steps], key=_order)
        cases.append(
            Case(
                key=str(one.id),
                standing=rules.standing_of(one.state),
                happenings=tuple(happenings),
            )
        )
        if one.accepted_at is not None:
            handled.append(
                Case(
                    key=str(one.id),
                    standing=rules.handling_of(one.state),
                    happenings=tuple(steps),
                )
            )
    return Story(
        cases=tuple(cases),
        handled=tuple(handled),
        dossiers={str(one.id): one for one in lodged},
        step_names={
            task.code: (task.name, task.name_en) for tasks in done.values() for task in tasks
        },
        rework=_rework(entered),
    )


def _measure(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Return the working seconds between; none if the end is not after the start."""
    return int(worktime.working_seconds_between(calendar, start, end)) if start < end else 0


def _by_dossier(entered: Iterable[Acted]) -> dict[int, list[Acted]]:
    grouped: defaultdict[int, list[Acted]] = defaultdict(list)
    for one in entered:
        grouped[one.dossier_id].append(one)
    return dict(grouped)


def _by_subject(done: Iterable[DoneTask]) -> dict[str, list[DoneTask]]:
    grouped: defaultdict[str, list[DoneTask]] = defaultdict(list)
    for one in done:
        grouped[one.subject_key].append(one)
    return dict(grouped)


def _step(task: DoneTask, lodged: Lodged, measure: rules.Measure) -> Happening:
    return Happening(
        activity=task.code,
        began_at=task.ready_at,
        done_at=task.done_at,
        began=measure(lodged.lodged_at, task.ready_at),
        done=measure(lodged.lodged_at, task.done_at),
        holder=f"{task.unit_kind}:{task.role}",
        outcome=task.outcome,
    )


def _acts(entered: Sequence[Acted], lodged: Lodged, measure: rules.Measure) -> Iterable[Happening]:
    told = ((one.act, one.occurred_at) for one in entered if one.act in rules.TOLD)
    for act, began_at, done_at, holder in rules.lying(told):
        yield Happening(
            activity=activity_of(act),
            began_at=began_at,
            done_at=done_at,
            began=measure(lodged.lodged_at, began_at),
            done=measure(lodged.lodged_at, done_at),
            holder=holder,
        )


def _order(one: Happening) -> tuple[datetime, int]:
    return rules.order_of(one.activity, one.done_at)


def _rework(entered: Mapping[int, Sequence[Acted]]) -> Rework:
    by_act: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    kinds = {Act.SEND_BACK: "back", Act.ASK: "supplement", Act.ASK_AT_INTAKE: "supplement"}
    for entries in entered.values():
        own = Counter(kinds[one.act] for one in entries if one.act in kinds)
        by_act.update(own)
        cases.update(own.keys())
    return Rework(
        sent_back=by_act["back"],
        sent_back_cases=cases["back"],
        supplements=by_act["supplement"],
        supplement_cases=cases["supplement"],
    )


def count_late(story: Story) -> tuple[int, int]:
    """Return how many of the finished dossiers were late, and of how many the promise is known."""
    known = [
        (one.finished_at, one.due_at)
        for one in story.dossiers.values()
        if one.finished_at is not None and one.due_at is not None
    ]
    return sum(finished_at > due_at for finished_at, due_at in known), len(known)
