"""Entries of a dossier's log as they are hashed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.foundation.kernel import chain


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a dossier as it is hashed: codes and keys, no personal values."""

    dossier_id: int
    seq: int
    act: str
    source: str
    target: str
    by: str
    agency_id: int | None
    occurred_at: str
    recorded_at: str
    article: str
    payload: Mapping[str, object]
    commitment: str


def moment(at: datetime) -> str:
    """Return the one spelling of a moment that is hashed: UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_entry(previous: bytes, entry: Entry) -> bytes:
    """Return the link that binds the entry to all entries before it."""
    return chain.link(previous, _content(entry))


def entry_bytes(entry: Entry) -> bytes:
    """Return what of the entry is hashed behind the hash of the entry before."""
    return chain.canonical(_content(entry))


def _content(entry: Entry) -> dict[str, object]:
    return {**entry.__dict__, "payload": dict(entry.payload)}
