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


@dataclass(frozen=True, kw_only=True)
class DraftEntryRecorded(Event):
    """An entry was added to the log of a draft."""

    type = "procedures.draft-entry-recorded"

    draft_id: int
    procedure_code: str
    seq: int
    hash: str
    act: str
    source: str
    target: str
    by: str
