"""Questions about authorisations. Fetching one checks that it is the person's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.authorisations import rules
from motcua.domain.authorisations.enums import Act, Scope, Side, State
from motcua.domain.authorisations.errors import AuthorisationNotFound
from motcua.domain.authorisations.models import KIND, Authorisation, AuthorisationEvent
from motcua.domain.authorisations.rules import is_over
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit, chain, sealing

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Citizen, Officer

__all__ = [
    "KIND", "WORDS", "Broken", "Happened", "find_given", "get", "get_own", "get_recorded", "is_given", "is_over", "list_acts",
    "list_given", "list_happened", "list_own", "list_recorded", "list_scopes", "read_hashes", "side_of", "verify_log",
]  # fmt: skip

WORDS: Final = "authorisation:words"
MOST: Final = 100
PURPOSE: Final = "authority"


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An entry with its words."""

    act: Act
    at: datetime
    by: str
    agency_id: int | None
    article: str
    words: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Broken:
    """An entry that does not hold together with those before it."""

    authorisation_id: int
    seq: int


def find_given(
    *, representative_id: int, represented_id: int, procedure_id: int, scope: Scope, on: date,
    is_locked: bool = False,
) -> Authorisation | None:  # fmt: skip
    """Return by which authorisation a person may do this for another on that day, the longest first. One query.

    :param is_locked: let nobody end it until the transaction ends
    """
    given = _in_force(on).filter(
        _covers(procedure_id),
        representative_id=representative_id, represented_id=represented_id, scopes__contains=[scope],
    )  # fmt: skip
    found = given.select_for_update(of=("self",)) if is_locked else given
    return found.order_by("-last_day", "pk").first()


def list_scopes(
    *, representative_id: int, represented_id: int, procedure_id: int, on: date
) -> frozenset[Scope]:
    """Return all that a person may do for another on that day, by whichever authorisations hold. One query."""
    given = _in_force(on).filter(
        _covers(procedure_id), representative_id=representative_id, represented_id=represented_id
    )
    return frozenset(Scope(scope) for one in given for scope in one.scopes)


def list_given(
    *, representative_id: int, procedure_id: int, scope: Scope, on: date
) -> list[Authorisation]:
    """Return by which authorisations a person may do this for others on that day, by their names. One query."""
    given = _in_force(on).filter(
        _covers(procedure_id), representative_id=representative_id, scopes__contains=[scope]
    )
    return list(given.order_by("represented__full_name", "represented_id", "-last_day"))


def is_given(
    *, representative_id: int, represented: OuterRef, procedure: OuterRef, scope: Scope, on: date
) -> Exists:
    """Return the condition that a row's applicant lets a person do this on that day; for queries of contexts above."""
    return Exists(
        _in_force(on).filter(
            _covers(procedure),
            representative_id=representative_id, represented_id=represented, scopes__contains=[scope],
        )
    )  # fmt: skip


def get(authorisation_id: int) -> Authorisation:
    """Return an authorisation that a row points at, to the product itself. One query."""
    return Authorisation.objects.select_related("represented", "representative").get(
        pk=authorisation_id
    )


def get_own(authorisation_id: int, citizen: Citizen, *, is_locked: bool = False) -> Authorisation:
    """Return an authorisation to one of the two it is between, or to who is asked. Two queries.

    :param is_locked: hold it until the transaction ends
    Raises:
        AuthorisationNotFound: if it is other people's.
    """
    own = _of(citizen).filter(pk=authorisation_id)
    found = (own.select_for_update(of=("self",)) if is_locked else own).first()
    if found is None:
        raise AuthorisationNotFound
    return found


def list_recorded(by: Officer) -> list[Authorisation]:
    """Return what desks of the officer's agency wrote down, newest first; the reading is noted. Two queries."""
    rows = _recorded(by).order_by("-asked_at", "-pk")
    found = list(rows[:MOST])
    _note(found, by)
    return found


def get_recorded(authorisation_id: int, by: Officer, *, is_locked: bool = False) -> Authorisation:
    """Return what a desk of the officer's agency wrote down; the reading is noted. Two queries.

    Raises:
        AuthorisationNotFound: if another agency did, or none.
    """
    rows = _recorded(by).filter(pk=authorisation_id)
    found = (rows.select_for_update(of=("self",)) if is_locked else rows).first()
    if found is None:
        raise AuthorisationNotFound
    _note([found], by)
    return found


