"""Jobs of notifications, run by the worker."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.capabilities.notifications import actions, rules
from motcua.capabilities.notifications.enums import MessageState
from motcua.foundation.kernel import clock


class TryAgain(Exception):
    """Tells the queue that the message still waits."""


class Backoff(BaseRetryStrategy):
    """Wait longer after each failure. A defect is tried as often as a server that is down."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """Return when to try again, or None to give up."""
        attempt = job.attempts + 1
        if attempt >= rules.MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": int(rules.wait_before(attempt).total_seconds())})


@app.task(name=actions.DELIVER, queue="messages", retry=Backoff())
def deliver(message_id: int) -> None:
    """Hand one message over."""
    state = actions.deliver(message_id=message_id, at=clock.now())
    if state is MessageState.WAITING:
        raise TryAgain(message_id)
