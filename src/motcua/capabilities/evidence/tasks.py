"""What the worker does by the clock: close readings in batches, and the positions so far under a checkpoint."""

from procrastinate.contrib.django import app

from motcua.capabilities.evidence import actions
from motcua.foundation.kernel import clock


@app.periodic(cron="*/5 * * * *")
@app.task(name="evidence.checkpoint", queue="evidence", queueing_lock="evidence.checkpoint")
def checkpoint(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Make a checkpoint every five minutes, if anything happened."""
    actions.make_checkpoint(at=clock.now())


@app.periodic(cron="1-59/15 * * * *")
@app.task(name="evidence.stamp", queue="evidence", queueing_lock="evidence.stamp")
def stamp(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Have the newest checkpoint time-stamped by somebody else, where an authority is configured."""
    actions.stamp_newest()


@app.periodic(cron="4-59/10 * * * *")
@app.task(name="evidence.close-readings", queue="evidence", queueing_lock="evidence.close-readings")
def close_readings(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Close every ten minutes the readings of personal data that came since, just before a checkpoint."""
    actions.close_readings(at=clock.now())
