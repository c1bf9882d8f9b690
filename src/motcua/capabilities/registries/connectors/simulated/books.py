"""How the books are kept: one hand at a time, and the same wording always known again."""

import hashlib

import msgspec
from django.db import connection

from motcua.capabilities.registries.rules import BirthEntry, EventEntry
from motcua.foundation.kernel import chain


def digest_of(entry: BirthEntry | EventEntry) -> bytes:
    """Return what tells one wording of an entry from another."""
    return hashlib.sha256(chain.canonical(msgspec.to_builtins(entry))).digest()


def lock(name: str) -> None:
    """Wait until nobody else writes under this name; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
