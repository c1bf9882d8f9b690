"""Facts that identity announces."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CitizenEnrolled(Event):
    """A person signed in at the portal for the first time."""

    type: ClassVar[str] = "identity.citizen-enrolled"

    person_id: int


@dataclass(frozen=True, kw_only=True)
class OfficerCreated(Event):
    """An officer got an account and a post."""

    type: ClassVar[str] = "identity.officer-created"

    person_id: int
    post_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class PostMoved(Event):
    """Agencies were reorganised: a post ended, and its holder goes on in another agency."""

    type: ClassVar[str] = "identity.post-moved"

    post_id: int
    new_post_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class StandInBegun(Event):
    """The head wrote down that an officer stands in for another."""

    type: ClassVar[str] = "identity.stand-in-begun"

    post_id: int
    in_place_of: int
    agency_id: int
    by: str


@dataclass(frozen=True, kw_only=True)
class StandInStopped(Event):
    """The head ended it before its last day."""

    type: ClassVar[str] = "identity.stand-in-stopped"

    post_id: int
    in_place_of: int
    agency_id: int
    by: str


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    """The last day of a post was set."""

    type: ClassVar[str] = "identity.post-ended"

    post_id: int
    agency_id: int
