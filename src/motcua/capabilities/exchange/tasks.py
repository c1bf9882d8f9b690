"""Jobs of exchange, run by the worker."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.capabilities.exchange import actions, rules
from motcua.capabilities.exchange.enums import ReportState
from motcua.foundation.kernel import clock


class TryAgain(Exception):
    """Tells the queue that the report still waits."""


class Backoff(BaseRetryStrategy):
    """Wait longer after each failure; the report itself says when to give up, a defect after as many."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None to give up."""
        attempt = job.attempts + 1
        if not isinstance(exception, TryAgain) and attempt >= rules.MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": int(rules.wait_before(attempt).total_seconds())})


@app.task(name=actions.DELIVER, queue="messages", retry=Backoff())
def deliver(report_id: int) -> None:
    """Hand the last word on a subject over."""
    if actions.deliver(report_id=report_id, at=clock.now()) is ReportState.WAITING:
        raise TryAgain(report_id)
