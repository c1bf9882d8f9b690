"""Jobs of casework, run by the worker."""

from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from motcua.composition.casework import chains, promises, silences
from motcua.domain.dossiers import actions as dossiers
from motcua.foundation.kernel import clock


@app.task(name=promises.REDATE, queue="dossiers")
def redate(*, agency_id: int | None, changed_on: str, after_id: int) -> None:
    """Count one chunk of promises anew and pass the rest on: a killed worker goes on where it was."""
    changed = date.fromisoformat(changed_on)
    with transaction.atomic():
        done = dossiers.redate(
            agency_id=agency_id, changed_on=changed, after_id=after_id, at=clock.now()
        )
        if done.seen:
            promises.have_recounted(agency_id=agency_id, changed_on=changed, after_id=done.last_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="casework.note-silences", queue="dossiers", queueing_lock="casework.note-silences")
def note_silences(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Put on record which agencies let their day pass, and tell who has to know (Article 19.5.b)."""
    silences.note_silences(at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="casework.note-late-parts", queue="dossiers", queueing_lock="casework.note-late-parts"
)
def note_late_parts(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Put on record whose part of a chain is late, and tell who has to know (Article 19.6)."""
    chains.note_late(at=clock.now())
