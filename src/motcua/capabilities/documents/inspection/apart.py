"""A process apart for what strangers sent: a library in C++ reads it, and may fall, hang or be misled.

The process gets the file and nothing else: no setting, no key, no connection of ours.
"""

import subprocess
import sys
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


class Fell(Exception):
    """The program did not come to its end, or not in time."""


def run(program: Path, *said: int, given: bytes, seconds: int) -> bytes:
    """Return what one of our programs makes of a file.

    Raises:
        Fell: if it does not come to its end in so many seconds.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            [sys.executable, "-I", str(program), *map(str, said)],
            input=given, capture_output=True, check=True, timeout=seconds, env={},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("a program apart fell", program=program.name, error=type(error).__name__)
        raise Fell from error
    return done.stdout
