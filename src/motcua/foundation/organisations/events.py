"""What this context announces."""

from dataclasses import dataclass
from datetime import date

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """The working calendar of an agency, or of the whole installation, has changed from a day on."""

    type = "organisations.calendar-changed"

    agency_id: int | None
    on: date


@dataclass(frozen=True, kw_only=True)
class ReorganisationEntryRecorded(Event):
    """An entry was added to the log of a reorganisation."""

    type = "organisations.reorganisation-entry-recorded"

    reorganisation_id: int
    seq: int
    hash: str
    act: str
    source: str
    target: str
    by: str
