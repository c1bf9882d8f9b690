"""How a query is told again without being kept."""

from django.utils.crypto import salted_hmac

from motcua.domain.procedures.rules import usage

_SALT = "motcua.procedures.openings"


def digest_of(text: str) -> bytes | None:
    """Return a keyed digest of the query as it is counted; None if it is not to be kept."""
    counted = usage.countable(text)
    return None if counted is None else salted_hmac(_SALT, counted, algorithm="sha256").digest()
