"""`motcua scans watch`: take what a scanner lays into a folder into the tray of a desk."""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.scans import Taken, Watch

REFUSED: Final = 1
SAID: Final = {
    "taken": "đã nhận · taken",
    "known": "đã quét trước đây · scanned before",
    "refused": "không nhận · refused",
}


class Command(BaseCommand):
    """Look into the folder every few seconds; a file is taken once two looks find it the same."""

    help = "Nhận bản quét từ một thư mục vào khay của quầy · Take scans from a folder into a desk's tray"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verb, the folder, whose desk, and how often to look."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        watch = verbs.add_parser("watch", help="take what a scanner lays into the folder")
        watch.add_argument("folder", type=Path)
        watch.add_argument(
            "--agency", required=True, metavar="H99.101", help="mã cơ quan có quầy · whose desk"
        )
        watch.add_argument("--every", type=float, default=2.0, metavar="S", help="giây · seconds")
        watch.add_argument("--once", action="store_true", help="look twice, then stop")
        watch.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take files until told to stop; with ``--once`` exit status 1 if one was refused."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(
                _("Không có thư mục {folder}.").format(folder=folder), returncode=REFUSED
            )
        agency = organisations.get_agency_by_code(options["agency"], on=clock.today())
        watch = Watch(folder=folder, agency_id=agency.pk)
        was_refused = self._look(watch, options)
        while True:
            time.sleep(options["every"])
            was_refused |= self._look(watch, options)
            if options["once"]:
                break
        if was_refused:
            raise SystemExit(REFUSED)

    def _look(self, watch: Watch, options: dict[str, Any]) -> bool:
        was_refused = False
        for one in watch.look(at=clock.now()):
            self.stdout.write(_say(one, is_json=options["json"]))
            was_refused |= one.outcome == "refused"
        return was_refused


def _say(one: Taken, *, is_json: bool) -> str:
    if is_json:
        return json.dumps(asdict(one), ensure_ascii=False)
    return f"{one.name}: {SAID[one.outcome]}{f': {one.why}' if one.why else ''}"
