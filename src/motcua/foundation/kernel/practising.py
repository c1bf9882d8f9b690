"""What the desk, the command and the supervisor say to one another of the site for practising.

A file holds what somebody wishes, another one how far it is: neither knows the other's database.
"""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.core import signing

FOLDER: Final = "practice"
TICKET_LASTS: Final = timedelta(minutes=10)
_SALT: Final = "motcua.practice.ticket"
_BEARER: Final = "officer"


class Wish(StrEnum):
    """What somebody asks of the site for practising."""

    START = "start"
    RESET = "reset"


class Stage(StrEnum):
    """How far it is."""

    ABSENT = "absent"
    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"


def wish(folder: Path, wanted: Wish) -> None:
    """Leave a wish for whoever runs the site."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(folder / "wish", wanted)


def take_wish(folder: Path) -> Wish | None:
    """Return what was wished since it was asked last."""
    try:
        text = (folder / "wish").read_text("ascii")
        (folder / "wish").unlink()
        return Wish(text)
    except (FileNotFoundError, ValueError):
        return None


def write_stage(folder: Path, stage: Stage) -> None:
    """Say how far the site is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(folder / "stage", stage)


def read_stage(folder: Path) -> Stage:
    """Return how far the site is."""
    try:
        return Stage((folder / "stage").read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return Stage.ABSENT


def _put(path: Path, word: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(word, "ascii")
    unfinished.replace(path)


def write_ticket(key: str) -> str:
    """Return what lets an officer of the desk in; it says of nobody who it is."""
    return signing.dumps(_BEARER, key=key, salt=_SALT)


def is_ticket(ticket: str, key: str) -> bool:
    """Return whether the ticket was written with this key a few minutes ago; without a key none is."""
    try:
        return (
            bool(key)
            and signing.loads(ticket, key=key, salt=_SALT, max_age=TICKET_LASTS) == _BEARER
        )
    except signing.BadSignature:
        return False
