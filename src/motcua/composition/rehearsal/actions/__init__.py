"""Each verb of the rehearsals."""

from motcua.composition.rehearsal.actions.replaying import Generated, generate, replay, replay_saved
from motcua.composition.rehearsal.actions.scripts import expect, keep, retire
from motcua.composition.rehearsal.actions.sitting import (
    get_up,
    move,
    rehearse_again,
    sit_down,
    take_back,
)

__all__ = [
    "Generated",
    "expect",
    "generate",
    "get_up",
    "keep",
    "move",
    "rehearse_again",
    "replay",
    "replay_saved",
    "retire",
    "sit_down",
    "take_back",
]
