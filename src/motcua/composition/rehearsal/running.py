"""A script from its beginning to its end: what was seen, and what it reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.rehearsal import playing
from motcua.composition.rehearsal.observing import Eye
from motcua.composition.rehearsal.playing import Play
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.comparing import Seen
from motcua.composition.rehearsal.rules.moves import Move
from motcua.composition.rehearsal.world import World
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Played:
    """A play as far as it came."""

    eye: Eye
    seen: tuple[Seen, ...]
    """After the beginning, and after each move."""
    refusals: tuple[Refusal | None, ...]
    """Why each move was refused, if it was."""
    reaches: frozenset[str]

    @property
    def plain(self) -> list[Seen]:
        """What was seen, as a test keeps it: JSON values."""
        plain: list[Seen] = msgspec.to_builtins(self.seen)
        return plain


def run(world: World, script: Sequence[Move], *, at: datetime) -> Played:
    """Play the moves in this world, from that moment on.

    Raises:
        TooLong: if there are too many, or they take too long.
    """
    if len(script) > moves.MOST_MOVES:
        raise playing.too_long()
    play = playing.begin(world, at=at)
    eye = Eye(play=play)
    seen, refusals = [eye.look()], []
    for move in script:
        refusal = playing.make(play, move)
        refusals.append(refusal)
        seen.append(eye.look(refusal))
    return Played(eye=eye, seen=tuple(seen), refusals=tuple(refusals), reaches=reached(play))


def reached(play: Play) -> frozenset[str]:
    """Return the goals of form and process that the play reached."""
    today = clock.day_in_vietnam(play.begins_at)
    found = [forms.reached(play.world.form, answers, today=today) for answers in play.declared]
    if play.reference and play.dossier().accepted_at is not None:
        found.append(workflow.reached(play.world.model, tuple(play.steps)))
    return frozenset[str]().union(*found)
