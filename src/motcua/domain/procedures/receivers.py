"""What follows from an act on a draft, after commit and exactly once."""

from motcua.capabilities.evidence import actions as evidence
from motcua.domain.procedures.events import DraftEntryRecorded
from motcua.foundation.kernel import stage
from motcua.foundation.kernel.events import Envelope, subscribe


@subscribe(DraftEntryRecorded)
def sequence_entry(envelope: Envelope) -> None:
    """Give the entry its place in the installation's one order; what is rehearsed has none."""
    if stage.is_set():
        return
    event = envelope.event
    assert isinstance(event, DraftEntryRecorded)
    evidence.sequence(
        subject=envelope.subject,
        seq=event.seq,
        entry_hash=bytes.fromhex(event.hash),
        at=envelope.occurred_at,
    )
