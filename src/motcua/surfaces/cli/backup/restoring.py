"""Restore an installation from a backup into an empty database.

The environment wins over the backup, as it wins over the local settings: keys that an operator
keeps elsewhere are given there. A restore that is killed can be started again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django
import msgspec
import psycopg
from django.conf import settings
from django.core.management import call_command

from motcua.foundation.kernel import local
from motcua.surfaces.cli.backup import archive, database, saving
from motcua.surfaces.cli.backup.archive import Archive, Damaged
from motcua.surfaces.cli.local import cluster as clusters
from motcua.surfaces.cli.local.binaries import NoServer

OF_THE_PLACE = {
    "MOTCUA_DATABASE_HOST", "MOTCUA_DATABASE_PORT", "MOTCUA_DATABASE_NAME", "MOTCUA_DATABASE_USER",
    "MOTCUA_DATABASE_PASSWORD", "MOTCUA_OWNER_USER", "MOTCUA_OWNER_PASSWORD", "MOTCUA_FILES_DIR",
}  # fmt: skip
"""Settings that say where an installation lives; a backup does not move them."""


class CannotRestore(Exception):
    """The backup does not fit here; the message says why."""


def main(arguments: Sequence[str]) -> int:
    """Restore from the file of the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="motcua restore", description=__doc__)
    parser.add_argument("file", type=Path, help="what `motcua backup` wrote")
    chosen = parser.parse_args(arguments)
    try:
        restore(chosen.file)
    except (Damaged, CannotRestore, database.ProgramFailed, NoServer, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def restore(source: Path) -> None:
    """Check the whole file, bring back keys, papers and rows, and count the rows again.

    Raises:
        Damaged: if the file is not what was saved; nothing was changed.
        CannotRestore: if the database is not empty, or the key is not the one that sealed it, or
            the rows that came back are not those that were saved.
    """
    with archive.reading(source) as saved:
        saved.verify()
        kept = _settings_of(saved)
        _configure(kept)
        _require_the_key(saved)
        _require_empty()
        local.write_local_settings(kept)
        _take_files(saved, archive.KEYS, local.state_dir() / saving.KEYS_FOLDER)
        _take_files(saved, archive.FILES, Path(settings.FILES_DIR))
        _take_rows(saved)
        _compare(saved)
        call_command("migrate", verbosity=0, interactive=False)
        manifest = saved.manifest
    print(f"{source}: {sum(manifest.rows.values())} rows, {len(manifest.parts)} parts restored.")


def _settings_of(saved: Archive) -> dict[str, str]:
    """Return the backup's keys and choices, without what says where it lived."""
    values = msgspec.json.decode(saved.read(archive.SETTINGS), type=dict[str, str])
    return {name: value for name, value in values.items() if name not in OF_THE_PLACE}


def _configure(kept: dict[str, str]) -> None:
    """Let Django speak with the backup's keys to this place's database, made if there is none."""
    if not _is_given("MOTCUA_DATABASE_HOST"):
        clusters.ensure(local.state_dir())
    for name, value in kept.items():
        if not _is_given(name):
            os.environ[name] = value
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()


def _is_given(name: str) -> bool:
    return name in os.environ or f"{name}_FILE" in os.environ


def _require_the_key(saved: Archive) -> None:
    if archive.fingerprint(settings.MASTER_KEY) != saved.manifest.master_key:
        raise CannotRestore(
            "MOTCUA_MASTER_KEY is not the key that sealed the personal data of this backup."
        )


def _require_empty() -> None:
    reach = database.owner()
    with psycopg.connect(reach.conninfo()) as connection:
        table = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
        ).fetchone()
    if table is not None:
        raise CannotRestore(
            f"The database {reach.name} is not empty; a backup is restored into an empty one."
        )


def _take_files(saved: Archive, prefix: str, folder: Path) -> None:
    for name in saved.under(prefix):
        saved.extract(name, folder / name.removeprefix(f"{prefix}/"))


def _take_rows(saved: Archive) -> None:
    """Bring the rows back in one transaction: all of them, or none."""
    reach = database.owner()
    with tempfile.TemporaryDirectory(prefix="motcua-restore-") as folder:
        dump = Path(folder) / archive.DATABASE
        saved.extract(archive.DATABASE, dump)
        outcome = subprocess.run(
            [
                database.program("pg_restore", server=saved.manifest.server), "--no-owner",
                "--no-privileges", "--single-transaction", f"--dbname={reach.name}", str(dump),
            ],
            env=reach.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
    if outcome.returncode != 0:
        raise database.ProgramFailed(f"pg_restore failed: {outcome.stderr.strip()}")


def _compare(saved: Archive) -> None:
    with psycopg.connect(database.owner().conninfo()) as connection:
        found = saving.count_rows(connection)
    different = sorted(
        f"{table}: {found.get(table, 0)} instead of {rows}"
        for table, rows in saved.manifest.rows.items()
        if found.get(table, 0) != rows
    )
    if different:
        raise CannotRestore(f"Rows are missing: {'; '.join(different)}")
