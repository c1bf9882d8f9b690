"""`motcua practice start|reset|status`: the site on which officers practise, beside a local run."""

import time
from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.foundation.kernel import practising
from motcua.foundation.kernel.practising import Stage, Wish

STATUS: Final = "status"
WITHIN: Final = 600.0
POLL: Final = 0.5
TAKEN_WITHIN: Final = 5.0


class Command(BaseCommand):
    """Have the site for practising made or begun anew, and wait until it is there."""

    help = "Bản tập: chuẩn bị, làm lại từ đầu, xem tình trạng · The site for practising"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verbs."""
        parser.add_argument("verb", choices=[*Wish, STATUS])

    def handle(self, *, verb: str, **_options: Any) -> None:
        """Do what was asked."""
        if not settings.PRACTICE_URL:
            raise CommandError("MOTCUA_PRACTICE_URL is empty: no site for practising belongs here.")
        folder = settings.STATE_DIR / practising.FOLDER
        if verb != STATUS:
            practising.wish(folder, Wish(verb))
            self._wait(folder)
        stage = practising.read_stage(folder)
        self.stdout.write(f"{stage} {settings.PRACTICE_URL}")
        if stage is Stage.FAILED or (verb != STATUS and stage is not Stage.READY):
            raise CommandError("Bản tập chưa chạy được · the site for practising does not run.")

    def _wait(self, folder: Any) -> None:
        until = time.monotonic() + TAKEN_WITHIN
        while (folder / "wish").exists():
            if time.monotonic() > until:
                raise CommandError("Không có bản nào đang chạy: make run · nothing runs here.")
            time.sleep(POLL)
        until = time.monotonic() + WITHIN
        while practising.read_stage(folder) is Stage.PREPARING and time.monotonic() < until:
            time.sleep(POLL)
