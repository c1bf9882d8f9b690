"""Run the queued and the periodic jobs, and give a dead worker's jobs to the living."""

import asyncio
import signal

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Job

log = structlog.get_logger(__name__)

CONCURRENCY = 4
CONNECTIONS = 4
LOOK_FOR_STALLED_EVERY = 15.0
STALLED_AFTER = 30.0
ENDS_WITHIN = 20.0


async def run_until_told() -> None:
    """Work until SIGTERM or SIGINT; then finish the jobs in hand."""
    parameters = connector_params()
    parameters.pop("pool", None)
    connector = PsycopgConnector(kwargs=parameters, min_size=1, max_size=CONNECTIONS)
    with django_app.replace_connector(connector) as app:
        async with app.open_async():
            stop = asyncio.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=CONCURRENCY,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=ENDS_WITHIN,
                    stalled_worker_timeout=STALLED_AFTER,
                )
            )
            rescuing = asyncio.create_task(_rescue_stalled(app))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            rescuing.cancel()
            stopping.cancel()
            working.cancel()
            await asyncio.gather(working, rescuing, stopping, return_exceptions=True)


async def _rescue_stalled(app: App) -> None:
    """Queue again, for ever, the jobs of workers that were killed."""
    while True:
        stalled: list[Job] = list(
            await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER)
        )
        for job in stalled:
            log.warning("worker.job_rescued", job=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(LOOK_FOR_STALLED_EVERY)
