"""Stopping what nobody supplements or pays for, with the notice that says so (form 05, Circular 03/2025)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.workflow import actions as workflow
from motcua.composition.casework import letters, papers
from motcua.composition.casework.issuing import issue, next_number
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.obligations import actions as obligations
from motcua.domain.obligations import permissions as owing
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


NOTICES: Final = "TB"
LETTER: Final = "result"
PURPOSE: Final = "stopping"


def look(reference: str, by: Officer) -> tuple[Dossier, Refusal | None]:
    """Return the dossier, and what keeps this officer from stopping it, if anything.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossier_queries.get_for_officer(reference, by, purpose=PURPOSE)
    try:
        permissions.require_stoppable(by, dossier)
        owing.require_overdue(dossier, on=clock.today())
    except Refusal as refusal:
        return dossier, refusal
    return dossier, None


@transaction.atomic
def stop(*, reference: str, reason: str, by: Officer, at: datetime) -> Dossier:
    """Stop the dossier, cancel what was under way, and issue the signed notice, or nothing at all.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not sign for the agency.
        ActRefused: if it waits for nothing that the applicant has to do.
        NotOverdueYet: if the applicant still has time to pay what the State asks for.
        ReasonNeeded: if no reason is given.
    """
    held = dossiers.hold(reference=reference, by=by)
    owing.require_overdue(held, on=clock.day_in_vietnam(at))
    dossier = dossiers.stop(reference=reference, reason=reason, by=by, at=at)
    obligations.end(dossier, at=at)
    workflow.cancel(subject=dossier.subject, at=at)
    number = next_number(dossier, NOTICES, at)
    declared = papers.read_declared(dossier)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.stop_notice(
            dossier, declared, number=number, reason=reason, signed=signed, at=at
        )

    issue(
        dossier, kind=PaperKind.STOP_NOTICE, template=LETTER, title=letters.STOP_TITLE,
        number=number, fill=fill, by=by, signatory=by, at=at,
    )  # fmt: skip
    return dossier
