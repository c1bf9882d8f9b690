"""One dossier, fetched with the right to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.models import (
    Dossier,
)
from motcua.domain.dossiers.queries import acting, aliases
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Actor, Anonymous, Citizen, Officer, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.prepared import NUMBER, TEXT, Prepared
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.authorisations.enums import Scope
    from motcua.foundation.organisations.models import Agency

KIND = "dossier"

SEEING_ROLES = rules.SEEING_ROLES


def get_for_officer(reference: str, officer: Officer, *, purpose: str) -> Dossier:
    """Return the dossier to an officer of its agencies and note the reading. One query.

    What an agency closed before it ended is read by the one that keeps its archive.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = find_visible(officer, reference)
    if dossier is None:
        raise DossierNotFound
    note_reading(dossier, officer, purpose=purpose)
    return dossier


def get_for_citizen(reference: str, citizen: Citizen, scope: Scope | None = None) -> Dossier:
    """Return the citizen's own dossier, or one lodged for somebody who lets them do this. One query, or four.

    What is read in another's name is noted, for the other to see.

    :param scope: what an authorisation has to let; None keeps it to the applicant

    Raises:
        DossierNotFound: if there is none, or it is another person's.
    """
    dossier = find_visible(citizen, reference, scope=scope)
    if dossier is None:
        raise DossierNotFound
    if dossier.acting_under is not None:
        acting.note_reading(citizen, dossier.subject)
    return dossier


def find_led(officer: Officer, reference: str) -> Dossier | None:
    """Return the dossier of this number or reference to its agencies, or to who leads the one above or after.

    The superior agency, and one that took over from an agency that ended, see one dossier by its number, to have
    it handled again; no list shows it. One query, three for them.
    """
    seen = find_visible(officer, reference)
    if seen is not None or Role.LEADER not in officer.roles:
        return seen
    ended = organisations.list_ended_before(officer.agency_id)
    led = Q(agency__parent_id=officer.agency_id) | Q(agency_id__in=ended)
    found = _named(rules.lookup_key(reference), is_locked=False).filter(led).first()
    if found is None or found.agency.parent_id == officer.agency_id:
        return found
    # Who took over other work of that agency has nothing to do with it.
    heirs = {agency.pk for agency in list_competent(found)}
    return found if officer.agency_id in heirs else None


def list_competent(dossier: Dossier) -> Sequence[Agency]:
    """Return who is in charge of the dossier's procedure: its agency, or those that took over from it.

    An agency that ended and left nobody is named itself. No query for a living one.
    """
    if dossier.agency.valid_to is None:
        return (dossier.agency,)
    code = procedures.get_version(dossier.procedure_version_id).code
    return organisations.list_heirs(dossier.agency, code) or (dossier.agency,)


def get(subject: Subject) -> Dossier:
    """Return a dossier to the product itself: receivers and process steps. One query."""
    dossier = _BY_REFERENCE.first(reference=subject.key)
    if subject.kind != KIND or dossier is None:
        raise DossierNotFound
    return dossier


def find_visible(
    actor: Actor, reference: str, *, is_locked: bool = False, scope: Scope | None = None
) -> Dossier | None:
    """Return the dossier of this number or reference, or None, as this actor may see it. One query.

    Who finds none is asked again by the numbers of other systems: one query more, and one for each
    dossier that has the number there.

    The one place where the right to see a dossier is decided; ``permissions.may_see`` says the same
    of an instance.

    :param is_locked: hold the dossier until the transaction ends
    :param scope: what an authorisation has to let a citizen do with a dossier lodged for somebody else; None
        keeps citizens to their own
    """
    key = rules.lookup_key(reference)
    found = _find(actor, key, is_locked=is_locked, scope=scope)
    if found is None and key and not isinstance(actor, Anonymous):
        named = (
            _find(actor, rules.lookup_key(other), is_locked=is_locked, scope=scope)
            for other in aliases.list_references(key)
        )
        found = next((dossier for dossier in named if dossier is not None), None)
    return found


def list_visible(officer: Officer, references: Iterable[str]) -> dict[str, Dossier]:
    """Return which of these numbers and references are dossiers that the officer may see, by their keys.

    As ``find_visible`` does for one. One query for any number, and two more where other systems may have
    numbered some of them.
    """
    if officer.roles.isdisjoint(SEEING_ROLES):
        return {}
    keys = {key for key in map(rules.lookup_key, references) if key}
    found = _list_named(officer, keys)
    named = aliases.list_references_of(keys - found.keys())
    theirs = _list_named(officer, {rules.lookup_key(one) for _key, one in named})
    for key, reference in named:
        dossier = theirs.get(rules.lookup_key(reference))
        if dossier is not None:
            found.setdefault(key, dossier)
    return found


def _list_named(officer: Officer, keys: Collection[str]) -> dict[str, Dossier]:
    if not keys:
        return {}
    named = with_names().filter(Q(reference_key__in=keys) | Q(number_key__in=keys))
    found: dict[str | None, Dossier] = {}
    for dossier in named.filter(_seen_by(officer.agency_id)):
        found |= {dossier.reference_key: dossier, dossier.number_key: dossier}
    return {key: found[key] for key in keys if key in found}


