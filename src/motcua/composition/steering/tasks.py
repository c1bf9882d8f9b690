"""What the worker does by the clock: learn from what moved, and reckon what is open."""

from procrastinate.contrib.django import app

from motcua.composition.steering import actions
from motcua.foundation.kernel import clock


@app.periodic(cron="4-59/10 * * * *")
@app.task(name="steering.forecast", queue="steering", queueing_lock="steering.forecast")
def forecast(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Reckon the forecasts anew every ten minutes, beside the other tasks of the clock."""
    actions.refresh(at=clock.now())
