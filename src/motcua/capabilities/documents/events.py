"""What documents announce."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperIssued(Event):
    """An agency has issued a paper; from now on it is only ever revoked."""

    type: ClassVar[str] = "documents.paper-issued"

    document_id: int
    kind: str
    number: str
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class PaperRevoked(Event):
    """An issued paper is no longer good."""

    type: ClassVar[str] = "documents.paper-revoked"

    document_id: int
