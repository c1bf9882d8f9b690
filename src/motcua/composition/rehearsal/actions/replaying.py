"""Replaying the tests of a procedure on a draft, and making tests of what nobody has tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from motcua.composition.rehearsal import generating, permissions, playing, queries, running
from motcua.composition.rehearsal import world as worlds
from motcua.composition.rehearsal.actions import scripts
from motcua.composition.rehearsal.enums import Outcome
from motcua.composition.rehearsal.errors import NothingToRehearse
from motcua.composition.rehearsal.generating import Tried
from motcua.composition.rehearsal.models import Run, Script
from motcua.composition.rehearsal.playing import WorkerFailed
from motcua.composition.rehearsal.rules import comparing, moves
from motcua.composition.rehearsal.world import World
from motcua.domain.procedures.errors import DraftChangedMeanwhile
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

GENERATE_SECONDS: Final = 8.0
"""Seconds after which generating stops between two tests; asked again, it goes on."""
_IN_ONE_WORLD: Final = 20
"""Tests replayed in one transaction: long ones keep the database from tidying up."""


def replay(*, draft_id: int, by: Officer, at: datetime) -> list[Run]:
    """Replay every test of the draft's procedure on the draft as it stands.

    :raises NothingToRehearse: if the draft is closed, or a repeal
    """
    return _replay(permissions.get_open_draft(draft_id, by), at=at)


def replay_saved(*, draft: "RecordDraft", at: datetime) -> list[Run]:
    """Replay the tests because the draft was saved, if it still can be published."""
    return _replay(draft, at=at) if queries.is_rehearsable(draft) else []


def _replay(draft: "RecordDraft", *, at: datetime) -> list[Run]:
    tests = [shown.script for shown in queries.list_scripts(draft)]
    runs: list[Run] = []
    for first in range(0, len(tests), _IN_ONE_WORLD):
        runs += _replay_some(tests[first : first + _IN_ONE_WORLD], draft, at=at)
    Run.objects.bulk_create(runs)
    return runs


def _replay_some(tests: Sequence[Script], draft: "RecordDraft", *, at: datetime) -> list[Run]:
    try:
        with worlds.set_for(draft, begins_at=min(test.begins_at for test in tests)) as world:
            return [_replay_one(test, draft, world, at=at) for test in tests]
    except Refusal as refusal:
        # The draft itself cannot be put in force as it stands.
        return [_failed(test, draft, str(refusal.text), at=at) for test in tests]


def _replay_one(test: Script, draft: "RecordDraft", world: World, *, at: datetime) -> Run:
    try:
        with playing.taken_back():
            played = running.run(world, moves.from_plain(test.moves), at=test.begins_at)
    except Refusal as refusal:
        return _failed(test, draft, str(refusal.text), at=at)
    except WorkerFailed as error:
        return _failed(test, draft, str(error), at=at)
    differences = comparing.compare(test.expected, played.plain)
    return Run(
        script=test,
        draft=draft,
        revision=draft.revision,
        outcome=Outcome.DIFFERS if differences else Outcome.FITS,
        differences=comparing.to_plain(differences),
        reaches=sorted(played.reaches),
        run_at=at,
    )


def _failed(test: Script, draft: "RecordDraft", why: str, *, at: datetime) -> Run:
    return Run(
        script=test,
        draft=draft,
        revision=draft.revision,
        outcome=Outcome.FAILED,
        differences=[],
        reaches=[],
        failure=why,
        run_at=at,
    )


# --- What nobody has tried ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A route that did not come to an end: what was done last, and why it went no further."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Generated:
    """What came of generating: tests that were kept, routes that got stuck, how many are left."""

    kept: tuple[Script, ...]
    stuck: tuple[Stuck, ...]
    left: int


def generate(*, draft_id: int, seen_revision: int, by: Officer, at: datetime) -> Generated:
    """Play the routes that reach what nobody has tried, and keep those that come to their end.

    Stops between two routes when its time is over: asked again, it goes on with what is left.

    :raises NothingToRehearse: if the draft is closed, a repeal, or has no form or process
    :raises DraftChangedMeanwhile: if the draft was saved after what nobody tried was seen
    """
    draft = permissions.get_open_draft(draft_id, by)
    if draft.revision != seen_revision:
        raise DraftChangedMeanwhile
    tests = queries.list_scripts(draft)
    coverage = queries.find_coverage(draft, tests, at=at)
    if coverage is None:
        raise NothingToRehearse
    begins_at = queries.beginning_for(at)
    _goals, routes = generating.find(
        coverage.designed.form, coverage.designed.model, today=clock.day_in_vietnam(begins_at)
    )
    waiting = generating.choose(routes, coverage.tried, coverage.goals)
    ends_by = monotonic() + GENERATE_SECONDS
    tried: list[Tried] = []
    if waiting:
        with worlds.set_for(draft, begins_at=begins_at) as world:
            while waiting and (not tried or monotonic() < ends_by):
                with playing.taken_back():
                    tried.append(generating.play(world, waiting.pop(0), at=begins_at))
    return _keep(draft, tried, left=len(waiting), begins_at=begins_at, by=by, at=at)


def _keep(
    draft: "RecordDraft", tried: Sequence[Tried], *, left: int, begins_at: datetime, by: Officer,
    at: datetime,
) -> Generated:  # fmt: skip
    taken = {shown.script.name for shown in queries.list_scripts(draft)}
    kept, stuck = [], []
    for one in tried:
        name = _free_name(taken)
        if one.why_stuck:
            stuck.append(Stuck(name=one.last_step, why=one.why_stuck))
            continue
        taken.add(name)
        kept.append(
            scripts.add(draft, name, one.script, one.played, begins_at=begins_at, by=by, at=at)
        )
    return Generated(kept=tuple(kept), stuck=tuple(stuck), left=left)


def _free_name(taken: set[str]) -> str:
    number = 1
    while (name := _("Đường tự sinh {number}").format(number=number)) in taken:
        number += 1
    return name
