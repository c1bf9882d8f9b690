"""Personal values at rest: sealed with a key per subject, the key wrapped by the installation's.

A lawful erasure deletes the subject's key, and with it everything that key sealed, while the event
chain over commitments still verifies. A backup made before keeps the key until it is thrown away.
"""

import os
from functools import lru_cache
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import SubjectKey
from motcua.foundation.kernel.subjects import Subject

_NONCE = 12
Stored = bytes | memoryview


class KeyErased(Exception):
    """The subject's key was destroyed: what it sealed is gone, as meant."""


@lru_cache(maxsize=1)
def _master(hex_key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(hex_key))


def _wrap(data_key: bytes, subject: Subject) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _master(settings.MASTER_KEY).encrypt(nonce, data_key, str(subject).encode())


def _unwrap(wrapped: bytes, subject: Subject) -> bytes:
    return _master(settings.MASTER_KEY).decrypt(
        wrapped[:_NONCE], wrapped[_NONCE:], str(subject).encode()
    )


def new_key(subject: Subject) -> tuple[bytes, bytes]:
    """Return a fresh data key and its wrapped form, for a row that carries its own key."""
    data_key = AESGCM.generate_key(256)
    return data_key, _wrap(data_key, subject)


def create_key(subject: Subject) -> bytes:
    """Create and store the data key of a new subject; return it. One insert."""
    data_key, wrapped = new_key(subject)
    SubjectKey.objects.create(
        kind=subject.kind, key=subject.key, wrapped=wrapped, created_at=clock.now()
    )
    return data_key


def get_key(subject: Subject) -> bytes:
    """Return the subject's data key. One read.

    Raises:
        KeyErased: if there is none (any more).
    """
    row = (
        SubjectKey.objects.filter(kind=subject.kind, key=subject.key).values_list("wrapped").first()
    )
    if row is None:
        raise KeyErased(str(subject))
    return _unwrap(bytes(row[0]), subject)


def unwrap_key(wrapped: Stored, subject: Subject) -> bytes:
    """Return a data key that was read together with the row it belongs to.

    Raises:
        KeyErased: if the key was destroyed.
    """
    if not wrapped:
        raise KeyErased(str(subject))
    return _unwrap(bytes(wrapped), subject)


def seal(data_key: bytes, value: Any, *, context: str) -> bytes:
    """Return the JSON value sealed under the data key; the context names the field it stands in."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(data_key).encrypt(nonce, msgspec.json.encode(value), context.encode())


def open_sealed(data_key: bytes, sealed: Stored, *, context: str) -> Any:
    """Return the JSON value sealed under this key for this context."""
    box = bytes(sealed)
    return msgspec.json.decode(
        AESGCM(data_key).decrypt(box[:_NONCE], box[_NONCE:], context.encode())
    )


def erase_key(subject: Subject) -> None:
    """Destroy the subject's key: what it sealed can never be read again."""
    SubjectKey.objects.filter(kind=subject.kind, key=subject.key).delete()
