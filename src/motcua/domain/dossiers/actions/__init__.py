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
    extend,
    hand_over,
    hold,
    note,
    reject,
    stop,
    withdraw,
)
from motcua.domain.dossiers.actions.intake import (
    Through,
    accept,
    ask_at_intake,
    direct,
    lodge,
    lodge_held,
    refuse,
    supplement,
)
from motcua.domain.dossiers.actions.redating import Redated, redate
from motcua.domain.dossiers.actions.reorganising import (
    Ordered,
    carry_counters,
    follow,
    follow_drafts,
    place,
)

__all__ = [
    "Ordered",
    "Redated",
    "Through",
    "accept",
    "ask_after_assessment",
    "ask_at_intake",
    "carry_counters",
    "confirm",
    "count_result",
    "decide",
    "direct",
    "discard_draft",
    "extend",
    "follow",
    "follow_drafts",
    "hand_over",
    "hold",
    "lock_draft",
    "lodge",
    "lodge_held",
    "note",
    "open_supplement",
    "place",
    "redate",
    "refuse",
    "reject",
    "save_draft",
    "start_draft",
    "stop",
    "supplement",
    "withdraw",
]
