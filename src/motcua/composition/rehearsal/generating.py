"""Scripts that try what nobody has tried: sample answers on one side, ways of the process on the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Form, FormPath
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Model, ProcessPath
from motcua.composition.casework import filling, handling, lodging
from motcua.composition.rehearsal import playing, running
from motcua.composition.rehearsal.enums import MoveKind
from motcua.composition.rehearsal.observing import Eye
from motcua.composition.rehearsal.playing import Play
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.moves import Item, Move
from motcua.composition.rehearsal.running import Played
from motcua.composition.rehearsal.world import World
from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal

ENDED: Final = frozenset({State.DECIDED, State.HANDED_OVER, State.REJECTED})
REASON: Final = "Lý do diễn tập."
_WANTED: Final = Item(what="Giấy tờ cần bổ sung (diễn tập)", why=REASON)


@dataclass(frozen=True, kw_only=True)
class Route:
    """One way through form and process that is worth trying."""

    answers: Mapping[str, Any]
    steps: tuple[tuple[str, str], ...]
    reaches: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Goals:
    """Everything there is to try in a form and a process, and what nobody can reach."""

    form: tuple[forms.Goal, ...]
    process: tuple[str, ...]
    unreachable: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """All that can be reached."""
        return frozenset((*(goal.key for goal in self.form), *self.process)) - self.unreachable


def find(form: Form, model: Model, *, today: date) -> tuple[Goals, tuple[Route, ...]]:
    """Return the goals of form and process, and few routes that together reach them all."""
    by_form = forms.find_paths(form, today=today)
    by_process = workflow.find_paths(model)
    goals = Goals(
        form=forms.list_goals(form),
        process=workflow.list_goals(model),
        unreachable=by_form.unreachable | by_process.unreachable,
    )
    return goals, tuple(_routes(by_form.paths, by_process.paths))


def _routes(by_form: Sequence[FormPath], by_process: Sequence[ProcessPath]) -> Iterator[Route]:
    """Join each way through the form with one through the process; the shorter list begins anew."""
    for place, (filled, walked) in enumerate(zip_longest(by_form, by_process)):
        answers = filled or by_form[place % len(by_form)]
        steps = walked or by_process[place % len(by_process)]
        yield Route(
            answers=answers.sampled.answers,
            steps=steps.steps,
            reaches=answers.reaches | steps.reaches,
        )


def choose(routes: Sequence[Route], tried: Collection[str], goals: Goals) -> list[Route]:
    """Return the routes that reach something nobody has tried, the most telling first."""
    left = set(goals.keys) - set(tried)
    chosen: list[Route] = []
    waiting = list(routes)
    while left and waiting:
        best = max(waiting, key=lambda route: len(route.reaches & left))
        if not best.reaches & left:
            break
        chosen.append(best)
        waiting.remove(best)
        left -= best.reaches
    return chosen


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A route that was played: the script it became, how far it came and why it stopped there."""

    script: tuple[Move, ...]
    played: Played
    why_stuck: str
    """Why the product would not go on, or that the process ended and the dossier did not."""
    last_step: str
    """What was done last, for whoever mends it."""


def play(world: World, route: Route, *, at: datetime) -> Tried:
    """Play the route as people would: fill in, attach what is asked, lodge, take in, step by step.

    Raises:
        TooLong: if it takes too long.
    """
    under_way = _UnderWay(world, at)
    refusal = under_way.go(route)
    return Tried(
        script=tuple(under_way.script),
        played=Played(
            eye=under_way.eye,
            seen=tuple(under_way.seen),
            refusals=tuple(under_way.refusals),
            reaches=running.reached(under_way.play),
        ),
        why_stuck=_why_stuck(under_way.play, refusal),
        last_step=under_way.last_step,
    )


def _why_stuck(play: Play, refusal: Refusal | None) -> str:
    if refusal is not None:
        found = refusal.problems if isinstance(refusal, InvalidInput) else ()
        return " ".join([str(refusal.text), *(str(problem.text) for problem in found)])
    state = State(play.dossier().state)
    if state not in ENDED:
        return _("Quy trình đã hết mà hồ sơ chưa có kết quả ({state}).").format(state=state.label)
    return ""


class _UnderWay:
    """A route being played, with what was done and seen so far."""

    def __init__(self, world: World, at: datetime) -> None:
        self.play: Play = playing.begin(world, at=at)
        self.eye = Eye(play=self.play)
        self.script: list[Move] = []
        self.seen = [self.eye.look()]
        self.refusals: list[Refusal | None] = []
        self.last_step = ""

    def go(self, route: Route) -> Refusal | None:
        """Make the moves of the route until the end or a refusal, which is returned."""
        beginning = (moves.Answer(answers=dict(route.answers)), None, moves.Lodge(), moves.Accept())
        for move in (*beginning, *route.steps):
            for one in self._moves_for(move):
                self.last_step = self._say(one)
                refusal = playing.make(self.play, one)
                self.script.append(one)
                self.refusals.append(refusal)
                self.seen.append(self.eye.look(refusal))
                if refusal is not None:
                    return refusal
        return None

    def _moves_for(self, wanted: Move | tuple[str, str] | None) -> list[Move]:
        if wanted is None:
            return self._papers()
        if not isinstance(wanted, tuple):
            return [wanted]
        task, outcome = wanted
        if task == lodging.SUPPLEMENT_TASK:
            return [moves.Supplement(), moves.Lodge()]
        if task == handling.CONFIRM_TASK:
            return [moves.Confirm(outcome=outcome, reason=self._reason(task, outcome))]
        items = (_WANTED,) if outcome == handling.ASK else ()
        return [
            moves.Do(task=task, outcome=outcome, reason=self._reason(task, outcome), items=items)
        ]

    def _papers(self) -> list[Move]:
        """Attach everything that is asked for and not attached."""
        assert self.play.draft_id is not None
        opened = filling.open_filling(self.play.draft_id, self.play.applicant)
        today = clock.day_in_vietnam(self.play.now)
        return [
            moves.Attach(paper=asked.paper.code)
            for asked in filling.list_asked_papers(opened, today=today)
            if not asked.attached
        ]

    def _say(self, move: Move) -> str:
        kind = str(MoveKind(msgspec.to_builtins(move)["do"]).label)
        if isinstance(move, moves.Do):
            return f"{kind}: {self.play.world.model.nodes[move.task].name}"
        return kind

    def _reason(self, task: str, outcome: str) -> str:
        choices = self.play.world.model.nodes[task].choices
        needs = any(choice.code == outcome and choice.needs_reason for choice in choices)
        return REASON if needs or outcome == handling.ASK else ""