def _find(actor: Actor, key: str, *, is_locked: bool, scope: Scope | None) -> Dossier | None:
    match actor:
        case Citizen():
            own = _OF_APPLICANT[is_locked].first(key=key, person_id=actor.person_id)
            return own or (
                _find_lodged_for(actor, key, scope, is_locked=is_locked) if scope else None
            )
        case Officer() if actor.roles & SEEING_ROLES:
            return _OF_AGENCY[is_locked].first(key=key, agency_id=actor.agency_id)
        case System():
            return _ANYBODYS[is_locked].first(key=key)
        case _:
            return None


def _find_lodged_for(
    citizen: Citizen, key: str, scope: Scope, *, is_locked: bool
) -> Dossier | None:
    found = _OF_REPRESENTATIVE[is_locked].first(key=key, person_id=citizen.person_id)
    if found is None:
        return None
    found.acting_under = acting.find_for_dossier(citizen, found, scope, is_locked=is_locked)
    return found if found.acting_under else None


def note_reading(dossier: Dossier, officer: Officer, *, purpose: str) -> None:
    """Note that the officer reads this person's dossier."""
    audit.note_reading(
        reader=officer.key,
        agency_id=officer.agency_id,
        subjects=[dossier.subject],
        purpose=purpose,
    )


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What anybody with the number may know: the number and how far it is, nothing more.

    Article 16.2.d of Circular 01/2018/TT-VPCP.
    """

    number: str
    state: State
    national_code: int


def find_public(typed: str) -> Progress | None:
    """Return the progress of the dossier with this number or reference, in whatever layout.

    One query; a second one for a number that is not ours, and a third if another system's is.
    """
    key = rules.lookup_key(typed)
    if not key:
        return None
    row = _find_progress(key)
    if row is None:
        others = aliases.list_references(key)
        row = _find_progress(rules.lookup_key(others[0])) if others else None
    if row is None:
        return None
    number, reference, state = row
    return Progress(
        number=number or reference,
        state=State(state),
        national_code=rules.national_code(State(state)),
    )


def _find_progress(key: str) -> tuple[str | None, str, str] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, reference, state FROM dossiers_progress(%s)", [key])
        found: tuple[str | None, str, str] | None = cursor.fetchone()
    return found


def with_names() -> QuerySet[Dossier]:
    return Dossier.objects.select_related("applicant", "agency", "receiving_agency")


_NOT_IN_LISTS: Final = {
    "applicant": ("sealed", "pin_index", "phone_index", "created_at", "updated_at"),
    "agency": (
        "old_code", "level", "kind", "parent", "address", "phone", "email", "province_code",
        "commune_code", "seal_name", "valid_from", "valid_to",
    ),
}  # fmt: skip
_NOT_IN_LISTS_OF: Final = tuple(
    f"{name}__{column}"
    for name, columns in (*_NOT_IN_LISTS.items(), ("receiving_agency", _NOT_IN_LISTS["agency"]))
    for column in columns
)


def in_lists() -> QuerySet[Dossier]:
    """Return dossiers as lists show them: of people and agencies no more than their names.

    Half of the columns less is a third of the time that a page of dossiers takes to read.
    """
    return with_names().defer(*_NOT_IN_LISTS_OF)


def _named(key: str, *, is_locked: bool) -> QuerySet[Dossier]:
    named = with_names().filter(Q(reference_key=key) | Q(number_key=key))
    return named.select_for_update(of=("self",), no_key=True) if is_locked else named


def _seen_by(agency_id: int) -> Q:
    of_agency = Q(agency_id=agency_id) | Q(receiving_agency_id=agency_id)
    kept = Q(state__in=sorted(rules.FINAL_STATES)) & Q(
        organisations.is_archive_of(keeper_id=agency_id, ended=OuterRef("agency_id"))
    )
    return of_agency | kept


def _of_agency(key: str, agency_id: int, *, is_locked: bool) -> QuerySet[Dossier]:
    return _named(key, is_locked=is_locked).filter(_seen_by(agency_id))


def _of_applicant(key: str, person_id: int, *, is_locked: bool) -> QuerySet[Dossier]:
    return _named(key, is_locked=is_locked).filter(applicant_id=person_id)


def _of_representative(key: str, person_id: int, *, is_locked: bool) -> QuerySet[Dossier]:
    return _named(key, is_locked=is_locked).filter(authorisation__representative_id=person_id)


_BOTH: Final = (False, True)
_ANYBODYS: Final = {held: Prepared(partial(_named, is_locked=held), key=TEXT) for held in _BOTH}
_OF_AGENCY: Final = {
    held: Prepared(partial(_of_agency, is_locked=held), key=TEXT, agency_id=NUMBER)
    for held in _BOTH
}
_OF_APPLICANT: Final = {
    held: Prepared(partial(_of_applicant, is_locked=held), key=TEXT, person_id=NUMBER)
    for held in _BOTH
}
_OF_REPRESENTATIVE: Final = {
    held: Prepared(partial(_of_representative, is_locked=held), key=TEXT, person_id=NUMBER)
    for held in _BOTH
}
_BY_REFERENCE: Final = Prepared(
    lambda reference: with_names().filter(reference=reference), reference=TEXT
)
