"""Replacing a result that turned out wrong by the agency's own fault (Article 21.1 of Decree 61/2018)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import permissions
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import EvidenceNeeded, ReasonNeeded
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock


@transaction.atomic(savepoint=False)
def correct(
    *, reference: str, document_id: int, replaces: int, result_number: str, reason: str, evidence: str,
    was: Mapping[str, object], now: Mapping[str, object], by: Officer, at: datetime,
) -> Dossier:  # fmt: skip
    """Record that a corrected result stands in for a wrong one; the state stays what it was.

    The caller issues the result and revokes the one before it, in the same transaction. Nothing is
    charged for it: the agency bears what its error costs.

    :param was: what was wrong, by question; ``now`` what is right. Both are kept sealed
    :raises ReasonNeeded, EvidenceNeeded: if it is not said what went wrong, or what shows it
    """
    dossier = log.lock(reference, by)
    permissions.require_correctable(by, dossier)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if not evidence.strip():
        raise EvidenceNeeded(field="evidence")
    said = log.Said(
        payload={
            "document_id": document_id,
            "replaces": replaces,
            "result_number": result_number,
            "questions": sorted(now),
        },
        words={
            "reason": reason.strip(),
            "evidence": evidence.strip(),
            "was": dict(was),
            "now": dict(now),
        },
    )
    return log.remark(dossier, Act.CORRECT, by=by, at=at, said=said)
