"""What the silence of those asked means (Article 19.5.b of Decree 61/2018): on record, told, gone on without."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import consulting
from motcua.composition.casework.telling import tell_officers
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.inquiries import actions, permissions, queries
from motcua.domain.inquiries.enums import OpinionState
from motcua.domain.inquiries.errors import NoneSilent, NoOpinionAsked
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, stage

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.inquiries.models import Opinion

OPINIONS_IN: Final = "da_co_y_kien"
"""Outcome of a step that asks others, in every process: all who were asked have answered."""
SILENT: Final = "khong_tra_loi"
"""Its other outcome: somebody's day has passed, and handling goes on with the reason given."""
NOTED_AT_ONCE: Final = 200
"""Silences put on record by one run of the worker."""
_SILENT: Final = frozenset({OpinionState.OVERDUE, OpinionState.PASSED_OVER})


def note_silences(*, at: datetime) -> int:
    """Put on record which days passed without an answer, and tell who has to know; return how many.

    Each in a transaction of its own, once: a killed worker goes on where it was.
    """
    noted = 0
    for opinion_id in queries.list_to_note(now=at, limit=NOTED_AT_ONCE):
        with transaction.atomic():
            opinion = actions.note_silence(opinion_id=opinion_id, at=at)
            if opinion is not None:
                noted += 1
                _tell(opinion, at=at)
    return noted


def _tell(opinion: Opinion, *, at: datetime) -> None:
    """Tell who asked, and the one-stop desk that sent the dossier on (Article 19.5.b).

    No post is marked as the head of a desk, so all who serve it are told.
    """
    desk = opinion.dossier.receiving_agency_id
    posts = [identity.get_post(opinion.asked_by_post_id)]
    posts += identity.list_posts(desk, Role.DESK, on=clock.day_in_vietnam(at))
    subject = opinion.dossier.subject
    values = {
        "number": str(opinion.dossier), "asked": consulting.name_of(opinion),
        "due_at": opinion.due_at, "path": f"/can-bo/y-kien/{opinion.pk}/",
    }  # fmt: skip
    tell_officers(posts, Template.OPINION_OVERDUE, subject=subject, values=values, at=at)


def asks_others(task: Task) -> bool:
    """Say whether a step of a process is the one that asks others for their opinion."""
    return any(choice["code"] in {OPINIONS_IN, SILENT} for choice in task.choices)


def settle(*, reference: str, outcome: str, reason: str, by: Officer, at: datetime) -> None:
    """Hold the outcome of a step that asks others against what was asked, and go on without the silent.

    Other outcomes pass. A rehearsal asks nobody, so there is nothing to hold its outcomes against.

    Raises:
        NoOpinionAsked: if nobody was asked.
        OpinionsOpen: if somebody still has time, or has not answered and is not passed over.
        NoneSilent: if the step is to end with silence, and nobody was silent.
    """
    if outcome not in {OPINIONS_IN, SILENT} or stage.is_set():
        return
    dossier = dossiers.hold(reference=reference, by=by)
    asked = [
        (opinion, queries.opinion_state(opinion.moments, now=at))
        for opinion in queries.list_of_dossier(dossier)
    ]
    if all(state is OpinionState.WITHDRAWN for _opinion, state in asked):
        raise NoOpinionAsked
    if outcome == SILENT:
        if not any(state in _SILENT for _opinion, state in asked):
            raise NoneSilent
        for opinion, state in asked:
            if state is OpinionState.OVERDUE:
                actions.pass_over(opinion_id=opinion.pk, reason=reason, by=by, at=at)
    permissions.require_answered(dossier)
