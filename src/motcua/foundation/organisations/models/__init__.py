"""Tables of organisations."""

from motcua.foundation.organisations.models.agencies import (
    Agency,
    CalendarDay,
    CalendarVersion,
    OpeningHours,
    Territory,
    TerritorySuccession,
    Unit,
)
from motcua.foundation.organisations.models.reorganisations import (
    AgencySuccession,
    ArchiveKeeping,
    Reorganisation,
    ReorganisationEvent,
)

__all__ = [
    "Agency",
    "AgencySuccession",
    "ArchiveKeeping",
    "CalendarDay",
    "CalendarVersion",
    "OpeningHours",
    "Reorganisation",
    "ReorganisationEvent",
    "Territory",
    "TerritorySuccession",
    "Unit",
]
