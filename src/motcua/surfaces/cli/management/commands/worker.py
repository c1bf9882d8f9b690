"""`motcua worker`."""

import asyncio

from django.core.management.base import BaseCommand

from motcua.surfaces.cli.worker import jobs
from motcua.surfaces.cli.worker.outbox_loop import OutboxLoop


class Command(BaseCommand):
    """Deliver announcements and run jobs until told to stop."""

    help = "Giao sự kiện và chạy việc nền cho tới khi được báo dừng."

    def handle(self, **options: object) -> None:  # noqa: ARG002 - the base's signature
        """Work until SIGTERM or SIGINT, then finish what is in hand."""
        loop = OutboxLoop()
        loop.start()
        try:
            asyncio.run(jobs.run_until_told())
        finally:
            loop.stop()
            loop.join(timeout=jobs.ENDS_WITHIN)
