"""What the registries are to the rest of the product."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.capabilities.registries.enums import Outcome
from motcua.capabilities.registries.rules import (
    BirthEntry,
    EventEntry,
    RegisteredPerson,
    Registration,
)


class Unavailable(Exception):
    """The registry does not answer now."""


class Refused(Exception):
    """The registry answered that it will not do it; the message is its reason."""


class FixedByPin(Refused):
    """The change concerns sex or birth year, from which the PIN was made."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A registration, and whether it was new."""

    registration: Registration
    outcome: Outcome


class PopulationRegistry(Protocol):
    """The national population database."""

    def look_up(self, pin: str) -> RegisteredPerson | None:
        """Return the person with this PIN, or None.

        Raises:
            Unavailable: if it does not answer.
        """


class CivilStatusRegistry(Protocol):
    """The electronic civil-status database, which has the population database assign the PIN."""

    def record_birth(self, entry: BirthEntry, *, key: str, at: datetime) -> Recorded:
        """Enter the birth and return its numbers; the same key is one entry for ever.

        Raises:
            Refused: if it will not take the entry; FixedByPin if the PIN stands in the way.
            Unavailable: if it does not answer.
        """

    def record_event(self, entry: EventEntry, *, key: str, at: datetime) -> Recorded:
        """Enter a death or a marriage and return its numbers; the same key is one entry for ever.

        Raises:
            Refused: if it will not take the entry.
            Unavailable: if it does not answer.
        """
