"""Notes of officers about a dossier: written beside the work, never part of what the applicant sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework.telling import tell_officers
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.notes import actions, queries
from motcua.domain.notes.queries import Written
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.queries import PostRecord


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A dossier with its notes and whom another one can call."""

    dossier: Dossier
    notes: tuple[Written, ...]
    colleagues: tuple[PostRecord, ...]


def look(reference: str, by: Officer, *, at: datetime) -> Noted:
    """Return the notes in a dossier to an officer who may see it; the reading is noted. At most six queries.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    return Noted(
        dossier=dossier,
        notes=tuple(queries.list_of(dossier)),
        colleagues=tuple(queries.list_colleagues(dossier, by, on=clock.day_in_vietnam(at))),
    )


@transaction.atomic
def write(
    *, reference: str, words: str, post_ids: Collection[int], by: Officer, at: datetime
) -> Dossier:
    """Write a note and tell whom it calls, by a letter that says nothing of it.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
        WordsNeeded: if it says nothing, or too much.
        NotAColleague: if somebody called does not serve the dossier's agencies today.
    """
    dossier, called = actions.write(
        reference=reference, words=words, post_ids=post_ids, by=by, at=at
    )
    if called:
        values = {
            "number": str(dossier),
            "by": f"{by.name}, {by.title}",
            "path": "/can-bo/ghi-chu/",
        }
        tell_officers(
            called, Template.NOTE_MENTIONED, subject=dossier.subject, values=values, at=at
        )
    return dossier
