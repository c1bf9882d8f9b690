"""The verbs of inquiries, and the only writers of its tables."""

from motcua.domain.inquiries.actions.opinions import (
    Asked,
    answer,
    ask,
    note_silence,
    pass_over,
    withdraw,
)
from motcua.domain.inquiries.actions.visits import arrange, call_off, keep_minutes

__all__ = [
    "Asked",
    "answer",
    "arrange",
    "ask",
    "call_off",
    "keep_minutes",
    "note_silence",
    "pass_over",
    "withdraw",
]
