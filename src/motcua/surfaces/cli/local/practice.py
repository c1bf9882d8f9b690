"""The site for practising beside a local run: a second installation, of which the first knows no password.

It has a database, roles, keys and files of its own. What it begins from is loaded aside, at low priority, when
somebody first wishes to practise and on each new day; beginning anew takes a copy of that.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from motcua.foundation.kernel import clock, local, practising
from motcua.foundation.kernel.practising import Stage, Wish
from motcua.surfaces.cli.local import plan, processes
from motcua.surfaces.cli.local.cluster import APPLICATION, DATABASE, OWNER, Cluster
from motcua.surfaces.cli.local.plan import Ports, Service
from motcua.surfaces.cli.local.processes import Record

DOSSIERS: Final = 40
NICE: Final = "10"
PREPARING: Final = "practice-prepare"
WEB: Final = "practice-web"
WORKER: Final = "practice-worker"


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the site's databases and roles are called in the cluster."""

    database: str = "motcua_practice"
    real: str = DATABASE
    """The database of real work."""

    @property
    def fresh(self) -> str:
        """What each beginning is a copy of."""
        return f"{self.database}_fresh"

    @property
    def owner(self) -> str:
        """The role that owns and migrates the site's tables, and nothing else."""
        return f"{self.database}_owner"

    @property
    def application(self) -> str:
        """The role the site works as."""
        return f"{self.database}_app"


class Practice:
    """The site for practising, as a run of the product sees it: asleep until somebody wishes."""

    def __init__(
        self, ports: Ports, *, changed: Callable[[], None], names: Names | None = None,
        dossiers: int = DOSSIERS,
    ) -> None:  # fmt: skip
        self.ports = ports
        self.names = names or Names()
        self.dossiers = dossiers
        self.folder = local.state_dir() / practising.FOLDER
        self.running: dict[str, Record] = {}
        self.cluster: Cluster | None = None
        self._changed = changed
        self._wanted = ""
        self.is_at_work = False
        """Whether its pages answer."""

    def lie_down(self, cluster: Cluster) -> None:
        """Wait for a wish: those of a run before are forgotten."""
        self.cluster = cluster
        practising.take_wish(self.folder)
        practising.write_stage(self.folder, Stage.ABSENT)

    def look(self) -> None:
        """Do what is wished, as far as it can be done now; never waits for long."""
        wanted = practising.take_wish(self.folder)
        if PREPARING in self.running:
            self._look_after_preparation()
        elif wanted is not None and not self._is_fresh():
            self._prepare()
        elif wanted is Wish.RESET or (wanted is Wish.START and WEB not in self.running):
            self._begin_anew()
        elif WEB in self.running and not self._is_fresh():
            self._prepare()
        elif any(processes.exit_status(record) is not None for record in self.running.values()):
            self._fail()
        elif WEB in self.running and not self.is_at_work:
            self._greet()

    def close(self) -> None:
        """End what runs."""
        for name in list(self.running):
            self._end(name)
        practising.write_stage(self.folder, Stage.ABSENT)

    # --- What it begins from ----------------------------------------------------------------------
    def _is_fresh(self) -> bool:
        stamp = self.folder / "fresh"
        return stamp.exists() and stamp.read_text("ascii") == self._stamp()

    def _stamp(self) -> str:
        if not self._wanted:
            self._wanted = plan.digest_of_sources()
        # The database may be gone while the folder is not.
        assert self.cluster is not None
        made = (self.cluster.data / "PG_VERSION").stat().st_ctime_ns
        return f"{clock.today()} {made} {self._wanted}"

    def _prepare(self) -> None:
        practising.write_stage(self.folder, Stage.PREPARING)
        write_settings(self.folder, self.ports, self.names)
        with _connected(self.cluster) as connection:
            _ensure_roles(connection, self.names, local.read_settings_in(self.folder))
            _drop(connection, self.names.fresh)
            _create(connection, self.names.fresh, self.names.owner)
        for name in ("fresh-files", "demo.loading"):
            _remove(self.folder / name)
        self._start(
            PREPARING,
            ("nice", "-n", NICE, *plan.preparation().command, f"--dossiers={self.dossiers}"),
            MOTCUA_DATABASE_NAME=self.names.fresh,
            MOTCUA_FILES_DIR=str(self.folder / "fresh-files"),
        )

    def _look_after_preparation(self) -> None:
        ended = processes.exit_status(self.running[PREPARING])
        if ended is None:
            return
        self._end(PREPARING)
        if ended != 0:
            self._fail()
            return
        (self.folder / "fresh").write_text(self._stamp(), "ascii")
        self._begin_anew()

    # --- Beginning anew ---------------------------------------------------------------------------
    def _begin_anew(self) -> None:
        practising.write_stage(self.folder, Stage.PREPARING)
        for name in list(self.running):
            self._end(name)
        with _connected(self.cluster) as connection:
            _drop(connection, self.names.database)
            _create(connection, self.names.database, self.names.owner, like=self.names.fresh)
        _remove(self.folder / "files")
        if (self.folder / "fresh-files").exists():
            shutil.copytree(self.folder / "fresh-files", self.folder / "files")
        self._start(WEB, plan.web(self.ports.practice).command)
        self._start(WORKER, plan.worker().command)
        self.is_at_work = False

    def _greet(self) -> None:
        if plan.answers(self.ports.practice, "/healthz"):
            self.is_at_work = True
            practising.write_stage(self.folder, Stage.READY)

    def _fail(self) -> None:
        for name in list(self.running):
            self._end(name)
        practising.write_stage(self.folder, Stage.FAILED)

    def _start(self, name: str, command: tuple[str, ...], **settings: str) -> None:
        service = Service(name=name, command=command)
        self.running[name] = processes.start(
            name, command, environment=environment(self.folder) | settings, log=plan.log_of(service)
        )
        self._changed()

    def _end(self, name: str) -> None:
        processes.end(self.running.pop(name))
        self._changed()


