"""What the satisfaction context announces."""

from dataclasses import dataclass

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceRated(Event):
    """A citizen has rated how a dossier was handled; who it was stays out of the event."""

    type = "satisfaction.rated"

    agency_id: int
    procedure_id: int
    marks: int
    satisfied_marks: int
