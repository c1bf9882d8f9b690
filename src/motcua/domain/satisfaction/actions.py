"""Keeping an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from motcua.domain.satisfaction import events, queries, rules
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.domain.satisfaction.errors import AlreadyRated, NotFinished
from motcua.domain.satisfaction.models import Answer
from motcua.foundation.kernel import outbox

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@transaction.atomic
def rate(
    *, dossier: Dossier, marks: Mapping[Subject31, Mark], comment: str, at: datetime
) -> Answer:
    """Keep the applicant's one answer. The caller has fetched the dossier as its applicant.

    Raises:
        NotFinished: if the dossier has no outcome yet.
        AlreadyRated: if it was rated before.
    """
    if dossier.state not in queries.RATEABLE:
        raise NotFinished
    try:
        with transaction.atomic():
            answer = Answer.objects.create(
                dossier=dossier,
                agency_id=dossier.agency_id,
                procedure_id=dossier.procedure_id,
                comment=comment.strip(),
                answered_at=at,
                **{subject.value: mark.value for subject, mark in marks.items()},
            )
    except IntegrityError as error:
        raise AlreadyRated from error
    outbox.publish(
        events.ServiceRated(
            agency_id=dossier.agency_id,
            procedure_id=dossier.procedure_id,
            marks=len(marks),
            satisfied_marks=rules.count_satisfied(marks),
        ),
        subject=dossier.subject,
        at=at,
    )
    return answer