def write_settings(folder: Path, ports: Ports, names: Names) -> None:
    """Write the settings of the site for practising; its secrets are its own, made once."""
    known = local.read_settings_in(folder)
    ours = local.read_local_settings()
    made = {
        "MOTCUA_SECRET_KEY": secrets.token_urlsafe(50),
        "MOTCUA_MASTER_KEY": secrets.token_hex(32),
        "MOTCUA_DATABASE_PASSWORD": secrets.token_urlsafe(24),
        "MOTCUA_OWNER_PASSWORD": secrets.token_urlsafe(24),
    }
    local.write_settings_in(
        folder,
        made
        | {name: value for name, value in known.items() if name in made}
        | {
            "MOTCUA_DEMO": "1",
            "MOTCUA_PRACTICE": "1",
            "MOTCUA_PRACTICE_KEY": ours["MOTCUA_PRACTICE_KEY"],
            "MOTCUA_PUBLIC_URL": plan.address(ports.practice),
            "MOTCUA_DATABASE_NAME": names.database,
            "MOTCUA_DATABASE_HOST": ours["MOTCUA_DATABASE_HOST"],
            "MOTCUA_DATABASE_PORT": ours["MOTCUA_DATABASE_PORT"],
            "MOTCUA_DATABASE_USER": names.application,
            "MOTCUA_OWNER_USER": names.owner,
            "MOTCUA_OFFLINE_COUNTER": "0",
        },
    )
    static = folder / "static"
    if not static.is_symlink():
        _remove(static)
        static.symlink_to(local.state_dir() / "static", target_is_directory=True)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the site's processes: no setting of the real installation among it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return plain | {
        "MOTCUA_STATE_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }


def _connected(cluster: Cluster | None) -> psycopg.Connection[tuple[int]]:
    assert cluster is not None
    return psycopg.connect(
        host=str(cluster.sockets), user=OWNER, dbname="postgres", autocommit=True,
        password=local.read_local_settings()["MOTCUA_OWNER_PASSWORD"],
    )  # fmt: skip


def _ensure_roles(
    connection: psycopg.Connection[tuple[int]], names: Names, settings: dict[str, str]
) -> None:
    for role, password in (
        (names.owner, settings["MOTCUA_OWNER_PASSWORD"]),
        (names.application, settings["MOTCUA_DATABASE_PASSWORD"]),
    ):
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        words = "ALTER ROLE {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
        connection.execute(sql.SQL(words).format(sql.Identifier(role), sql.Literal(password)))
    # The database of real work lets nobody in but the product's own role.
    of_work = {"database": sql.Identifier(names.real), "role": sql.Identifier(APPLICATION)}
    for statement in (
        "REVOKE CONNECT, TEMPORARY ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    ):
        connection.execute(sql.SQL(statement).format(**of_work))


def _drop(connection: psycopg.Connection[tuple[int]], name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _create(
    connection: psycopg.Connection[tuple[int]], name: str, owner: str, *, like: str = "template1"
) -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(owner), sql.Identifier(like)
        )
    )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
