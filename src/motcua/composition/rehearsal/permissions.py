"""Who rehearses: who may write the draft, as long as it can still be published."""

from typing import TYPE_CHECKING

from motcua.composition.rehearsal import queries
from motcua.composition.rehearsal.errors import NothingToRehearse
from motcua.domain.procedures import permissions as procedures
from motcua.domain.procedures import queries as drafts
from motcua.foundation.identity.actors import Officer

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft


def get_draft(draft_id: int, officer: Officer) -> "RecordDraft":
    """Return the draft to who may rehearse it. One query.

    :raises DraftNotFound: if there is none in the officer's agency, or the post does not control procedures
    """
    draft = drafts.get_draft(draft_id, agency_id=officer.agency_id)
    procedures.require_drafting(officer, draft)
    return draft


def get_open_draft(draft_id: int, officer: Officer) -> "RecordDraft":
    """Return the draft to who may rehearse it, if there is something to rehearse. One query.

    :raises DraftNotFound: if there is none, or the post does not control procedures
    :raises NothingToRehearse: if it is published or given up, or a repeal
    """
    draft = get_draft(draft_id, officer)
    if not queries.is_rehearsable(draft):
        raise NothingToRehearse
    return draft
