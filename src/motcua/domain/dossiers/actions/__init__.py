"""The verbs of a dossier's life, and the only writers of its tables."""

from motcua.domain.dossiers.actions.drafting import (
    discard_draft,
    lock_draft,
    open_supplement,
    save_draft,
    start_draft,
)
from motcua.domain.dossiers.actions.handling import (
    ask_after_assessment,
    confirm,
    count_result,
    decide,
    hand_over,
    hold,
    note,
    reject,
    stop,
    withdraw,
)
from motcua.domain.dossiers.actions.intake import (
    accept,
    ask_at_intake,
    direct,
    lodge,
    lodge_held,
    refuse,
    supplement,
)

__all__ = [
    "accept",
    "ask_after_assessment",
    "ask_at_intake",
    "confirm",
    "count_result",
    "decide",
    "direct",
    "discard_draft",
    "hand_over",
    "hold",
    "lock_draft",
    "lodge",
    "lodge_held",
    "note",
    "open_supplement",
    "refuse",
    "reject",
    "save_draft",
    "start_draft",
    "stop",
    "supplement",
    "withdraw",
]
