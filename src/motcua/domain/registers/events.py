"""What the registers context announces."""

from dataclasses import dataclass

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RegisterClosed(Event):
    """The register of a one-stop desk for a year was closed and sealed."""

    type = "registers.closed"

    book_id: int
    agency_id: int
    year: int
    lines: int
    hash: str
    by: str
