"""The product's real processes on a database of their own, to be killed and started again."""

import http.client
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import psycopg
from django.db import connections

from motcua.surfaces.cli.local import plan, processes
from motcua.surfaces.cli.local.plan import Service

READY_WITHIN = 60


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((plan.HOST, 0))
        return probe.getsockname()[1]


def wait_until(condition, *, within=READY_WITHIN, what="the condition"):
    """Wait until the condition holds, and return what it answered."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not hold within {within} s")


@dataclass
class Product:
    """Web and worker as `make run` starts them, on one database and one folder of files."""

    database: str
    folder: Path
    settings: dict
    surroundings: dict = field(default_factory=dict)
    """Settings of this product alone, by their names in the environment."""
    port: int = field(default_factory=free_port)
    live_port: int = field(default_factory=free_port)
    running: dict = field(default_factory=dict)

    @property
    def address(self):
        return plan.address(self.port)

    def start(self, *names):
        """Start "web", "worker" or both, or "live", and wait until each is at work."""
        for name in names or ("web", "worker"):
            service = self._service(name)
            self.running[name] = processes.start(
                name, service.command, environment=self._environment(service), log=self.log(name)
            )
        for name in names or ("web", "worker"):
            wait_until(lambda name=name: self.is_ready(name), what=f"{name} ({self.log(name)})")

    def _service(self, name):
        match name:
            case "web":
                return plan.web(self.port)
            case "live":
                return plan.live(self.live_port)
        return plan.worker()

    def _environment(self, service: Service):
        return plan.environment(service) | {
            "MOTCUA_DATABASE_NAME": self.database,
            "MOTCUA_FILES_DIR": str(self.folder / "files"),
            "MOTCUA_PUBLIC_URL": self.address,
            "MOTCUA_LIVE_URL": plan.address(self.live_port),
            "MOTCUA_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            **self.surroundings,
        }

    def log(self, name):
        return self.folder / f"{name}.log"

    def is_ready(self, name):
        assert processes.exit_status(self.running[name]) is None, self.log(name).read_text("utf-8")
        if name == "worker":
            return self.rows("SELECT 1 FROM procrastinate_workers")
        port = self.live_port if name == "live" else self.port
        return self.status_of("/healthz", port=port) == HTTPStatus.OK

    def status_of(self, path, *, port=None):
        """Return the status with which the web process answers, or None while it does not."""
        connection = http.client.HTTPConnection(plan.HOST, port or self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def kill(self, name):
        """End the process and its children with SIGKILL: nothing of it can tidy up."""
        processes.kill(self.running.pop(name))
        if name == "worker":
            self.rows("DELETE FROM procrastinate_workers RETURNING 1", is_owner=True)

    def end(self, name):
        """End the process as the product does, letting it finish what is in hand."""
        processes.end(self.running.pop(name))

    def end_all(self):
        for name in list(self.running):
            self.end(name)

    def rows(self, statement, parameters=None, *, is_owner=False):
        """Return the rows a statement gives, on a connection of its own."""
        role = "owner" if is_owner else "default"
        reach = self.settings[role]
        with psycopg.connect(
            host=reach["HOST"], port=reach["PORT"], dbname=self.database, user=reach["USER"],
            password=reach["PASSWORD"], autocommit=True, options="-c motcua.reach=*",
        ) as connection:  # fmt: skip
            return connection.execute(statement, parameters).fetchall()


@contextmanager
def pointed_at(database):
    """Work on that database in this process, committing for real."""
    before = connections["default"].settings_dict["NAME"]
    _use(database)
    try:
        yield
    finally:
        _use(before)


def _use(name):
    for alias in ("default", "owner"):
        connection = connections[alias]
        connection.close()
        if alias == "default":
            connection.close_pool()
        connection.settings_dict["NAME"] = name
