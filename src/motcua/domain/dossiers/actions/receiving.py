"""What a second person says of a time of receipt that was written down late (Article 17.1)."""

from datetime import datetime
from typing import Final

from motcua.domain.dossiers import permissions, queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity.actors import Officer

_BEGUN_BY: Final = frozenset({Act.ACCEPT, Act.SUPPLEMENT})


def confirm_receipt(*, reference: str, came_at: datetime, by: Officer, at: datetime) -> Dossier:
    """Let the earlier time count: the promise is counted again from it while it still runs or waits.

    What has ended stays as it was judged, and what began anew since has its own beginning: there the
    entry moves nothing, and still tells that the papers came before they were written down.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not serve the agency that received it.
    """
    dossier = log.lock(reference, by)
    permissions.require_receiver(by, dossier)
    payload: dict[str, object] = {"claimed_at": rules.moment(came_at)}
    changed: tuple[str, ...] = ()
    started = _find_start(dossier, came_at)
    if started is not None:
        turns = queries.list_turns([dossier.pk])[dossier.pk]
        confirmed = rules.Turn(act=Act.CONFIRM_RECEIPT, at=came_at, counted_from=started.at)
        if dossier.due_at is not None:
            payload["was"] = rules.moment(dossier.due_at)
        dossier.due_at = queries.run_turns(dossier, [*turns, confirmed]).due_at
        is_acceptance = started.act is Act.ACCEPT
        if is_acceptance:
            dossier.accepted_at = came_at
        payload |= {
            "counted_from": rules.moment(started.at),
            "due_at": rules.moment(dossier.due_at) if dossier.due_at else None,
            "is_acceptance": is_acceptance,
        }
        changed = ("due_at", "accepted_at")
    said = log.Said(payload=payload, occurred_at=came_at)
    log.remark_each(
        [(dossier, said)], Act.CONFIRM_RECEIPT, article=rules.NOTES[Act.CONFIRM_RECEIPT], by=by,
        at=at, changed=changed,
    )  # fmt: skip
    return dossier


def contest_receipt(
    *, reference: str, came_at: datetime, reason: str, by: Officer, at: datetime
) -> Dossier:
    """Put on record that the earlier time does not count, and why; the promise stays.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not serve the agency that received it.
    """
    dossier = log.lock(reference, by)
    permissions.require_receiver(by, dossier)
    said = log.Said(payload={"claimed_at": rules.moment(came_at)}, words={"reason": reason})
    return log.remark(dossier, Act.CONTEST_RECEIPT, by=by, at=at, said=said)


def _find_start(dossier: Dossier, came_at: datetime) -> rules.Turn | None:
    """Return the beginning that was counted from its record for want of a second person, if it still counts."""
    if State(dossier.state) not in rules.HANDLED:
        return None
    written_at = queries.find_claimed(dossier, came_at)
    begun: rules.Turn | None = None
    for turn in rules.settle(queries.list_turns([dossier.pk])[dossier.pk]):
        if turn.act in {*_BEGUN_BY, Act.REOPEN}:
            begun = turn
    if begun is None or begun.act not in _BEGUN_BY or begun.at != written_at:
        return None
    return begun
