"""What follows from an act on a draft: its tests are replayed.

By a job, not while the officer waits and not in the outbox's transaction: a test takes about a second.
"""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motcua.composition.rehearsal import queries
from motcua.domain.procedures.enums import DraftAct
from motcua.domain.procedures.events import DraftEntryRecorded
from motcua.foundation.kernel import stage
from motcua.foundation.kernel.events import Envelope, subscribe

_CHANGING = frozenset({DraftAct.BEGIN, DraftAct.SAVE, DraftAct.DROP, DraftAct.SEND})


@subscribe(DraftEntryRecorded)
def replay_tests(envelope: Envelope) -> None:
    """Have the tests replayed once, however often the draft is saved before the worker comes to it."""
    event = envelope.event
    assert isinstance(event, DraftEntryRecorded)
    if stage.is_set() or DraftAct(event.act) not in _CHANGING:
        return
    if not queries.has_scripts(event.procedure_code):
        return
    job = app.configure_task(
        queries.REPLAY, queueing_lock=f"{queries.REPLAY}:{event.draft_id}", queue="rehearsals"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(procedure_code=event.procedure_code)
