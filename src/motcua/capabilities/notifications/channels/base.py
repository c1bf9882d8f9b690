"""What a channel is to the rest of notifications."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message with its address on it."""

    message_id: str
    to_name: str
    to_address: str
    title: str
    body: str
    language: str


class Postponed(Exception):
    """The other side cannot take the letter now; it may later."""


class Rejected(Exception):
    """The other side will never take the letter."""


class Channel(Protocol):
    """Hands letters over to the other side."""

    def deliver(self, letter: Letter) -> None:
        """Return once the other side has taken the letter.

        Raises:
            Postponed: if it may be tried again.
            Rejected: if it need not.
        """
