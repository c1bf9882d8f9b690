"""Tokens, codes and addresses of systems, and when a report is tried again. Pure functions."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")
_TOKEN: Final = re.compile(r"mcx_([0-9a-f]{16})_[A-Za-z0-9_-]{43}")
BEARER: Final = "bearer "
SIMULATED: Final = "simulated"
"""Scheme of the addresses of systems that we play ourselves."""
_HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})

OVERLAP: Final = timedelta(days=7)
"""How long the former token stays valid after a rotation, so that nobody has to change at once."""
TOKEN_LASTS: Final = timedelta(minutes=10)
"""How long a token lasts that a system got by its key."""
WINDOW: Final = timedelta(minutes=1)
CALLS_A_WINDOW: Final = 600

MAX_ATTEMPTS: Final = 14
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """A token as it is shown, once."""

    key_id: str
    text: str


def write_token(*, key_id: str, secret: str) -> NewToken:
    """Return the token with this public part and this secret of 256 bits."""
    return NewToken(key_id=key_id, text=f"mcx_{key_id}_{secret}")


def read_bearer(authorization: str) -> NewToken | None:
    """Return the token of an ``Authorization`` header, or None if it holds none of ours."""
    if not authorization.lower().startswith(BEARER):
        return None
    text = authorization[len(BEARER) :].strip()
    found = _TOKEN.fullmatch(text)
    return NewToken(key_id=found[1], text=text) if found else None


def is_code(code: str) -> bool:
    """Say whether a system may be called so."""
    return _CODE.fullmatch(code) is not None


def is_address(address: str) -> bool:
    """Say whether statuses may be sent there: by TLS, to this very machine, or to one we play."""
    parts = urlsplit(address)
    if parts.scheme == SIMULATED:
        return bool(parts.netloc)
    if parts.scheme == "http":
        return parts.hostname in _HERE
    return parts.scheme == "https" and bool(parts.hostname)


def wait_before(attempt: int) -> timedelta:
    """Return how long to wait after that many failed attempts: 10 s, tripled, at most 6 h."""
    factor: int = 3 ** min(attempt - 1, 10)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)
