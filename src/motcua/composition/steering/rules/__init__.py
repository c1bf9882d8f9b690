"""Formulas of steering: figures of the board, and what the past says of what is open."""

from motcua.composition.steering.rules.figures import (
    FEWEST,
    Figures,
    Open,
    Rate,
    Sums,
    publish,
    total,
)
from motcua.composition.steering.rules.judging import Judged, judge
from motcua.composition.steering.rules.passages import (
    LATEST,
    WHOLE,
    Found,
    Groups,
    Key,
    Passage,
    Step,
    divide,
)
from motcua.composition.steering.rules.remaining import (
    FEWEST_FINISHED,
    Course,
    Curve,
    Outlook,
    bucket,
)

__all__ = [
    "FEWEST",
    "FEWEST_FINISHED",
    "LATEST",
    "WHOLE",
    "Course",
    "Curve",
    "Figures",
    "Found",
    "Groups",
    "Judged",
    "Key",
    "Open",
    "Outlook",
    "Passage",
    "Rate",
    "Step",
    "Sums",
    "bucket",
    "divide",
    "judge",
    "publish",
    "total",
]
