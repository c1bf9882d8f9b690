"""Questions asked of rehearsals: the point where one stands, the tests, what nobody has tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from motcua.capabilities.forms import queries as forms
from motcua.composition.rehearsal import designs, generating, observing, running
from motcua.composition.rehearsal import world as worlds
from motcua.composition.rehearsal.enums import Outcome
from motcua.composition.rehearsal.errors import (
    MoveImpossible,
    NothingToRehearse,
    ScriptNotFound,
)
from motcua.composition.rehearsal.generating import Goals
from motcua.composition.rehearsal.models import Run, Script, Sitting
from motcua.composition.rehearsal.observing import AskedPaper, Issued, Scene, Told, Waiting
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.comparing import Difference, Seen
from motcua.composition.rehearsal.rules.comparing import from_plain as read_differences
from motcua.composition.rehearsal.rules.moves import Move, Moves, to_plain
from motcua.domain.procedures.enums import DraftKind, DraftState
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

__all__ = [
    "REPLAY",
    "AskedPaper",
    "Coverage",
    "Difference",
    "Goals",
    "Issued",
    "Look",
    "Move",
    "Moves",
    "Scene",
    "Seen",
    "Shown",
    "Told",
    "Waiting",
    "answer",
    "beginning_for",
    "find_coverage",
    "find_last_version",
    "find_sitting",
    "get_form",
    "get_script",
    "given_answers",
    "has_scripts",
    "is_rehearsable",
    "list_scripts",
    "look",
    "read_differences",
    "read_moves",
    "sample_answers",
    "to_look",
    "to_moves",
    "to_plain",
]

REPLAY: Final = "rehearsal.replay"
"""Name of the job; ``tasks`` holds its body."""
OPEN: Final = frozenset({DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.AGREED})
_MORNING: Final = 9


@dataclass(frozen=True, kw_only=True)
class Look:
    """A rehearsal under way as it stands: its moves, what the product said to each, the scene."""

    script: Moves
    seen: tuple[Seen, ...]
    refusals: tuple[Refusal | None, ...]
    scene: Scene


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A test with what came of its last replay on a draft."""

    script: Script
    last: Run | None
    is_stale: bool
    """Whether the draft was saved since."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What there is to try in form and process, and what the tests that fit have tried."""

    designed: designs.Designed
    goals: Goals
    tried: frozenset[str]

    @property
    def percent(self) -> int:
        """How much of what can be reached was tried, in whole percent, never rounded up to all."""
        keys = self.goals.keys
        return 100 * len(keys & self.tried) // len(keys) if keys else 100

    @property
    def left(self) -> frozenset[str]:
        """What nobody has tried."""
        return self.goals.keys - self.tried


def is_rehearsable(draft: "RecordDraft") -> bool:
    """Say whether the draft may still be published, and publishes something."""
    return draft.state in OPEN and draft.kind != DraftKind.REPEAL


def beginning_for(at: datetime) -> datetime:
    """Return when a rehearsal begins: nine in the morning of the next working day."""
    calendar = organisations.get_national_calendar()
    on = clock.day_in_vietnam(at) + timedelta(days=1)
    while not calendar.is_working(on):
        on += timedelta(days=1)
    return datetime(on.year, on.month, on.day, _MORNING, tzinfo=clock.VIETNAM)


def find_sitting(draft: "RecordDraft", officer: Officer) -> Sitting | None:
    """Return what the officer has under way for the draft. One query."""
    return Sitting.objects.filter(draft=draft, post_id=officer.post_id).first()


def look(draft: "RecordDraft", sitting: Sitting) -> Look:
    """Play what was done so far and return the point where it stands.

    Raises:
        Refusal: if the draft cannot be put in force, or the play takes too long.
    """
    script = moves.from_plain(sitting.moves)
    with worlds.set_for(draft, begins_at=sitting.begins_at) as world:
        played = running.run(world, script, at=sitting.begins_at)
        return to_look(script, played)


