"""`motcua backup FILE`."""

from pathlib import Path

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.foundation.kernel import clock
from motcua.surfaces.cli.backup import database, saving
from motcua.surfaces.cli.local.binaries import NoServer


class Command(BaseCommand):
    """Save rows, papers and keys of this installation in one file, while it runs."""

    help = "Sao lưu dữ liệu, tệp và khóa vào một tệp. Tệp này chứa khóa và không mã hóa: giữ kín."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file to write."""
        parser.add_argument("file", type=Path, help="tệp sẽ ghi; không ghi đè")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *, file: Path, json: bool, **options: object) -> None:  # noqa: ARG002 - the base's
        """Save, and say what was saved."""
        if file.exists():
            raise CommandError(f"{file} is there already; a backup is never overwritten.")
        if not file.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {file.absolute().parent}.")
        try:
            manifest = saving.save(file.absolute(), at=clock.now())
        except (database.ProgramFailed, NoServer) as failure:
            raise CommandError(str(failure)) from failure
        rows = sum(manifest.rows.values())
        if json:
            said = {"file": str(file), "rows": rows, "parts": len(manifest.parts)}
            self.stdout.write(msgspec.json.encode(said).decode())
        else:
            self.stdout.write(
                f"{file}: {rows} rows, {len(manifest.parts)} parts. It holds keys and is not"
                " encrypted: keep it where only you can read it."
            )
