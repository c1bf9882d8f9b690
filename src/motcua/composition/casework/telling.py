"""Telling officers by e-mail what they have to know of a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.capabilities.notifications import actions as notifications
from motcua.foundation.identity import queries as identity

if TYPE_CHECKING:
    from motcua.capabilities.notifications.enums import Template
    from motcua.foundation.identity.queries import PostRecord
    from motcua.foundation.kernel.subjects import Subject


def tell_officers(
    posts: Iterable[PostRecord], template: Template, *, subject: Subject,
    values: Mapping[str, object], at: datetime,
) -> None:  # fmt: skip
    """Send the letter to whoever holds one of the posts, once to each person. One query for any number."""
    people = identity.list_people(sorted({post.person_id for post in posts}))
    for person in people.values():
        notifications.send(
            template=template,
            to=notifications.Recipient(
                person_id=person.id, email=person.email, name=person.full_name
            ),
            subject=subject,
            values=values,
            at=at,
        )
