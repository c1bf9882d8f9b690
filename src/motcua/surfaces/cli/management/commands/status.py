"""`motcua status`."""

import sys

import msgspec
from django.core.management.base import BaseCommand, CommandParser

from motcua.foundation.kernel import clock
from motcua.surfaces.cli import status


class Command(BaseCommand):
    """Say how this installation is; exit status 1 when something is wrong."""

    help = "Xem tiến trình, cơ sở dữ liệu, sự kiện và việc nền có ổn không."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the form of the answer."""
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *, json: bool, **options: object) -> None:  # noqa: ARG002 - the base's
        """Look and say."""
        findings = status.look(clock.now())
        if json:
            self.stdout.write(msgspec.json.encode(findings).decode())
        else:
            for finding in findings:
                mark = "tốt · fine" if finding.is_fine else "SAI · wrong"
                self.stdout.write(f"{finding.name:<11} {mark:<12} {finding.said}")
        if not all(finding.is_fine for finding in findings):
            sys.exit(1)
