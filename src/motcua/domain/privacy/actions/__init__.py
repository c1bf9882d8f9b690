"""The verbs of privacy, and the only writers of its tables: each adds an entry."""

from motcua.domain.privacy.actions.breaches import Notice, close, notify, record, supplement, tell
from motcua.domain.privacy.actions.impact import state_impact
from motcua.domain.privacy.actions.objections import answer, ask
from motcua.domain.privacy.rules.breaches import Report

__all__ = [
    "Notice",
    "Report",
    "answer",
    "ask",
    "close",
    "notify",
    "record",
    "state_impact",
    "supplement",
    "tell",
]
