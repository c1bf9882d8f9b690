"""Files that are known to be bad: clamd is asked, where the installation has one (INSTREAM of clamd(8)).

Without one, or while it is away, files are taken on what they are made of alone: a dossier is lodged in time
whether or not a scanner runs. Who keeps the installation running sees how the scanner is.
"""

import re
import socket
import struct
from dataclasses import dataclass
from enum import Enum
from typing import Final

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

_PIECE: Final = 256 * 1024
_LENGTH: Final = struct.Struct(">I")
_CONNECT_SECONDS: Final = 2
_ANSWER_SECONDS: Final = 20
_LONGEST_ANSWER: Final = 4096
_CLEAN: Final = "stream: OK"
_FOUND: Final = re.compile(r"stream: (.+) FOUND")


class Standing(Enum):
    """How the scanner is."""

    ABSENT = "absent"
    """None was set up."""
    AWAY = "away"
    READY = "ready"


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """The scanner as it is now."""

    standing: Standing
    said: str = ""
    """What it calls itself, with the version of what it knows."""


def find_infection(content: bytes) -> str:
    """Return what the scanner calls the bad thing in a file; empty if it finds none, or nobody was there to ask."""
    if not settings.CLAMD:
        return ""
    pieces = (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))
    framed = b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)
    try:
        answer = _ask(b"zINSTREAM\0" + framed + _LENGTH.pack(0), seconds=_ANSWER_SECONDS)
    except OSError as error:
        log.warning("documents.unscanned", why=type(error).__name__)
        return ""
    if found := _FOUND.fullmatch(answer):
        return found[1]
    if answer != _CLEAN:
        log.warning("documents.unscanned", why=answer)
    return ""


def look_at_scanner() -> Scanner:
    """Return how the scanner is; it is asked once, for two seconds at the most."""
    if not settings.CLAMD:
        return Scanner(standing=Standing.ABSENT)
    try:
        said = _ask(b"zVERSION\0", seconds=_CONNECT_SECONDS)
    except OSError:
        said = ""
    return Scanner(standing=Standing.READY if said else Standing.AWAY, said=said)


def _ask(words: bytes, *, seconds: int) -> str:
    with _connected() as line:
        line.settimeout(seconds)
        line.sendall(words)
        answer = b""
        while len(answer) < _LONGEST_ANSWER and (more := line.recv(_LONGEST_ANSWER)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connected() -> socket.socket:
    """Return a line to clamd: to the socket in the file system, or to a host and port."""
    host, _is, port = settings.CLAMD.rpartition(":")
    if host and port.isdigit():
        return socket.create_connection((host, int(port)), timeout=_CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_CONNECT_SECONDS)
    try:
        line.connect(settings.CLAMD)
    except OSError:
        line.close()
        raise
    return line
