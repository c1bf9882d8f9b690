"""The verbs of exchange."""

from motcua.capabilities.exchange.actions.reports import DELIVER, deliver, owe, resend
from motcua.capabilities.exchange.actions.systems import (
    CALLS_A_MINUTE,
    NOTHING,
    OVERLAP,
    Called,
    Issued,
    add_key,
    count_call,
    end,
    end_key,
    issue,
    log_call,
    prove,
    register,
    rotate,
)

__all__ = [
    "CALLS_A_MINUTE",
    "DELIVER",
    "NOTHING",
    "OVERLAP",
    "Called",
    "Issued",
    "add_key",
    "count_call",
    "deliver",
    "end",
    "end_key",
    "issue",
    "log_call",
    "owe",
    "prove",
    "register",
    "resend",
    "rotate",
]
