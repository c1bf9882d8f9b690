"""Post words as JSON, signed, to the address of a system."""

import hmac
from hashlib import sha256
from http import HTTPStatus
from typing import Final

import msgspec
import requests

from motcua.capabilities.exchange.connectors.base import Postponed, Rejected, Word

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 15
SIGNATURE: Final = "X-Motcua-Signature"
_MAY_PASS: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)


class HttpReceiver:
    """The address of another system, by TLS with the machine's certificates."""

    def send(self, word: Word) -> None:
        """Return once the other side has answered that it took the word."""
        body = msgspec.json.encode(word.content)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": word.key,
            SIGNATURE: f"sha256={sign(word.secret, body)}",
        }
        try:
            response = requests.post(
                word.address,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                # Another address than the registered one is not told anything.
                allow_redirects=False,
                # Only the status counts: an answer without end is not waited for.
                stream=True,
            )
            response.close()
        except requests.RequestException as error:
            raise Postponed(type(error).__name__) from error
        _judge(response.status_code)


def sign(secret: bytes, body: bytes) -> str:
    """Return the HMAC-SHA-256 of a body, in hexadecimal."""
    return hmac.new(secret, body, sha256).hexdigest()


def _judge(status: int) -> None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    may_pass = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _MAY_PASS
    raise (Postponed if may_pass else Rejected)(f"HTTP {status}")
