"""What may be learnt from use, and how far: which procedure people open after a query, by days.

A query and the procedure opened after it count once a day, however often it happens: nobody pushes a
procedure by hammering. Of the query only a keyed digest is kept, of who asked nothing at all. A query
with a digit (a number plate, an identity number, a date) or a long one (somebody's story) is not kept.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from motcua.domain.procedures.rules import words

KEPT_DAYS: Final = 180
"""Days for which a day's openings are remembered."""
UNUSED_DAYS: Final = 30
"""Days after which what has not been opened on enough days is forgotten."""
LEAST_DAYS: Final = 5
"""Different days on which it must have happened to count at all."""
MOST_A_DAY: Final = 5_000
"""New openings written down on one day; a flood of invented queries ends there."""
LONGEST: Final = 60
"""Letters of a query."""
_HALF_LIFE: Final = 45
"""Days after which a day counts half."""
_ENOUGH: Final = 30
"""Days, all of them recent, after which more make no difference."""
_MOST: Final = 0.12
"""The most that use adds to relevance: it decides between answers nearly as good."""


def countable(text: str) -> str | None:
    """Return the query as it is counted, folded; None if it is not to be kept."""
    folded = " ".join(words.syllables(text[: LONGEST + 1]))
    if not folded or len(text) > LONGEST or any(sign.isdigit() for sign in text):
        return None
    return folded


def boost(ages: Sequence[int]) -> float:
    """Return what use adds to relevance, 0 to 0.12.

    :param ages: how many days ago it was opened, a number for each day
    """
    if len(ages) < LEAST_DAYS:
        return 0.0
    recent = sum(0.5 ** (age / _HALF_LIFE) for age in ages)
    return _MOST * min(1.0, math.log1p(recent) / math.log1p(_ENOUGH))


def boosts(opened: Mapping[int, Sequence[int]]) -> dict[int, tuple[float, int]]:
    """Return for each procedure opened on enough days what it adds, and on how many days."""
    return {
        procedure_id: (boost(ages), len(ages))
        for procedure_id, ages in opened.items()
        if len(ages) >= LEAST_DAYS
    }
