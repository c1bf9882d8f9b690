"""On which lists of which desks a change can show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Cut
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import AtDesk
from motcua.domain.notes import queries as notes
from motcua.foundation.identity.enums import Role

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.foundation.identity.actors import Officer


class Listing(StrEnum):
    """A list to which work comes by itself."""

    QUEUE = "queue"
    WORK = "work"
    RESULTS = "results"
    CALLING = "calling"
    """Of notes that call the officer: no list, a mark that says how many."""


@dataclass(frozen=True)
class Place:
    """A list at one agency; of work, that of one role; of notes, that of one post, wherever it is."""

    listing: Listing
    agency_id: int | None
    role: str = ""
    post_id: int | None = None


CALLING_PREFIX: Final = f"{notes.SCREEN}:"
_AT_DESK: Final = {State.LODGED: Listing.QUEUE, State.DECIDED: Listing.RESULTS}


def places_of(officer: Officer) -> frozenset[Place]:
    """Return the lists that belong to the officer's post."""
    places = {Place(Listing.WORK, officer.agency_id, role) for role in officer.roles}
    if Role.DESK in officer.roles:
        places |= {Place(listing, officer.agency_id) for listing in _AT_DESK.values()}
    if not officer.roles.isdisjoint(dossiers.SEEING_ROLES):
        places |= {_calling(officer.seat_id)}
    return frozenset(places)


def places_called(subjects: Iterable[str]) -> frozenset[Place]:
    """Return the marks that such notices of notes are about. No query."""
    heard = (one.removeprefix(CALLING_PREFIX) for one in subjects if one.startswith(CALLING_PREFIX))
    return frozenset(_calling(int(key)) for key in heard)


def _calling(post_id: int) -> Place:
    return Place(Listing.CALLING, None, post_id=post_id)


def find_places(references: Iterable[str]) -> frozenset[Place]:
    """Return the lists on which these dossiers stand now. Two queries for any number."""
    wanted = sorted(references)
    at_desk = (
        Place(_AT_DESK[state], desk)
        for desk, state in dossiers.list_desks(wanted)
        if state in _AT_DESK
    )
    waiting = workflow.list_waited_for(dossiers.KIND, wanted)
    return frozenset(at_desk) | {Place(Listing.WORK, agency, role) for agency, role in waiting}


def count_new(
    listing: Listing, officer: Officer, *, since: datetime, cut: Cut = workflow.WHOLE,
    which: AtDesk = dossiers.ALL_AT_DESK,
) -> int:  # fmt: skip
    """Return how much came to the officer's list after that moment. One query; none for notes that call.

    :param cut: how the list of work is cut down
    :param which: how the queue is
    """
    match listing:
        case Listing.QUEUE:
            return dossiers.count_waiting(officer.agency_id, since=since, which=which)
        case Listing.RESULTS:
            return dossiers.count_results(officer.agency_id, since=since)
        case Listing.WORK:
            return workflow.count_ready(
                agency_id=officer.agency_id, roles=officer.roles, since=since, cut=cut
            )
        case Listing.CALLING:
            return notes.count_calling(officer)
        case _:
            assert_never(listing)
