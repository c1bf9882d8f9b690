"""One box for all that an officer may see: by number, person, telephone, day or procedure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from motcua.composition.casework import examining, meaning, mirroring, reopening
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Milestone, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.queries import Wanted
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit, clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.composition.casework.mirroring import Mirrored
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.mirrors.models import Mirror
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.enums import FoundBy

MOST: Final = dossiers.PAGE
MOST_OF_A_DAY: Final = 10
PROCEDURES: Final = 3
RELEVANT: Final = 0.7
"""How well a procedure must answer before it is told of: names of people share words with procedures."""

Rows = tuple[tuple["Dossier", "Version"], ...]


@dataclass(frozen=True, kw_only=True)
class OfPerson:
    """What the agency has of the people found, newest first."""

    way: FoundBy
    dossiers: Rows
    mirrors: tuple[Mirrored, ...]
    is_cut: bool
    """Whether there are more than are told."""


@dataclass(frozen=True, kw_only=True)
class OfDay:
    """The agency's dossiers that reached a milestone on the day."""

    wanted: Wanted
    dossiers: Rows
    is_cut: bool


@dataclass(frozen=True, kw_only=True)
class OfProcedure:
    """A procedure that answers, and how many of its dossiers the agency has open."""

    version: Version
    open: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """All that was found, each under why."""

    dossier: Dossier | None = None
    """The one of this number or reference."""
    mirror: Mirror | None = None
    """The one that another system handles under this number."""
    below: Dossier | None = None
    """The one of an agency below that may be handled again."""
    of_person: OfPerson | None = None
    day: date | None = None
    of_day: tuple[OfDay, ...] = ()
    procedures: tuple[OfProcedure, ...] = ()

    @property
    def is_by_number_alone(self) -> bool:
        """Whether it can be nothing but the one dossier of that number."""
        numbered = self.dossier or self.mirror or self.below
        return bool(numbered) and not (self.of_person or self.of_day or self.procedures)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        numbered = self.dossier or self.mirror or self.below
        return not (numbered or self.of_person or self.of_day or self.procedures)


def find(typed: str, by: Officer, *, now: datetime) -> Found:
    """Return all that somebody may mean by it; each reading is noted, once, as a search.

    Of people who have nothing at the agency nothing is told, not even that they are known. As many
    queries for one answer as for a page of them.

    Raises:
        DossierNotFound: if the post sees no dossiers.
    """
    found = find_impersonal(typed, by, now=now)
    of_person = find_of_person(typed, by, on=clock.day_in_vietnam(now))
    if of_person is None:
        return found
    # The name of a person is no question for procedures, whatever words they share.
    return replace(found, of_person=of_person, procedures=())


def find_impersonal(typed: str, by: Officer, *, now: datetime) -> Found:
    """Return what an address may ask for: all but people, whose names and numbers stay out of addresses.

    Raises:
        DossierNotFound: if the post sees no dossiers.
    """
    if by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise DossierNotFound
    on = clock.day_in_vietnam(now)
    dossier = mirror = below = None
    if meaning.may_be_number(typed):
        dossier = examining.find(typed, by)
        mirror = None if dossier else mirroring.find(typed, by)
        if not dossier and not mirror and Role.LEADER in by.roles:
            below = reopening.find_below(typed, by)
    day = meaning.read_day(typed, today=on)
    return Found(
        dossier=dossier,
        mirror=mirror,
        below=below,
        day=day,
        of_day=() if day is None else _of_day(day, by, now=now),
        procedures=() if dossier or day else _procedures(typed, by, now=now),
    )


def find_of_person(typed: str, by: Officer, *, on: date) -> OfPerson | None:
    """Return the agency's dossiers of the person with this number, telephone or whole name. Six queries."""
    named = identity.find_named(typed)
    if named is None or not named.ids:
        return None
    own = dossiers.list_of_applicants(by.agency_id, named.ids, limit=MOST + 1)
    elsewhere = mirroring.list_of_people(named.ids, by, on=on, limit=MOST)
    _note(own[:MOST], by)
    if not own and not elsewhere:
        return None
    return OfPerson(
        way=named.way,
        dossiers=tuple(examining.with_versions(own[:MOST])),
        mirrors=tuple(elsewhere[:MOST]),
        is_cut=len(own) > MOST or len(elsewhere) > MOST,
    )


def _of_day(day: date, by: Officer, *, now: datetime) -> tuple[OfDay, ...]:
    # Every state is named, because the index begins with agency and state.
    lodged = Wanted(
        agency_id=by.agency_id, states=frozenset(State), milestone=Milestone.LODGED,
        since=day, until=day,
    )  # fmt: skip
    promised = Wanted(
        agency_id=by.agency_id, states=dossiers.RUNNING, milestone=Milestone.DUE,
        since=day, until=day,
    )  # fmt: skip
    return tuple(
        part for wanted in (lodged, promised) if (part := _part(wanted, by, now=now)).dossiers
    )


def _part(wanted: Wanted, by: Officer, *, now: datetime) -> OfDay:
    rows = dossiers.list_wanted(wanted, now=now, limit=MOST_OF_A_DAY + 1)
    _note(rows[:MOST_OF_A_DAY], by)
    return OfDay(
        wanted=wanted,
        dossiers=tuple(examining.with_versions(rows[:MOST_OF_A_DAY])),
        is_cut=len(rows) > MOST_OF_A_DAY,
    )


def _procedures(typed: str, by: Officer, *, now: datetime) -> tuple[OfProcedure, ...]:
    if not meaning.is_words(typed):
        return ()
    answers = procedures.find(typed, on=clock.day_in_vietnam(now), size=PROCEDURES).items
    relevant = [found.version for found in answers if found.relevance >= RELEVANT]
    if not relevant:
        return ()
    counts = dossiers.count_open([by.agency_id], now=now)
    open_by_procedure = {
        procedure_id: count.waiting + count.in_progress
        for (_agency_id, procedure_id), count in counts.items()
    }
    return tuple(
        OfProcedure(version=version, open=open_by_procedure.get(version.procedure_id, 0))
        for version in relevant
    )


def _note(rows: list[Dossier], by: Officer) -> None:
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[dossier.subject for dossier in rows],
        purpose=examining.SEARCH,
    )
