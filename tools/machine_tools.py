"""See that the machine has what tools/machine-tools.txt names; install it as root on Debian.

Nothing is skipped for want of a tool: what is missing and cannot be installed is named, and the
checks do not begin.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).with_name("machine-tools.txt")


def main() -> int:
    """Install what is missing, or name it."""
    missing = _missing()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _install(sorted(set(missing.values())))
        missing = _missing()
    if missing:
        print("Máy này còn thiếu · this machine lacks:", file=sys.stderr)
        for command, package in sorted(missing.items()):
            print(f"  {command} (Debian: {package})", file=sys.stderr)
        return 1
    return 0


def _missing() -> "dict[str, str]":
    """Return the missing commands and the packages that bring them."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    wanted = [line.split()[:2] for line in lines if line and not line.startswith("#")]
    return {command: package for command, package in wanted if shutil.which(command) is None}


def _install(packages: "list[str]") -> None:
    print(f"  Cài · installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, check=False, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != 0:
            print(done.stdout[-2000:], file=sys.stderr)
            return


if __name__ == "__main__":
    sys.exit(main())
