"""The verbs of feedback, and the only writers of its tables: each locks the row and adds an entry."""

from motcua.domain.feedback.actions.handling import (
    Classified,
    accept,
    answer,
    ask,
    decline,
    give_back,
    lead_out,
    publish,
    route,
    withhold,
)
from motcua.domain.feedback.actions.log import LONGEST, LONGEST_LINE
from motcua.domain.feedback.actions.sending import (
    Received,
    Sent,
    rate,
    receive,
    reopen,
    supplement,
)

__all__ = [
    "LONGEST",
    "LONGEST_LINE",
    "Classified",
    "Received",
    "Sent",
    "accept",
    "answer",
    "ask",
    "decline",
    "give_back",
    "lead_out",
    "publish",
    "rate",
    "receive",
    "reopen",
    "route",
    "supplement",
    "withhold",
]
