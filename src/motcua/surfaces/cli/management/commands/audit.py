"""`motcua audit verify`: prove that nothing that happened was altered, or name what was."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from motcua.composition.casework import proof


class Command(BaseCommand):
    """Recompute every dossier's log, the global positions and the checkpoints."""

    help = "Kiểm chứng nhật ký hồ sơ · Prove that no log entry was altered"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser(
            "verify", help="recompute all chains and name the first broken row"
        )
        verify.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify; exit status 1 when something does not hold."""
        checked, broken = proof.count(), list(proof.verify())
        if options["json"]:
            answer = {"checked": asdict(checked), "broken": [asdict(place) for place in broken]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for place in broken:
                self.stdout.write(f"HỎNG · BROKEN {place.where}: {place.why}")
            self.stdout.write(
                f"{checked.entries} entries, {checked.positions} positions,"
                f" {checked.checkpoints} checkpoints: "
                + (f"{len(broken)} broken" if broken else "all hold · toàn vẹn")
            )
        if broken:
            raise SystemExit(1)