def _recorded(by: Officer) -> QuerySet[Authorisation]:
    if Role.DESK not in by.roles:
        return Authorisation.objects.none()
    return Authorisation.objects.select_related("represented", "representative").filter(
        agency_id=by.agency_id
    )


def _note(found: list[Authorisation], by: Officer) -> None:
    people = {one.represented_id for one in found} | {one.representative_id for one in found}
    subjects = [identity.person_subject(key) for key in people if key is not None]
    audit.note_reading(reader=by.key, agency_id=by.agency_id, subjects=subjects, purpose=PURPOSE)


def list_own(citizen: Citizen) -> list[Authorisation]:
    """Return what a person asked, is asked, gave or was given, newest first. Two queries for any number."""
    return list(_of(citizen).order_by("-asked_at", "-pk")[:MOST])


def side_of(authorisation: Authorisation, person_id: int) -> Side:
    """Return on which side a person stands of an authorisation that is theirs to see. No query."""
    if authorisation.represented_id == person_id:
        return Side.REPRESENTED
    if authorisation.representative_id == person_id:
        return Side.REPRESENTATIVE
    return other_side(Side(authorisation.asked_by))


def other_side(side: Side) -> Side:
    """Return who stands opposite."""
    return Side.REPRESENTATIVE if side is Side.REPRESENTED else Side.REPRESENTED


def list_acts(authorisation: Authorisation, person_id: int) -> tuple[Act, ...]:
    """Return what a person whose it is may do with it. No query."""
    return rules.list_acts(
        State(authorisation.state), side_of(authorisation, person_id), Side(authorisation.asked_by)
    )


def list_happened(authorisation: Authorisation) -> list[Happened]:
    """Return what happened to an authorisation that was fetched for its person, in order. Two queries."""
    try:
        key = sealing.get_key(authorisation.subject)
    except sealing.KeyErased:
        key = None
    rows = AuthorisationEvent.objects.filter(authorisation=authorisation).order_by("seq")
    return [
        Happened(
            act=Act(row.act), at=row.at, by=row.by, agency_id=row.agency_id, article=row.article,
            words=sealing.open_sealed(key, row.sealed, context=WORDS)["words"]
            if key is not None and row.sealed is not None
            else {},
        )
        for row in rows
    ]  # fmt: skip


def verify_log() -> Iterator[Broken]:
    """Recompute the chain of every authorisation and yield where it does not hold. Two queries."""
    ends = dict(Authorisation.objects.values_list("pk", "last_seq"))
    previous, current, seq = chain.GENESIS, 0, 0
    for row in AuthorisationEvent.objects.order_by("authorisation_id", "seq").iterator():
        if row.authorisation_id != current:
            previous, current, seq = chain.GENESIS, row.authorisation_id, 0
        seq += 1
        expected = rules.hash_entry(previous, row.to_entry())
        if row.seq != seq or bytes(row.previous_hash) != previous or bytes(row.hash) != expected:
            yield Broken(authorisation_id=current, seq=row.seq)
        previous = bytes(row.hash)
        if ends.get(current) == row.seq:
            del ends[current]
    for key, last in sorted(ends.items()):
        yield Broken(authorisation_id=key, seq=last)


def read_hashes() -> dict[tuple[str, int], bytes]:
    """Return the hash of every entry, by the authorisation's key and the entry's number. One query."""
    rows = AuthorisationEvent.objects.values_list("authorisation_id", "seq", "hash")
    return {(str(key), seq): bytes(entry_hash) for key, seq, entry_hash in rows}


def _in_force(on: date) -> QuerySet[Authorisation]:
    return Authorisation.objects.select_related("represented").filter(
        state=State.GIVEN, valid_from__lte=on, last_day__gte=on
    )


def _covers(procedure: Any) -> Q:
    return Q(procedures=[]) | Q(procedures__contains=[procedure])


def _of(citizen: Citizen) -> QuerySet[Authorisation]:
    own = Q(represented_id=citizen.person_id) | Q(representative_id=citizen.person_id)
    index = identity.find_index(citizen.person_id)
    if index is not None:
        own |= Q(asked_index=index, state=State.ASKED)
    return Authorisation.objects.select_related("represented", "representative").filter(own)
