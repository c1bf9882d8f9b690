"""The verbs of the waiting room, and the only writers of its tables."""

from motcua.domain.reception.actions.bookings import book, cancel, check_in, move
from motcua.domain.reception.actions.calling import (
    call_next,
    finish,
    leave,
    mark_absent,
    recall,
    serve,
    sit_down,
    transfer,
)
from motcua.domain.reception.actions.halls import (
    NamedLine,
    Ways,
    keep_line,
    keep_window,
    open_hall,
    set_ways,
)
from motcua.domain.reception.actions.tickets import give_up, take

__all__ = [
    "NamedLine",
    "Ways",
    "book",
    "call_next",
    "cancel",
    "check_in",
    "finish",
    "give_up",
    "keep_line",
    "keep_window",
    "leave",
    "mark_absent",
    "move",
    "open_hall",
    "recall",
    "serve",
    "set_ways",
    "sit_down",
    "take",
    "transfer",
]
