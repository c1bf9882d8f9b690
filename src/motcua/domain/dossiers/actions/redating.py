"""Promises follow the calendar: a holiday decreed tomorrow moves every date that counted the day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity.actors import System
from motcua.foundation.organisations import queries as organisations

CHUNK: Final = 1_000
"""Dossiers looked at by one transaction."""
WORKER: Final = System(name="worker")


@dataclass(frozen=True, kw_only=True)
class Redated:
    """What one step of a recount looked at and moved."""

    seen: int
    moved: int
    last_id: int
    """Where the next step goes on; it is over when none was seen."""


@transaction.atomic
def redate(*, agency_id: int | None, changed_on: date, after_id: int = 0, at: datetime) -> Redated:
    """Count the next chunk of open promises anew and write down those that a changed day moves.

    A promise whose last day lies before the changed one stands: its count never reached that day.
    Doing it again changes nothing. Ten statements for any number, with a calendar that is read anew;
    those of other agencies cost two more each.

    :param agency_id: whose calendar changed; None for all agencies
    :param after_id: the last dossier already looked at
    """
    held = queries.list_promised(
        agency_id=agency_id, changed_on=changed_on, after_id=after_id, limit=CHUNK
    )
    turns = queries.list_turns([dossier.pk for dossier in held])
    with organisations.calendars_held():
        moved = [
            _told(dossier, due_at, changed_on)
            for dossier in held
            if (due_at := queries.count_again(dossier, turns[dossier.pk])) != dossier.due_at
        ]
    if moved:
        article = rules.NOTES[Act.REDATE]
        log.remark_each(moved, Act.REDATE, article=article, by=WORKER, at=at, changed=("due_at",))
    return Redated(seen=len(held), moved=len(moved), last_id=held[-1].pk if held else after_id)


def _told(dossier: Dossier, due_at: datetime | None, changed_on: date) -> tuple[Dossier, log.Said]:
    """Put the new date on the dossier; say what it was and which day moved it."""
    assert dossier.due_at is not None
    assert due_at is not None
    was, dossier.due_at = dossier.due_at, due_at
    payload = {
        "changed_on": changed_on.isoformat(),
        "was": rules.moment(was),
        "due_at": rules.moment(due_at),
    }
    return dossier, log.Said(payload=payload)
