"""Run the whole product on this machine until it is told to stop: `make run`."""

import argparse
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType

from motcua.foundation.kernel import local
from motcua.surfaces.cli.local import cluster as clusters
from motcua.surfaces.cli.local import plan, processes, welcome
from motcua.surfaces.cli.local.binaries import NoServer
from motcua.surfaces.cli.local.plan import Ports, Service
from motcua.surfaces.cli.local.practice import Practice
from motcua.surfaces.cli.local.processes import Book, Record

READY_WITHIN = 90.0
PREPARED_WITHIN = 3600.0
RESTARTS = 5
RESTARTS_WITHIN = 60.0
PREDECESSOR_ENDS_WITHIN = 20.0
POLL = 0.1
BOOK = "processes.json"


class Stopped(Exception):
    """Somebody asked us to stop."""


class Failed(Exception):
    """The product cannot run; the message says why."""


class Run:
    """One run of the product: what it started, in order, and whether it was asked to stop."""

    def __init__(self, *, ports: Ports, parent: int | None) -> None:
        self.ports = ports
        self.parent = parent
        self.book = Book(local.state_dir() / BOOK)
        self.cluster: clusters.Cluster | None = None
        self.running: dict[Service, Record] = {}
        self.practice = Practice(ports, changed=self._write)
        self.restarts: list[float] = []
        self.is_stopping = False

    def listen(self) -> None:
        """Take SIGINT, SIGTERM and a closed terminal as the wish to stop."""
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            numbers.append(signal.SIGHUP)
        for number in numbers:
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signature
        self.is_stopping = True

    def pause(self) -> None:
        """Wait a moment.

        Raises:
            Stopped: if we were asked to stop, or whoever started us is gone.
        """
        time.sleep(POLL)
        if self.is_stopping or (self.parent is not None and os.getppid() != self.parent):
            raise Stopped

    def start(self, service: Service) -> None:
        """Start a service and write it down."""
        self.running[service] = processes.start(
            service.name,
            service.command,
            environment=plan.environment(service),
            log=plan.log_of(service),
        )
        self._write()

    def end(self, service: Service) -> None:
        """End a service and strike it out."""
        processes.end(self.running.pop(service))
        self._write()

    def _write(self) -> None:
        self.book.write([*self.running.values(), *self.practice.running.values()])

    def wait_for(self, what: str, condition: Callable[[], bool], *, within: float) -> None:
        """Wait until the condition holds.

        Raises:
            Failed: if it does not in time, or a service ends meanwhile.
        """
        until = time.monotonic() + within
        while not condition():
            if time.monotonic() > until:
                raise Failed(f"{what}: không sẵn sàng sau {within:.0f} giây · not ready in time.")
            for service in self.running:
                if not self._lives(service) and service.name != "prepare":
                    raise Failed(_words_of(service))
            self.pause()

    def _lives(self, service: Service) -> bool:
        return processes.exit_status(self.running[service]) is None

    def prepare(self) -> None:
        """Bring database, static files and demo up to date, unless this very code has done so.

        Raises:
            Failed: with the end of what it said.
        """
        assert self.cluster is not None
        # Beside the database, so that it is gone when the database is.
        stamp = self.cluster.folder / "prepared"
        wanted = plan.digest_of_sources()
        if stamp.exists() and stamp.read_text("ascii") == wanted:
            return
        service = plan.preparation()
        self.start(service)
        status: list[int] = []

        def has_ended() -> bool:
            ended = processes.exit_status(self.running[service])
            status[:] = [] if ended is None else [ended]
            return ended is not None

        self.wait_for("prepare", has_ended, within=PREPARED_WITHIN)
        self.end(service)
        if status != [0]:
            raise Failed(_words_of(service))
        stamp.write_text(wanted, "ascii")

    def keep_up(self) -> None:
        """Start again what ended by itself, until we are asked to stop.

        Raises:
            Failed: if a service keeps ending.
        """
        while True:
            self.pause()
            for service in [service for service in self.running if not self._lives(service)]:
                self._revive(service)
            self.practice.look()

    def _revive(self, service: Service) -> None:
        now = time.monotonic()
        self.restarts = [at for at in self.restarts if now - at < RESTARTS_WITHIN] + [now]
        if len(self.restarts) > RESTARTS:
            raise Failed(_words_of(service))
        say(f"  {service.name} đã dừng, đang chạy lại · ended, starting it again")
        self.end(service)
        self.start(service)

    def close(self) -> None:
        """End everything, the last started first, the database last."""
        self.practice.close()
        for service in reversed(list(self.running)):
            self.end(service)
        if self.cluster is not None:
            self.cluster.stop()


