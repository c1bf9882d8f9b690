"""What the worker does by the clock: forget where people were signed in."""

from procrastinate.contrib.django import app

from motcua.foundation.identity import actions


@app.periodic(cron="29 2 * * *")
@app.task(name="identity.forget_sessions", queue="identity", queueing_lock="identity.forget")
def forget_sessions(timestamp: int) -> None:  # noqa: ARG001 - what procrastinate calls a periodic task with
    """Remove the sessions that have run out, once a night."""
    actions.forget_sessions()
