"""Who acts in a request or a job: small frozen values that every floor above passes along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

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
class Seat:
    """A post in which an officer stands in today."""

    id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Officer:
    """A person acting as the holder of a post in an agency, or in the place of who holds it."""

    person_id: int
    post_id: int
    agency_id: int
    unit_id: int
    unit_kind: str
    roles: frozenset[Role]
    name: str
    title: str
    in_place_of: int | None = None
    """The post of who is away, while the officer stands in; ``post_id`` is then the stand-in's."""
    away_person_id: int | None = None
    """Who is away."""
    seats: tuple[Seat, ...] = ()
    """Where the officer stands in today, whether or not at this moment."""
    others: frozenset[int] = frozenset()
    """Every other post that this person held or stood in, now and before."""
    has_single_keys: bool = field(default=True, compare=False)
    """Whether single keys act on the officer's pages."""
    carried: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What pages need of whoever reads them, as ``queries.carry`` has it brought; empty outside a request."""

    @property
    def key(self) -> str:
        """The actor as logs write it: the post, because the post decides, not the person."""
        return f"officer:{self.post_id}"

    @property
    def seat_id(self) -> int:
        """The post whose work the officer does: that of who is away, or the own one."""
        return self.in_place_of or self.post_id

    @property
    def people(self) -> frozenset[int]:
        """Whose doings count as done by this officer, for duties kept apart."""
        return frozenset({self.person_id, self.away_person_id or self.person_id})

    @property
    def hands(self) -> frozenset[int]:
        """Every post whose doings count as done by this officer, for duties kept apart.

        Whoever stands in answers for the own posts and for the post stood in for.
        """
        return frozenset({self.post_id, self.seat_id, *self.others})

    def answers_for(self, post_id: int | None) -> bool:
        """Say whether what a post did counts as done by this officer."""
        return post_id in self.hands


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
