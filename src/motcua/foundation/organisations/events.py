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
