"""What the authorisations context announces."""

from dataclasses import dataclass

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AuthorisationEntryRecorded(Event):
    """An entry was added to the log of an authorisation."""

    type = "authorisations.entry-recorded"

    authorisation_id: int
    seq: int
    hash: str
    act: str
    by: str
