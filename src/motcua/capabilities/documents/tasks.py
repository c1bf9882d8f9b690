"""What the worker does by the clock: remove what killed requests left behind."""

from procrastinate.contrib.django import app

from motcua.capabilities.documents import actions
from motcua.foundation.kernel import clock


@app.periodic(cron="17 2 * * *")
@app.task(name="documents.sweep", queue="documents", queueing_lock="documents.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Sweep orphaned files and abandoned uploads once a night."""
    actions.sweep_orphans(at=clock.now())
