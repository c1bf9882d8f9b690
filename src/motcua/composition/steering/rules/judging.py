"""Were the forecasts right? Each past dossier foretold from what was known when it entered its step."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.composition.steering.rules.passages import WHOLE, Groups, Key, Passage
from motcua.composition.steering.rules.remaining import Course, bucket

Worked = Callable[[int, datetime, datetime], float]
"""Working seconds of an agency between two moments."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of the dossiers that were given a risk of that tenth."""

    tenth: int
    """0 for a risk under 10 %, 9 for 90 % and more."""
    foretold: int
    """How many were given such a risk."""
    late: int
    """How many of them took longer than the time they had."""
    expected: float
    """How many of them would have, had each risk been exactly right."""


def judge(past: Iterable[tuple[Key, Passage]], *, worked: Worked) -> list[Judged]:
    """Return, by tenth of risk, how many dossiers were foretold late and how many were.

    Nothing is used that was not known at that moment: what was not finished then counts as open.
    """
    by_procedure: dict[int, list[tuple[Key, Passage]]] = defaultdict(list)
    for key, passage in past:
        by_procedure[key[1]].append((key, passage))
    tallies: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for found in by_procedure.values():
        found.sort(key=lambda one: one[1].entered_at)
        for place, (key, passage) in enumerate(found):
            is_late = _is_late(passage)
            risk = None if is_late is None else _risk(key, passage, found[:place], worked)
            if risk is not None:
                tally = tallies[bucket(risk)]
                tally[0] += 1
                tally[1] += bool(is_late)
                tally[2] += risk
    return [
        Judged(tenth=tenth, foretold=int(foretold), late=int(late), expected=expected)
        for tenth, (foretold, late, expected) in sorted(tallies.items())
    ]


def _is_late(passage: Passage) -> bool | None:
    """Say whether it took longer than it had; None if nobody can know, for it was cut off before."""
    if passage.allowed is None or passage.seconds is None:
        return None
    if passage.seconds > passage.allowed:
        return True
    return False if passage.is_finished else None


def _risk(
    key: Key, passage: Passage, before: Sequence[tuple[Key, Passage]], worked: Worked
) -> float | None:
    now = passage.entered_at
    groups = Groups((of, _as_known(of, one, now, worked)) for of, one in before)
    in_step = None if key[2] == WHOLE else 0.0
    assert passage.allowed is not None
    found = groups.look(key, in_step=in_step, in_all=0.0, left=passage.allowed)
    return found.outlook.risk if found else None


def _as_known(key: Key, passage: Passage, now: datetime, worked: Worked) -> Course:
    """Return the course as far as it was known then."""
    if passage.ended_at is not None and passage.seconds is not None and passage.ended_at <= now:
        return Course(seconds=passage.seconds, is_finished=passage.is_finished)
    return Course(seconds=worked(key[0], passage.entered_at, now), is_finished=False)
