"""Who acts in a request or a job: small frozen values that every floor above passes along."""

from dataclasses import dataclass
from typing import Final

from motcua.foundation.identity.enums import Role


@dataclass(frozen=True, kw_only=True)
class Citizen:
    """A person who signed in at the portal with an electronic identity."""

    person_id: int
    name: str
    assurance: int
    """Level of the electronic identity at this sign-in: 1 or 2 (3 is kept for signing devices)."""

    @property
    def key(self) -> str:
        """The actor as logs write it."""
        return f"citizen:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class Officer:
    """A person acting as the holder of a post in an agency."""

    person_id: int
    post_id: int
    agency_id: int
    unit_id: int
    unit_kind: str
    roles: frozenset[Role]
    name: str
    title: str

    @property
    def key(self) -> str:
        """The actor as logs write it: the post, because the post decides, not the person."""
        return f"officer:{self.post_id}"


@dataclass(frozen=True, kw_only=True)
class Anonymous:
    """Somebody who has not signed in."""

    @property
    def key(self) -> str:
        """The actor as logs write it."""
        return "anonymous"


@dataclass(frozen=True, kw_only=True)
class System:
    """The product itself: the worker, a command, a clock."""

    name: str

    @property
    def key(self) -> str:
        """The actor as logs write it."""
        return f"system:{self.name}"


Actor = Citizen | Officer | Anonymous | System

ANONYMOUS: Final = Anonymous()
