"""Hash chains: pure functions, so that a stranger can verify them with the standard library."""

import hashlib
import hmac
import json
from typing import Any

GENESIS = bytes(32)
"""What stands before the first link."""


def canonical(value: Any) -> bytes:
    """Return the one byte string for a JSON value: sorted keys, no spaces, UTF-8 (as RFC 8785)."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def link(previous: bytes, content: Any) -> bytes:
    """Return the SHA-256 that binds the content to all that stood before it."""
    return hashlib.sha256(previous + canonical(content)).digest()


def commit(salt: bytes, content: bytes) -> bytes:
    """Return a commitment to personal content that says nothing without the salt.

    When a lawful erasure destroys salt and content the chain over the commitment still verifies.
    """
    return hmac.new(salt, content, hashlib.sha256).digest()
