"""The product's own server processes, as ``make run`` starts them, for measurements from outside."""

import os
import subprocess
import time
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.surfaces.cli.local.plan import Service


def start(service: "Service", *, port: int) -> "subprocess.Popen[bytes]":
    """Start the service; return once it answers.

    Raises:
        RuntimeError: if it does not within half a minute.
    """
    from motcua.surfaces.cli.local import plan

    server = subprocess.Popen(service.command, env=plan.environment(service) | {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(Path(__file__).parents[1]),
    })  # fmt: skip
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/healthz", headers={"Host": "testserver"})
            if line.getresponse().status == HTTPStatus.OK:
                return server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise RuntimeError("it does not answer")


def cpu(pid: int) -> float:
    """Return the CPU seconds of the process and those it started."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
