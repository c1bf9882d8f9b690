"""Asking why personal data was read, where contexts meet: telling who answers, and who asked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework.telling import tell_officers
from motcua.domain.privacy import actions
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind

if TYPE_CHECKING:
    from motcua.domain.privacy.models import Objection
    from motcua.foundation.identity.actors import Citizen, Officer
    from motcua.foundation.identity.queries import PostRecord


@transaction.atomic
def ask(*, reading_id: UUID, text: str, by: Citizen, at: datetime) -> Objection:
    """Ask why the citizen's data was read; tell until when there is an answer, and who has to give it.

    Raises:
        ReadingNotFound, AskedAlready, InvalidInput
    """
    objection = actions.ask(reading_id=reading_id, text=text, by=by, at=at)
    _tell_asking(objection, Template.OBJECTION_ASKED, at=at)
    values = {
        "number": objection.number,
        "due_at": objection.due_at,
        "path": f"/can-bo/hoi-ve-du-lieu/{objection.pk}/",
    }
    tell_officers(
        _list_answering(objection, at), Template.OBJECTION_SENT, subject=objection.subject,
        values=values, at=at,
    )  # fmt: skip
    return objection


@transaction.atomic
def answer(
    *, objection_id: int, finding: str, purpose: str, text: str, by: Officer, at: datetime
) -> Objection:
    """Answer with a finding, and tell who asked.

    Raises:
        ObjectionNotFound, AnsweredAlready, InvalidInput
    """
    objection = actions.answer(
        objection_id=objection_id, finding=finding, purpose=purpose, text=text, by=by, at=at
    )
    _tell_asking(objection, Template.OBJECTION_ANSWERED, at=at)
    return objection


def _tell_asking(objection: Objection, template: Template, *, at: datetime) -> None:
    person = identity.get_person(objection.person_id)
    values: dict[str, object] = {
        "number": objection.number,
        "path": f"/du-lieu-ca-nhan/cau-hoi/{objection.pk}/",
    }
    if template is Template.OBJECTION_ASKED:
        values["due_at"] = objection.due_at
    notifications.send(
        template=template,
        to=notifications.Recipient(person_id=person.id, email=person.email, name=person.full_name),
        subject=objection.subject, values=values, at=at,
    )  # fmt: skip


def _list_answering(objection: Objection, at: datetime) -> list[PostRecord]:
    """Return who leads the agency or controls procedures there, and is not who read; else the province's control."""
    on = clock.day_in_vietnam(at)
    reader = identity.get_post(objection.post_id)
    wanted = {Role.LEADER, Role.PROCEDURE_CONTROL}
    found = [
        one
        for one in identity.list_posts(objection.agency_id, on=on)
        if one.roles & wanted and one.person_id != reader.person_id
    ]
    if found:
        return found
    return [
        post
        for agency in organisations.list_agencies(on=on)
        if agency.kind == AgencyKind.OFFICE
        for post in identity.list_posts(agency.pk, Role.PROCEDURE_CONTROL, on=on)
        if post.person_id != reader.person_id
    ]
