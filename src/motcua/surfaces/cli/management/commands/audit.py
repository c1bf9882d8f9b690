"""`motcua audit`: prove that nothing that happened was altered, or name what was."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.capabilities.evidence import queries as evidence
from motcua.capabilities.evidence.queries import Head
from motcua.composition.casework import proof
from motcua.composition.casework.proof import Broken, Checked
from motcua.surfaces.cli import verified


class Command(BaseCommand):
    """Recompute logs, positions, tree and checkpoints; hand out the newest checkpoint."""

    help = "Kiểm chứng nhật ký · Prove that no log entry and no reading was altered"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="recompute all chains and name each broken place")
        verify.add_argument(
            "--new", action="store_true", help="only what came since it was verified last"
        )
        verify.add_argument(
            "--kept", type=Path, action="append", default=[], metavar="FILE",
            help="a checkpoint kept elsewhere that must still be there; may be repeated",
        )  # fmt: skip
        verify.add_argument("--json", action="store_true", help="answer as JSON")
        verbs.add_parser("checkpoint", help="write the newest checkpoint, to be kept elsewhere")
        stamp = verbs.add_parser("stamp", help="write the newest time-stamp (DER) to a file")
        stamp.add_argument("file", type=Path, metavar="FILE")
        prove = verbs.add_parser(
            "prove", help="write the proof that a kept checkpoint is the beginning of the newest"
        )
        prove.add_argument("kept", type=Path, metavar="FILE", help="the checkpoint that was kept")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify, or hand out; exit status 1 when something does not hold."""
        if options["verb"] == "stamp":
            self._write_stamp(options["file"])
            return
        newest = evidence.find_last()
        if options["verb"] != "verify":
            if newest is None:
                raise CommandError("Chưa có điểm kiểm chứng nào · there is no checkpoint yet")
            self.stdout.write(
                verified.write(newest)
                if options["verb"] == "checkpoint"
                else _prove(options["kept"], newest),
                ending="",
            )
            return
        try:
            known = verified.recall()
            kept = [verified.read(file) for file in options["kept"]]
        except (OSError, ValueError) as failure:
            raise CommandError(str(failure)) from failure
        since = known if options["new"] else None
        checked, broken = _verify(since, [*kept, *([known] if known else [])])
        self._tell(checked, broken, is_json=options["json"])
        if broken:
            raise SystemExit(1)
        if newest is not None:
            verified.remember(newest)

    def _write_stamp(self, file: Path) -> None:
        found = evidence.find_last_stamp()
        head = evidence.find_head(found[0]) if found else None
        if found is None or head is None:
            raise CommandError("Chưa có dấu thời gian nào · there is no time-stamp yet")
        number, moment, token = found
        file.write_bytes(token)
        self.stdout.write(
            f"checkpoint {number}, {moment:%Y-%m-%dT%H:%M:%SZ}, SHA-256 {head.hash.hex()}"
        )

    def _tell(self, checked: Checked, broken: Sequence[Broken], *, is_json: bool) -> None:
        if is_json:
            answer = {"checked": asdict(checked), "broken": [asdict(place) for place in broken]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for place in broken:
            self.stdout.write(f"HỎNG · BROKEN {place.where}: {place.why}")
        self.stdout.write(
            f"{checked.entries} entries, {checked.readings} readings,"
            f" {checked.positions} positions, {checked.checkpoints} checkpoints,"
            f" {checked.stamps} time-stamps: "
            + (f"{len(broken)} broken" if broken else "all hold · toàn vẹn")
        )


def _prove(file: Path, newest: Head) -> str:
    """Return the proof as the program for strangers reads it."""
    try:
        kept = verified.read(file)
    except (OSError, ValueError) as failure:
        raise CommandError(str(failure)) from failure
    if not 0 < kept.size < newest.size:
        raise CommandError("Không có điểm kiểm chứng nào sau điểm này · none is newer than it")
    path = evidence.prove_consistency(kept.size, newest.size)
    growth = {
        "old": evidence.write_head(kept),
        "new": evidence.write_head(newest),
        "path": [step.hex() for step in path],
    }
    return json.dumps({"growth": growth}, indent=1) + "\n"


def _verify(since: Head | None, kept: Sequence[Head]) -> tuple[Checked, list[Broken]]:
    checked = proof.count(since=since)
    found = proof.verify_since(since, kept=kept) if since else proof.verify(kept=kept)
    return checked, list(found)
