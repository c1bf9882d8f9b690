"""Tables of the catalogue, of its drafts and of its search."""

from motcua.domain.procedures.models.catalogue import (
    ArrangementEvent,
    DraftDesign,
    EarlierDesign,
    Execution,
    Procedure,
    ProcedureVersion,
    Provision,
    RecordDraft,
    RecordDraftEvent,
    _DateRange,  # named here by a migration
)
from motcua.domain.procedures.models.search import Opening, SearchEntry

__all__ = [
    "ArrangementEvent",
    "DraftDesign",
    "EarlierDesign",
    "Execution",
    "Opening",
    "Procedure",
    "ProcedureVersion",
    "Provision",
    "RecordDraft",
    "RecordDraftEvent",
    "SearchEntry",
    "_DateRange",
]
