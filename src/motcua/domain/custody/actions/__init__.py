"""The verbs of custody, and the only writers of its tables."""

from motcua.domain.custody.actions.hands import begin, give, hold, take, take_counted
from motcua.domain.custody.actions.losses import (
    Paid,
    find_papers,
    hold_loss,
    make_amends,
    record_payment,
    replace_result,
    report_result,
)

__all__ = [
    "Paid",
    "begin",
    "find_papers",
    "give",
    "hold",
    "hold_loss",
    "make_amends",
    "record_payment",
    "replace_result",
    "report_result",
    "take",
    "take_counted",
]
