"""Save an installation into one file, while it runs."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
import psycopg
from django.conf import settings
from psycopg import sql

from motcua.foundation.kernel import local
from motcua.surfaces.cli.backup import archive, database
from motcua.surfaces.cli.backup.archive import Manifest

KEYS_FOLDER = "keys"
FLEETING = ("kernel_cache", "django_session")
"""Tables whose rows mean nothing after a restore."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One moment of the database: its name for pg_dump, and what there was."""

    name: str
    server: int
    rows: dict[str, int]


def save(target: Path, *, at: datetime) -> Manifest:
    """Write rows, papers and keys into the file and return its manifest.

    The rows are of one moment. Papers are read after them: a paper's file never changes, so every
    row's paper is there.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-backup-", dir=target.parent) as folder:
        dump = Path(folder) / archive.DATABASE
        with _snapshot() as snapshot:
            _dump(dump, snapshot)
        kept = Path(folder) / archive.SETTINGS
        kept.write_bytes(msgspec.json.encode(local.read_local_settings()))
        contents = {archive.DATABASE: dump, archive.SETTINGS: kept}
        contents |= _folder(archive.FILES, Path(settings.FILES_DIR))
        contents |= _folder(archive.KEYS, local.state_dir() / KEYS_FOLDER)
        manifest = Manifest(
            format=archive.FORMAT,
            made_at=at.isoformat(),
            product=version("motcua"),
            server=snapshot.server,
            master_key=archive.fingerprint(settings.MASTER_KEY),
            rows=snapshot.rows,
            parts=[archive.describe(name, path) for name, path in contents.items()],
        )
        archive.write(target, manifest, contents)
    return manifest


def _folder(prefix: str, folder: Path) -> dict[str, Path]:
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@contextmanager
def _snapshot() -> Iterator[Snapshot]:
    """Hold one moment of the database for as long as the block runs."""
    reach = database.owner()
    with psycopg.connect(reach.conninfo()) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        name = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert name is not None
        yield Snapshot(
            name=name[0],
            server=connection.info.server_version // 10000,
            rows=count_rows(connection),
        )


def count_rows(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """Return how many rows each lasting table holds."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    rows = {}
    for (table,) in tables:
        name = str(table)
        if name in FLEETING:
            continue
        counted = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
        ).fetchone()
        assert counted is not None
        rows[name] = int(str(counted[0]))
    return rows


def _dump(target: Path, snapshot: Snapshot) -> None:
    reach = database.owner()
    outcome = subprocess.run(
        [
            database.program("pg_dump", server=snapshot.server), "--format=custom", "--no-owner",
            "--no-privileges", f"--snapshot={snapshot.name}", f"--file={target}",
            *(f"--exclude-table-data={table}" for table in FLEETING), reach.name,
        ],
        env=reach.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if outcome.returncode != 0:
        raise database.ProgramFailed(f"pg_dump failed: {outcome.stderr.strip()}")
