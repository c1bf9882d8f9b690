"""What the receiving side is to the rest of exchange."""

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class Word:
    """The last word on a subject, on its way to the system that is owed it."""

    system: str
    address: str
    key: str
    """The same for every attempt at this word, so that a repeated one is recognised."""
    content: dict[str, Any]
    """``number`` and ``sequence`` at the least: the higher sequence of a number is the newer."""
    secret: bytes
    """With which the body is signed, so that the other side knows it is ours."""


class Postponed(Exception):
    """The other side cannot take the word now; it may later."""


class Rejected(Exception):
    """The other side will never take this word."""


class Receiver(Protocol):
    """Hands words over to another system."""

    def send(self, word: Word) -> None:
        """Return once the other side has taken the word; what it holds is never set back by an older one.

        Raises:
            Postponed: if it may be tried again.
            Rejected: if it need not.
        """