def main(arguments: Sequence[str]) -> int:
    """Run until told to stop; return the exit status."""
    parser = argparse.ArgumentParser(prog="motcua up", description=__doc__)
    parser.add_argument("--port", type=_port, default=8000, help="the first of six ports")
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when whoever started this ends"
    )
    chosen = parser.parse_args(arguments)
    os.umask(0o077)
    run = Run(ports=Ports(first=chosen.port), parent=os.getppid() if chosen.with_parent else None)
    run.listen()
    try:
        with alone(run):
            return _run(run)
    except Stopped:
        return 0
    except (Failed, NoServer, plan.PortTaken) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1


def _port(words: str) -> int:
    port = int(words)
    if not plan.LOWEST_PORT <= port <= plan.HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{plan.LOWEST_PORT} to {plan.HIGHEST_PORT}, please")
    return port


def _run(run: Run) -> int:
    started = time.monotonic()
    end_leftovers(run.book)
    run.ports.require_free()
    plan.put_logs_aside()
    try:
        _bring_up(run)
        assert run.cluster is not None
        run.practice.lie_down(run.cluster)
        say(welcome.text(run.ports, seconds=time.monotonic() - started))
        run.keep_up()
    except Stopped:
        say("\nĐang dừng · stopping …")
        return 0
    finally:
        run.close()
    return 0


def _bring_up(run: Run) -> None:
    say("  Cơ sở dữ liệu · database …")
    run.cluster, _settings = clusters.ensure(local.state_dir())
    plan.write_settings(run.ports)
    run.start(plan.mailbox(run.ports))
    run.start(plan.provider(run.ports))
    say("  Bảng dữ liệu, tỉnh mẫu · tables, demo province …")
    run.prepare()
    run.start(plan.worker())
    run.start(plan.web(run.ports.pages))
    run.start(plan.live(run.ports.live))
    say("  Cổng, bàn làm việc, tiến trình nền · portal, desk, worker …")
    for what, port, path in (
        ("web", run.ports.pages, "/readyz"),
        ("provider", run.ports.provider, "/.well-known/openid-configuration"),
        ("mailbox", run.ports.mailbox, "/"),
        ("live", run.ports.live, "/healthz"),
    ):
        run.wait_for(what, partial(plan.answers, port, path), within=READY_WITHIN)


class alone:  # noqa: N801 - reads as a sentence
    """Hold the right to run this installation; wait a little for a predecessor that is ending."""

    def __init__(self, run: Run) -> None:
        self.run = run
        local.state_dir().mkdir(parents=True, exist_ok=True)
        self.file = (local.state_dir() / "up.lock").open("a+")

    def __enter__(self) -> None:
        until = time.monotonic() + PREDECESSOR_ENDS_WITHIN
        is_told = False
        while not self._take():
            if time.monotonic() > until:
                raise Failed(
                    f"Bản này đang chạy rồi (tiến trình {self._holder()})."
                    f" · This checkout already runs (process {self._holder()})."
                )
            if not is_told:
                say("  Chờ lần chạy trước dừng hẳn · waiting for the run before to end …")
                is_told = True
            self.run.pause()
        self.file.truncate(0)
        self.file.write(str(os.getpid()))
        self.file.flush()

    def _take(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _holder(self) -> str:
        self.file.seek(0)
        return self.file.read()

    def __exit__(self, *failed: object) -> None:
        self.file.close()


def end_leftovers(book: Book) -> None:
    """End what a killed run left behind, and nothing else."""
    left = [record for record in book.read() if record.lives() or processes.group_of(record)]
    if left:
        names = ", ".join(record.name for record in left)
        say(f"  Dọn tiến trình sót lại · ending what a killed run left: {names}")
    for record in reversed(left):
        processes.end(record)
    if left:
        book.write([])


def say(words: str) -> None:
    """Print a line; a reader who left is no reason to stop."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end


def _words_of(service: Service) -> str:
    log = plan.log_of(service)
    tail = log.read_text("utf-8", "replace")[-3000:] if log.exists() else ""
    return f"{service.name} không chạy được · could not run ({log}):\n{tail}"
