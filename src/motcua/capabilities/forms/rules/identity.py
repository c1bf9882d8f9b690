"""What makes two documents the same form."""

import hashlib
import json
import re
from typing import Final

from motcua.capabilities.forms.rules.anatomy import Document

KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")
ID_BITS: Final = 52
"""As many bits of the digest as every JSON reader keeps exact."""


def digest_of(key: str, document: Document) -> str:
    """Return the SHA-256 of key and document, whatever the order of their properties."""
    canonical = json.dumps(
        [key, document], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def id_of(digest: str) -> int:
    """Return the primary key of the document with the digest."""
    return int(digest, 16) >> (256 - ID_BITS)
