"""Acting for others, where contexts meet: asking and answering, and telling whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework.errors import ForWhomNotChosen, IdentityNotVerified
from motcua.domain.authorisations import actions, queries
from motcua.domain.authorisations.actions import Wanted
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act as DossierAct
from motcua.foundation.identity import actions as identity_actions
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, Officer, System
from motcua.foundation.identity.errors import PersonDiffers, PinMalformed
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation
    from motcua.domain.dossiers.models import Dossier

__all__ = [
    "FOR", "ONESELF", "Shown", "Wanted", "ask", "choose", "end_at_desk", "list_offers", "move", "record",
]  # fmt: skip

ASSURANCE: Final = 2
FOR: Final = "for"
"""How the question for whom one lodges is named."""
ONESELF: Final = "me"
CONTESTED: Final = System(name="representation")
"""Who writes into dossiers that their applicant contests."""


@transaction.atomic
def ask(*, asked_by: Side, pin: str, wanted: Wanted, by: Citizen, at: datetime) -> Authorisation:
    """Ask somebody to act in one's name, or to let one act in theirs; tell them if they are known here.

    Raises:
        IdentityNotVerified: if the sign-in carries no verified identity.
        InvalidInput, TooManyAsked
    """
    _require_verified(by)
    authorisation = actions.ask(asked_by=asked_by, pin=pin, wanted=wanted, by=by, at=at)
    asked = identity.find_person_by_pin("".join(pin.split()))
    if asked is not None:
        _tell(authorisation, Act.ASK, asked.id, at=at)
    return authorisation


@transaction.atomic
def move(
    *, authorisation_id: int, act: Act, by: Citizen, at: datetime, reason: str = ""
) -> Authorisation:
    """Answer, end or object, and tell the other of the two.

    Raises:
        IdentityNotVerified: if somebody agrees whose sign-in carries no verified identity.
        AuthorisationNotFound, ActRefused, InvalidInput
    """
    if act is Act.ACCEPT:
        _require_verified(by)
    authorisation = actions.move(
        authorisation_id=authorisation_id, act=act, by=by, at=at, reason=reason
    )
    for person_id in (authorisation.represented_id, authorisation.representative_id):
        if person_id not in {None, by.person_id}:
            _tell(authorisation, act, person_id, at=at)
    return authorisation


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Somebody as their identity paper at the desk says."""

    pin: str
    full_name: str
    born_on: date


@transaction.atomic
def record(
    *, represented: Shown, representative: Shown, basis: Basis, wanted: Wanted, paper: str,
    by: Officer, at: datetime,
) -> Authorisation:  # fmt: skip
    """Write down at the desk by which papers one acts for the other, and tell both.

    Raises:
        InvalidInput: naming what is wrong; of the two people too.
        OwnInterest: if the officer is one of the two.
    """
    authorisation = actions.record(
        represented=_know(represented, "represented", at=at),
        representative=_know(representative, "representative", at=at),
        basis=basis, wanted=wanted, paper=paper, by=by, at=at,
    )  # fmt: skip
    _tell_both(authorisation, Act.RECORD, at=at)
    return authorisation


@transaction.atomic
def end_at_desk(
    *, authorisation_id: int, act: Act, reason: str, by: Officer, at: datetime
) -> Authorisation:
    """End or contest at the desk what was written down there, and tell both.

    Raises:
        AuthorisationNotFound, ActRefused, OwnInterest, InvalidInput
    """
    authorisation = actions.end_at_desk(
        authorisation_id=authorisation_id, act=act, reason=reason, by=by, at=at
    )
    _tell_both(authorisation, act, at=at)
    return authorisation


def _know(shown: Shown, side: str, *, at: datetime) -> actions.Known:
    """Return who somebody is; what does not fit is said beside the box of that person's number."""
    try:
        person = identity_actions.know_person(
            pin=shown.pin, full_name=shown.full_name, born_on=shown.born_on, sex=None, at=at
        )
    except (PinMalformed, PersonDiffers) as refusal:
        problem = FieldProblem(field=f"{side}_pin", text=refusal.text, code=refusal.code)
        raise InvalidInput([problem]) from refusal
    return actions.Known(person_id=person.pk, born_on=shown.born_on)


def _tell_both(authorisation: Authorisation, act: Act, *, at: datetime) -> None:
    for person_id in (authorisation.represented_id, authorisation.representative_id):
        assert person_id is not None  # what a desk wrote down is between two
        _tell(authorisation, act, person_id, at=at)


def list_offers(*, procedure_id: int, by: Citizen, on: date) -> list[Authorisation]:
    """Return for whom somebody may fill in a procedure, one authorisation a person. One query."""
    given = queries.list_given(
        representative_id=by.person_id, procedure_id=procedure_id, scope=Scope.LODGE, on=on
    )
    return list({one.represented_id: one for one in reversed(given)}.values())[::-1]


def choose(typed: str, offers: Sequence[Authorisation]) -> Authorisation | None:
    """Return under which authorisation somebody said they begin; None is for themselves.

    Raises:
        ForWhomNotChosen: if there is a choice and none was made, or one that is no more.
    """
    if not offers or typed == ONESELF:
        return None
    chosen = next((one for one in offers if str(one.pk) == typed), None)
    if chosen is None:
        raise ForWhomNotChosen(field=FOR)
    return chosen


@dataclass(frozen=True, kw_only=True)
class Representative:
    """Who lodged a dossier for its applicant, as the desk reads it."""

    name: str
    number: str
    """Of the authorisation."""
    state: State
    is_over: bool
    """Whether its last day lies behind."""


def find_representative(dossier: Dossier, *, on: date) -> Representative | None:
    """Return who lodged a dossier for its applicant, and how that stands today. One query, none for most."""
    if dossier.authorisation_id is None:
        return None
    lodged = queries.get(dossier.authorisation_id)
    assert lodged.representative is not None  # what a dossier was lodged by is between two
    return Representative(
        name=lodged.representative.full_name,
        number=lodged.number,
        state=State(lodged.state),
        is_over=queries.is_over(lodged.last_day, on),
    )


@transaction.atomic
def note_contested(authorisation_id: int, *, at: datetime) -> None:
    """Write into each open dossier lodged by an authorisation that the applicant contests it."""
    number = queries.get(authorisation_id).number
    for dossier in dossier_queries.list_open_lodged_by(authorisation_id):
        dossiers.note(
            reference=dossier.reference, act=DossierAct.CONTEST_REPRESENTATION,
            payload={"contested": number}, words={}, by=CONTESTED, at=at,
        )  # fmt: skip


def _require_verified(by: Citizen) -> None:
    if by.assurance < ASSURANCE:
        raise IdentityNotVerified


def _tell(authorisation: Authorisation, act: Act, person_id: int, *, at: datetime) -> None:
    person = identity.get_person(person_id)
    notifications.send(
        template=Template.AUTHORISATION_MOVED,
        to=notifications.Recipient(person_id=person.id, email=person.email, name=person.full_name),
        subject=authorisation.subject,
        values={
            "number": authorisation.number, "act": str(act), "path": f"/uy-quyen/{authorisation.pk}/",
        },
        at=at,
    )  # fmt: skip
