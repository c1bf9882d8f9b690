"""What the catalogue announces."""

from dataclasses import dataclass

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """A version of a procedure has entered the catalogue and will never change."""

    type = "procedures.version-published"

    procedure_id: int
    version_id: int
    procedure_code: str
    number: int