def to_look(script: Moves, played: running.Played) -> Look:
    """Return where a play stands, while its world still does."""
    return Look(
        script=script,
        seen=played.seen,
        refusals=played.refusals,
        scene=observing.scene(played.eye),
    )


def to_moves(plain: object) -> list[Move]:
    """Return the moves that plain values describe.

    Raises:
        MoveImpossible: if one of them is no move.
    """
    try:
        return list(moves.from_plain(plain))
    except msgspec.ValidationError as error:
        raise MoveImpossible from error


def sample_answers(draft: "RecordDraft", sitting: Sitting) -> dict[str, forms.Json]:
    """Return what was answered so far, with sample answers to everything else.

    Raises:
        NothingToRehearse: if the draft has no form or process.
    """
    given = given_answers(moves.from_plain(sitting.moves))
    sampled = forms.fill_sample(
        get_form(draft), today=clock.day_in_vietnam(sitting.begins_at), choose=given.get
    )
    return dict(sampled.answers)


def get_form(draft: "RecordDraft") -> forms.Form:
    """Return the form that the draft would be filled in with.

    Raises:
        NothingToRehearse: if it has none, or no process.
    """
    designed = designs.find(draft)
    if designed is None:
        raise NothingToRehearse
    return designed.form


def answer(answers: Mapping[str, forms.Json]) -> Move:
    """Return the move of somebody who gives these answers."""
    return moves.Answer(answers=dict(answers))


def given_answers(script: Moves) -> dict[str, forms.Json]:
    """Return what the applicant answered in a script, the last word on each question."""
    given: dict[str, forms.Json] = {}
    for move in script:
        if isinstance(move, moves.Answer):
            given |= move.answers
    return given


def read_moves(script: Script) -> Moves:
    """Return the moves of a test."""
    return moves.from_plain(script.moves)


def list_scripts(draft: "RecordDraft") -> list[Shown]:
    """Return the tests of the draft's procedure, by name, with their last results. Two queries."""
    rows = Script.objects.filter(procedure_code=draft.procedure_code)
    newest = rows.order_by("name", "-number").distinct("name")
    scripts = [script for script in newest if not script.is_retired]
    runs = Run.objects.filter(draft=draft, script__in=scripts).order_by("script_id", "-pk")
    last = {run.script_id: run for run in runs.distinct("script_id")}
    return [
        Shown(
            script=script,
            last=last.get(script.pk),
            is_stale=script.pk in last and last[script.pk].revision != draft.revision,
        )
        for script in scripts
    ]


def get_script(draft: "RecordDraft", script_id: int) -> Shown:
    """Return a test of the draft's procedure. Two queries.

    Raises:
        ScriptNotFound: if it is another procedure's, retired, or replaced by a newer version.
    """
    for shown in list_scripts(draft):
        if shown.script.pk == script_id:
            return shown
    raise ScriptNotFound


def has_scripts(procedure_code: str) -> bool:
    """Say whether the procedure has tests, or ever had. One query."""
    return Script.objects.filter(procedure_code=procedure_code).exists()


def find_last_version(procedure_code: str, name: str) -> Script | None:
    """Return the newest version of the test of that name, retired or not. One query."""
    rows = Script.objects.filter(procedure_code=procedure_code, name=name)
    return rows.order_by("-number").first()


def find_coverage(draft: "RecordDraft", tests: Sequence[Shown], *, at: datetime) -> Coverage | None:
    """Return what the tests that fit have tried of the draft's form and process; None without them."""
    designed = designs.find(draft)
    if designed is None:
        return None
    goals, _routes = generating.find(designed.form, designed.model, today=clock.day_in_vietnam(at))
    fitting = [one.last for one in tests if one.last and one.last.outcome == Outcome.FITS]
    tried = frozenset[str]().union(*(run.reaches for run in fitting))
    return Coverage(designed=designed, goals=goals, tried=tried & goals.keys)
