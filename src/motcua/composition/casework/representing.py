"""Acting for others, where contexts meet: asking and answering, and telling whom it concerns."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework.errors import IdentityNotVerified
from motcua.domain.authorisations import actions
from motcua.domain.authorisations.actions import Wanted
from motcua.domain.authorisations.enums import Act, Side
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation

__all__ = ["Wanted", "ask", "move"]

ASSURANCE = 2


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
