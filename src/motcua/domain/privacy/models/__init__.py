"""Tables of privacy."""

from motcua.domain.privacy.models.breaches import BREACH, Breach, BreachEvent
from motcua.domain.privacy.models.impact import ImpactEntry
from motcua.domain.privacy.models.objections import OBJECTION, Objection, ObjectionEvent

__all__ = [
    "BREACH",
    "OBJECTION",
    "Breach",
    "BreachEvent",
    "ImpactEntry",
    "Objection",
    "ObjectionEvent",
]
