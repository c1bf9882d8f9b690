"""What of a dossier's past is a course: from each step, and from acceptance, to the result."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from motcua.composition.steering.enums import Basis
from motcua.composition.steering.rules.remaining import Course, Curve, Outlook
from motcua.foundation.kernel.worktime import Calendar, working_seconds_between

WHOLE: Final = ""
"""Stands for the step of who looks at no step: from the beginning of the count."""
LATEST: Final = 200
"""How many of the last dossiers of one agency, procedure and step are looked at."""


class Run(Protocol):
    """A stretch of a dossier's life in which its promise ran."""

    @property
    def since(self) -> datetime: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def is_finished(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the process as a dossier entered it."""

    code: str
    entered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A dossier on its way from a step to its result, or to where its way was cut."""

    step: str
    entered_at: datetime
    ended_at: datetime | None
    """None while it is on its way."""
    is_finished: bool
    """Whether it ended with a result; else all that is known is that it took longer."""
    seconds: float | None
    """Working time it took; None while it is on its way."""
    allowed: float | None
    """Working time there was from the step to the promise; None without a limit."""


def divide(runs: Sequence[Run], steps: Iterable[Step], calendar: Calendar) -> list[Passage]:
    """Return the passages of a dossier, oldest first.

    A supplement begins the count anew (Article 19.4 of Decree 61/2018): what was before it is cut off
    there, for the time that the applicant takes is not the agency's.
    """
    entered = sorted(steps, key=lambda step: step.entered_at)
    return [
        _passage(run, step, calendar)
        for run in runs
        for step in (Step(code=WHOLE, entered_at=run.since), *_within(run, entered))
    ]


def _within(run: Run, steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        if step.entered_at >= run.since and (run.until is None or step.entered_at < run.until):
            yield step


def _passage(run: Run, step: Step, calendar: Calendar) -> Passage:
    def until(moment: datetime | None) -> float | None:
        if moment is None:
            return None
        return working_seconds_between(calendar, step.entered_at, moment)

    return Passage(
        step=step.code,
        entered_at=step.entered_at,
        ended_at=run.until,
        is_finished=run.is_finished,
        seconds=until(run.until),
        allowed=until(run.due_at),
    )


@dataclass(frozen=True, kw_only=True)
class Found:
    """An outlook, and which dossiers it was learnt from."""

    outlook: Outlook
    basis: Basis


Key = tuple[int, int, str]
"""Agency, procedure and step."""


class Groups:
    """The courses of some procedures, asked from the nearest group to the widest."""

    def __init__(self, courses: Iterable[tuple[Key, Course]]) -> None:
        """Keep the courses by agency, procedure and step; curves are made when first asked for."""
        self._near: Mapping[Key, list[Course]] = defaultdict(list)
        self._wide: Mapping[tuple[int, str], list[Course]] = defaultdict(list)
        self._curves: dict[tuple[int | None, int, str], Curve] = {}
        for (agency_id, procedure_id, step), course in courses:
            self._near[agency_id, procedure_id, step].append(course)
            self._wide[procedure_id, step].append(course)

    def look(self, key: Key, *, in_step: float | None, in_all: float, left: float) -> Found | None:
        """Return the outlook from the nearest group that is large enough, if one is.

        Dossiers of other procedures are never taken: another procedure has other work and another limit.

        :param in_step: working seconds in the step; None if the dossier is in none
        :param in_all: working seconds since the count began
        :param left: working seconds until the promise
        """
        agency_id, procedure_id, step = key
        for basis in Basis:
            of_step = basis in {Basis.STEP_HERE, Basis.STEP_ANYWHERE}
            spent = in_step if of_step else in_all
            if spent is None:
                continue
            here = agency_id if basis in {Basis.STEP_HERE, Basis.WHOLE_HERE} else None
            curve = self._curve(here, procedure_id, step if of_step else WHOLE)
            outlook = curve.look(spent=spent, left=left)
            if outlook is not None:
                return Found(outlook=outlook, basis=basis)
        return None

    def _curve(self, agency_id: int | None, procedure_id: int, step: str) -> Curve:
        key = (agency_id, procedure_id, step)
        if key not in self._curves:
            courses = (
                self._wide.get((procedure_id, step), [])
                if agency_id is None
                else self._near.get((agency_id, procedure_id, step), [])
            )
            self._curves[key] = Curve(courses)
        return self._curves[key]
