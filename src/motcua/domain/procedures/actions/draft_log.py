"""The log of a draft: every act passes here, under the draft's lock, and is never changed after."""

from datetime import datetime

from motcua.domain.procedures import permissions, queries
from motcua.domain.procedures.enums import DesignKind, DraftAct, DraftState, Part
from motcua.domain.procedures.errors import DraftReasonNeeded
from motcua.domain.procedures.events import DraftEntryRecorded
from motcua.domain.procedures.models import RecordDraft, RecordDraftEvent
from motcua.domain.procedures.rules import drafting
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock, outbox


def lock(draft_id: int, by: Officer) -> RecordDraft:
    """Return the draft, locked until the transaction ends, to whom it concerns. One query.

    :raises DraftNotFound: if there is none in the officer's agency, or he does not control procedures
    """
    draft = queries.get_draft(draft_id, agency_id=by.agency_id, is_locked=True)
    permissions.require_drafting(by, draft)
    return draft


def lock_design(draft_id: int, kind: DesignKind, by: Officer, at: datetime) -> RecordDraft:
    """Return the draft, locked until the transaction ends, to who may write such a design of it.

    :raises DraftNotFound: if there is none, or the officer may not
    """
    draft = queries.get_draft_of_any_agency(draft_id, is_locked=True)
    permissions.require_designing(by, draft, kind, on=clock.day_in_vietnam(at))
    return draft


def require_move(draft: RecordDraft, act: DraftAct) -> drafting.Move:
    """Return where the act leads.

    :raises DraftMoveRefused: if the draft's state does not allow it
    """
    return drafting.require_move(DraftState(draft.state), act)


def require_reason(reason: str) -> None:
    """Refuse an act without the reason it needs.

    :raises DraftReasonNeeded: if there is none
    """
    if not reason.strip():
        raise DraftReasonNeeded(field="reason")


def begin(draft: RecordDraft, *, by: Officer, at: datetime, reason: str) -> None:
    """Write the first entry of a draft just inserted."""
    _write(draft, DraftAct.BEGIN, drafting.BEGINNING, source="", by=by, at=at, reason=reason)


def write(
    draft: RecordDraft,
    act: DraftAct,
    move: drafting.Move,
    *,
    by: Officer,
    at: datetime,
    part: Part | DesignKind | None = None,
    reason: str = "",
) -> None:
    """Move the locked draft, count its revision, write and announce the entry. Four statements."""
    source = draft.state
    draft.state = move.target
    draft.revision += 1
    draft.changed_at = at
    _write(draft, act, move, source=source, by=by, at=at, part=part, reason=reason)


def _write(
    draft: RecordDraft,
    act: DraftAct,
    move: drafting.Move,
    *,
    source: str,
    by: Officer,
    at: datetime,
    part: Part | DesignKind | None = None,
    reason: str = "",
) -> None:
    event = RecordDraftEvent(
        draft_id=draft.pk,
        seq=draft.last_seq + 1,
        act=act,
        source=source,
        target=move.target,
        by=by.key,
        person_id=by.person_id,
        by_name=by.name,
        agency_id=by.agency_id,
        occurred_at=at,
        article=move.article,
        part=part or "",
        reason=reason,
        digest=drafting.digest(draft.record, queries.list_fingerprints(draft.pk)),
        previous_hash=bytes(draft.last_hash),
    )
    event.hash = drafting.hash_entry(bytes(draft.last_hash), event.to_entry())
    event.save(force_insert=True)
    draft.last_seq, draft.last_hash = event.seq, event.hash
    draft.save(
        update_fields=[
            *("record", "state", "revision", "published_as", "changed_at"),
            *("last_seq", "last_hash"),
        ]
    )
    outbox.publish(
        DraftEntryRecorded(
            draft_id=draft.pk,
            procedure_code=draft.procedure_code,
            seq=event.seq,
            hash=event.hash.hex(),
            act=str(act),
            source=source,
            target=str(move.target),
            by=by.key,
        ),
        subject=draft.subject,
        at=at,
    )
