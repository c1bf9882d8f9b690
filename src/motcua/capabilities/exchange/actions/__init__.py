"""The verbs of exchange."""

from motcua.capabilities.exchange.actions.reports import DELIVER, deliver, owe, resend
from motcua.capabilities.exchange.actions.systems import (
    CALLS_A_MINUTE,
    NOTHING,
    OVERLAP,
    Called,
    count_call,
    end,
    log_call,
    register,
    rotate,
)

__all__ = [
    "CALLS_A_MINUTE",
    "DELIVER",
    "NOTHING",
    "OVERLAP",
    "Called",
    "count_call",
    "deliver",
    "end",
    "log_call",
    "owe",
    "register",
    "resend",
    "rotate",
]
