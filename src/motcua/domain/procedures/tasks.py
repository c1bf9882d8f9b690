"""What the worker does by the clock: forget which procedures were opened after which queries."""

from procrastinate.contrib.django import app

from motcua.domain.procedures import actions
from motcua.foundation.kernel import clock


@app.periodic(cron="41 2 * * *")
@app.task(name="procedures.forget-openings", queue="procedures", queueing_lock="procedures.forget")
def forget_openings(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Forget old and rare openings once a night."""
    actions.forget_openings(on=clock.today())
