"""Handling a dossier again that had ended, because a document above or of the agency's head says so."""

from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import permissions, queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import Basis
from motcua.foundation.identity.actors import Officer, System
from motcua.foundation.kernel import clock

CONDUCT = System(name="reopening")


def hold_ended(*, reference: str, by: Officer) -> Dossier:
    """Return the dossier, held, to who may have it handled again. Two queries.

    The agency above sees it by this act alone, so it is found and noted here.

    Raises:
        DossierNotFound: if there is none, or none this officer may see or leads.
        NotYourTask, NeverTakenIn, ActRefused: if it is not to be handled again by this officer.
    """
    found = queries.find_led(by, reference)
    if found is None:
        raise DossierNotFound
    dossier = log.lock(found.reference, CONDUCT)
    permissions.require_reopener(by, dossier)
    return dossier


@transaction.atomic(savepoint=False)
def reopen(
    *, reference: str, basis: Basis, file_id: int, reason: str, by: Officer, at: datetime
) -> Dossier:
    """Begin the handling anew, with a promise counted from now; what was done before stays in the log.

    The caller starts the process again, in the same transaction.

    :param file_id: the document on which it rests, kept by the caller
    :raises DossierNotFound, NotYourTask: if it is not this officer's to reopen
    :raises NeverTakenIn, ActRefused: if it never was taken in, or has not ended
    :raises CorrectInstead, GroundUnfit: if the ground does not reach it
    :raises AgencyNoMore: if the competent agency has ended
    :raises ReasonNeeded: if no reason is given
    """
    dossier = hold_ended(reference=reference, by=by)
    permissions.require_living_agency(dossier, clock.day_in_vietnam(at))
    rules.require_reach(State(dossier.state), basis.ground)
    stands = queries.find_result(dossier)
    dossier.handling += 1
    dossier.reopened_at = at
    dossier.finished_at = dossier.handed_over_at = None
    dossier.due_at = queries.promise(dossier, since=at).at
    said = log.Said(
        payload={
            "ground": basis.ground.value,
            "issued_on": basis.issued_on.isoformat(),
            "file_id": file_id,
            "handling": dossier.handling,
            "stands": stands,
            "due_at": rules.moment(dossier.due_at) if dossier.due_at else None,
        },
        words={"reason": reason.strip(), "number": basis.number, "issuer": basis.issuer},
    )
    changed = ("handling", "reopened_at", "finished_at", "handed_over_at", "due_at")
    return log.move(dossier, Act.REOPEN, by=by, at=at, said=said, changed=changed)
