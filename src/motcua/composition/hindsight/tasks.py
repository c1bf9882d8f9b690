"""What the worker does by the clock: let files go whose columns nobody chose."""

from procrastinate.contrib.django import app

from motcua.composition.hindsight import actions
from motcua.foundation.kernel import clock


@app.periodic(cron="53 * * * *")
@app.task(name="hindsight.forget-uploads", queue="hindsight", queueing_lock="hindsight.forget")
def forget_uploads(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Forget them once an hour: they are a day old then, and hold what was never asked for."""
    actions.forget_uploads(at=clock.now())
