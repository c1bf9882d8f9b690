"""Apologising and promising another day (Article 19.9 of Decree 61/2018)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import letters, papers
from motcua.composition.casework.issuing import issue, next_number
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import AlreadyExtended
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


APOLOGIES = "XL"
LETTER = "result"
PURPOSE = "extending"


def look(reference: str, by: Officer, *, at: datetime) -> tuple[Dossier, Refusal | None]:
    """Return the dossier, and what keeps this officer from promising another day, if anything.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossier_queries.get_for_officer(reference, by, purpose=PURPOSE)
    try:
        permissions.require_extendable(by, dossier, on=clock.day_in_vietnam(at))
    except Refusal as refusal:
        return dossier, refusal
    return dossier, None


def extend(*, reference: str, until: date, reason: str, by: Officer, at: datetime) -> Dossier:
    """Promise another day and issue the signed apology that says so, or neither.

    Whoever wants it a second time is refused, and that is on record (Article 19.9): the refused act
    is rolled back before its entry is written.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not sign for the agency.
        AlreadyExtended, ExtensionTooLate, NothingToExtend: if the law does not let the date move.
        NewDateNotLater, NewDateNotWorked: if the day will not do.
    """
    try:
        with transaction.atomic():
            return _extend(reference, until, reason, by=by, at=at)
    except AlreadyExtended:
        dossiers.note(
            reference=reference, act=Act.TRY_EXTEND, payload={"until": until.isoformat()},
            words={"reason": reason.strip()} if reason.strip() else {}, by=by, at=at,
        )  # fmt: skip
        raise


def _extend(reference: str, until: date, reason: str, *, by: Officer, at: datetime) -> Dossier:
    # Held from here on: the day the letter is sorry for is the one that moves.
    before = dossiers.hold(reference=reference, by=by).due_at
    dossier = dossiers.extend(reference=reference, until=until, reason=reason, by=by, at=at)
    assert before is not None
    number = next_number(dossier, APOLOGIES, at)
    declared = papers.read_declared(dossier)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.apology(
            dossier, declared, number=number, reason=reason, promised=before, signed=signed, at=at
        )

    issue(
        dossier, kind=PaperKind.APOLOGY, template=LETTER, title=letters.apology_title(dossier),
        number=number, fill=fill, by=by, signatory=by, at=at,
    )  # fmt: skip
    return dossier
