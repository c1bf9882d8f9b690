"""The last checkpoint that was found to hold, remembered outside the database.

Whoever alters the database does not reach it; and what comes next is verified from there on.
"""

import json
from pathlib import Path

from django.conf import settings

from motcua.capabilities.evidence import queries as evidence
from motcua.capabilities.evidence.queries import Head


def path() -> Path:
    """Return where it is remembered."""
    return Path(settings.STATE_DIR) / "evidence" / "verified.json"


def read(file: Path) -> Head:
    """Return the checkpoint that a file holds.

    Raises:
        OSError: if there is no such file.
        ValueError: if it holds none.
    """
    return evidence.read_head(json.loads(file.read_text("utf-8")))


def write(head: Head) -> str:
    """Return the checkpoint as it is kept."""
    return json.dumps(evidence.write_head(head), indent=1) + "\n"


def recall() -> Head | None:
    """Return the checkpoint that was found to hold last, if there is one.

    Raises:
        ValueError: if somebody wrote something else into its place.
    """
    try:
        return read(path())
    except FileNotFoundError:
        return None


def remember(head: Head) -> None:
    """Remember the checkpoint as one that was found to hold; the file is there whole or not at all."""
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path().with_suffix(".new")
    beside.write_text(write(head), "utf-8")
    beside.replace(path())
