"""Processes of this installation: each in a group of its own, written down, ended in order.

A run that is killed cannot end its children. The next run finds them in the record and ends them:
those whose number and moment of birth are the recorded ones, and nobody else's.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

GRACE = 15.0
"""Seconds a process has to end by itself."""
POLL = 0.05


@dataclass(frozen=True, kw_only=True)
class Record:
    """A process that was started: its number, and what tells it from any other of that number."""

    name: str
    pid: int
    born: str

    def lives(self) -> bool:
        """Say whether this very process still runs."""
        return birth_of(self.pid) == self.born


def birth_of(pid: int) -> str | None:
    """Return what tells the process from every other that ever bears its number; None when gone."""
    fields = _stat(pid)
    if fields is None:
        return _birth_by_ps(pid)
    if fields[0] in "ZX":
        return None
    boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return f"{boot} {fields[19]}"


def _stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the third (state) on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None


def _birth_by_ps(pid: int) -> str | None:
    """Ask ``ps``, on systems without /proc."""
    if Path("/proc/self/stat").exists():
        return None
    said = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or None


def group_of(leader: Record) -> list[Record]:
    """Return the living members of the group that the leader led, born no earlier than it.

    A number is not given anew while a group still bears it, so the group outlives its leader.
    """
    boot, _, tick = leader.born.partition(" ")
    members = []
    for entry in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(entry.name))
        if fields is None or fields[0] in "ZX" or int(fields[2]) != leader.pid:
            continue
        born = birth_of(int(entry.name))
        if born and born.startswith(boot) and int(born.rpartition(" ")[2]) >= int(tick):
            members.append(Record(name=leader.name, pid=int(entry.name), born=born))
    return members


def end(leader: Record, *, grace: float = GRACE) -> None:
    """Ask the process to end, wait for it, and end by force what is left of its group."""
    if leader.lives():
        _signal(leader, signal.SIGTERM)
        _wait([leader], grace)
    kill(leader, grace=grace)


def kill(leader: Record, *, grace: float = GRACE) -> None:
    """End the process and its whole group by force."""
    rest = [member for member in {leader, *group_of(leader)} if member.lives()]
    for member in rest:
        _signal(member, signal.SIGKILL)
    _wait(rest, grace)
    _reap()


def _signal(process: Record, number: signal.Signals) -> None:
    if process.lives():
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            return


def _wait(processes: Sequence[Record], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(process.lives() for process in processes):
        _reap()
        time.sleep(POLL)


def _reap() -> None:
    """Take note of children that ended, so that they do not look alive."""
    for child in list(_children):
        if child.poll() is not None:
            _children.remove(child)


_children: list["subprocess.Popen[bytes]"] = []


def start(
    name: str, command: Sequence[str], *, environment: Mapping[str, str], log: Path
) -> Record:
    """Start a process in a session of its own, its words going to the log; return its record."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("ab") as words:
        child = subprocess.Popen(
            list(command), stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT,
            env=dict(environment), start_new_session=True,
        )  # fmt: skip
    _children.append(child)
    return Record(name=name, pid=child.pid, born=birth_of(child.pid) or "gone 0")


def exit_status(record: Record) -> int | None:
    """Return how a process we started ended, or None while it runs."""
    for child in _children:
        if child.pid == record.pid:
            return child.poll()
    return None if record.lives() else -1


class Book:
    """The record of running processes on disk, for the next run and for `motcua status`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Record]:
        """Return what was written last, or nothing."""
        try:
            return [Record(**entry) for entry in json.loads(self.path.read_text("utf-8"))]
        except FileNotFoundError:
            return []

    def write(self, records: Sequence[Record]) -> None:
        """Write the records so that a reader sees the old or the new, never half."""
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(json.dumps([asdict(record) for record in records], indent=1), "utf-8")
        unfinished.replace(self.path)
