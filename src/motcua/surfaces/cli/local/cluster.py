"""A private PostgreSQL cluster on a unix socket, started and stopped by the product.

As root the server runs as another user through ``setpriv``, because PostgreSQL refuses root. The
socket's folder and the passwords admit this installation alone.
"""

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.foundation.kernel import local
from motcua.surfaces.cli.local import binaries as installations
from motcua.surfaces.cli.local.binaries import NoServer

SERVER_USER = "motcua-pg"
OWNER = "motcua_owner"
APPLICATION = "motcua_app"
DATABASE = "motcua"
LONGEST_SOCKET_FOLDER = 85
"""The system allows 107 bytes for a socket's whole path, ".s.PGSQL.5432.lock" included."""

# Small machine, honest durability. `unsafe` adds the rest for throw-away test clusters.
CONFIGURATION = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "'256MB'",
    "effective_cache_size": "'2GB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "'1s'",
    "log_line_prefix": "'%m [%p] %u@%d '",
    "logging_collector": "off",
    "timezone": "'Asia/Ho_Chi_Minh'",
    "unix_socket_permissions": "0770",
    "wal_compression": "on",
    "jit": "off",
}
UNSAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "150",
}


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A private cluster: where its binaries, data and socket are."""

    binaries: Path
    folder: Path
    user: str | None

    @property
    def data(self) -> Path:
        """The data directory; it appears whole or not at all."""
        return self.folder / "pgdata"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.folder / "postgresql.log"

    @property
    def sockets(self) -> Path:
        """The folder of the unix socket, short enough for the system."""
        direct = self.folder / "s"
        if len(os.fsencode(direct)) <= LONGEST_SOCKET_FOLDER:
            return direct
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{digest}"

    def is_running(self) -> bool:
        """Say whether the server of this cluster runs."""
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False).returncode == 0

    def start(self) -> None:
        """Start the server unless it runs; after a crash it recovers by itself.

        Raises:
            NoServer: with the end of the server's log.
        """
        self._forget_dead_server()
        if self.is_running():
            return
        self._make_private(self.sockets)
        outcome = self._run(
            "pg_ctl", "start", "-w", "-t", "120", "-D", str(self.data), "-l", str(self.log),
            "-o", f"-k {self.sockets}",
            check=False,
        )  # fmt: skip
        if outcome.returncode != 0:
            tail = self.log.read_text("utf-8", "replace")[-2000:] if self.log.exists() else ""
            raise NoServer(f"PostgreSQL did not start: {outcome.stderr.strip()}\n{tail}")

    def stop(self) -> None:
        """Stop the server, letting no new connection in and ending the present ones."""
        if self.data.exists() and self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data), check=False)

    def create(self, *, password: str, configuration: dict[str, str]) -> None:
        """Initialise the data directory unless it is there.

        It is made beside its place and then renamed: what a killed run left half made is thrown
        away, and a data directory in its place is never touched.
        """
        if self.data.exists():
            return
        self._make_private(self.folder)
        unfinished = self.folder / "pgdata.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self.folder / f"pw-{secrets.token_hex(4)}"
        password_file.touch(mode=0o600)
        password_file.write_text(password, encoding="utf-8")
        self._give(password_file)
        try:
            self._run(
                "initdb", "-D", str(unfinished), "-U", OWNER, "--pwfile", str(password_file),
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums",
            )  # fmt: skip
        finally:
            password_file.unlink()
        lines = "\n".join(f"{name} = {value}" for name, value in configuration.items())
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"\n# Một Cửa\n{lines}\n")
        unfinished.rename(self.data)

    def _forget_dead_server(self) -> None:
        """Remove the lock file of a server that was killed when its number now is another process's.

        PostgreSQL only looks whether the number lives, and after a restart of the machine it may
        be anybody's. The server works inside its data directory; a process elsewhere is not it.
        """
        lock = self.data / "postmaster.pid"
        try:
            pid = int(lock.read_text("utf-8").splitlines()[0])
            works_in = Path(f"/proc/{pid}/cwd").readlink()
        except (OSError, ValueError, IndexError):
            return
        if works_in != self.data.resolve():
            lock.unlink(missing_ok=True)

    def _make_private(self, folder: Path) -> None:
        """Make a folder that only the server's user may enter, and be sure that it is ours."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), self._uid()}:
            raise NoServer(f"{folder} belongs to somebody else.")
        folder.chmod(0o700)
        self._give(folder)

    def _uid(self) -> int:
        return os.geteuid() if self.user is None else pwd.getpwnam(self.user).pw_uid

    def _give(self, path: Path) -> None:
        if self.user is not None:
            shutil.chown(path, self.user, pwd.getpwnam(self.user).pw_gid)

    def _run(
        self, program: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
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
    """Return the cluster kept in the folder, with the binaries and the user that serve it.

    Raises:
        NoServer: if no PostgreSQL fits.
    """
    user = _server_user()
    home = folder / "pg"
    found = installations.choose(
        copies=folder, made_with=_made_with(home / "pgdata"), must_copy=user is not None
    )
    return Cluster(binaries=found.folder, folder=home, user=user)


def ensure(folder: Path, *, unsafe: bool = False) -> tuple[Cluster, dict[str, str]]:
    """Create the cluster if need be, start it, and return it with the settings that reach it.

    Raises:
        NoServer: if there is no PostgreSQL, or it does not start, or it does not know us.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # As root the server's user passes through, and sees nothing.
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with (folder / "cluster.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _ensure(folder, CONFIGURATION | (UNSAFE if unsafe else {}))


def _ensure(folder: Path, configuration: dict[str, str]) -> tuple[Cluster, dict[str, str]]:
    cluster = locate(folder)
    known = local.read_local_settings()
    secret = {
        name: known.get(name) or secrets.token_urlsafe(24)
        for name in ("MOTCUA_OWNER_PASSWORD", "MOTCUA_DATABASE_PASSWORD")
    }
    settings = local.write_local_settings(
        {**secret, "MOTCUA_DATABASE_HOST": str(cluster.sockets), "MOTCUA_DATABASE_PORT": "5432"}
    )
    cluster.create(password=secret["MOTCUA_OWNER_PASSWORD"], configuration=configuration)
    cluster.start()
    _create_roles(cluster, secret)
    return cluster, settings


def _create_roles(cluster: Cluster, secret: dict[str, str]) -> None:
    role = sql.Identifier(APPLICATION)
    try:
        connection = psycopg.connect(
            host=str(cluster.sockets), user=OWNER, password=secret["MOTCUA_OWNER_PASSWORD"],
            dbname="postgres", autocommit=True,
        )  # fmt: skip
    except psycopg.OperationalError as error:
        settings = local.state_dir() / local.SETTINGS_FILE
        raise NoServer(
            f"The database in {cluster.folder} does not admit the password in {settings}: {error}"
        ) from error
    with connection:
        if not _is_there(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", APPLICATION):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(role)
            )
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                role, sql.Literal(secret["MOTCUA_DATABASE_PASSWORD"])
            )
        )
        if not _is_there(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _is_there(connection: psycopg.Connection[tuple[int]], question: str, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() is not None


def _made_with(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text("ascii"))
    except FileNotFoundError:
        return None


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
