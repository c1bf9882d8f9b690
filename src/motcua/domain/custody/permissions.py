"""Who gives and who takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.custody import rules
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import (
    LossOpen,
    NothingOwed,
    NotSentByPost,
    NotYoursToGive,
    PapersElsewhere,
    SameHands,
)
from motcua.domain.custody.models import Loss, Pack
from motcua.domain.custody.queries import debts_of, find_away, find_lost_result
from motcua.domain.custody.rules import Debt
from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act, ResultWay, State
from motcua.domain.dossiers.errors import NotYourTask
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


def find_barrier(by: Officer, pack: Pack) -> Refusal | None:
    """Return what keeps this officer from doing the next deed with the papers, if anything.

    The desk that received the dossier gives and takes back; whoever handles dossiers of the competent
    agency takes and gives back (Article 18.2). Who gave does not take: each side confirms for itself.
    """
    place = Place(pack.place)
    if place in rules.DESK_ACTS:
        is_side = Role.DESK in by.roles and pack.dossier.receiving_agency_id == by.agency_id
    else:
        is_side = (
            not by.roles.isdisjoint(dossier_permissions.HANDLERS)
            and pack.dossier.agency_id == by.agency_id
        )
    if not is_side:
        return NotYoursToGive(place=place.label)
    if rules.deed_at(place) is rules.Deed.TAKE and by.answers_for(pack.post_id):
        return SameHands()
    return None


def require_at_desk(dossier: Dossier, codes: frozenset[str]) -> None:
    """Refuse to give originals back that the desk does not hold (Article 20.2). One query.

    Raises:
        PapersElsewhere: if one of them is with who handles the dossier, or on its way.
    """
    away = find_away(dossier, codes) if codes else None
    if away is not None:
        raise PapersElsewhere(place=Place(away.place).label)


def require_settling(by: Officer, loss: Loss, debt: Debt) -> None:
    """Refuse who does not owe this for the loss, and what is not owed (any more).

    Who signs for the competent agency answers (Article 21.2); the desk that received the dossier hands a
    result over again (Article 20.3); either of them puts on record that the cost was paid.

    Raises:
        DossierNotFound, NotYourTask: if it is not this officer's to do.
        NothingOwed: if it was done, or what was lost is there again.
    """
    match debt:
        case Debt.ANSWER:
            dossier_permissions.require_signatory(by, loss.dossier)
        case Debt.REPLACEMENT:
            dossier_permissions.require_desk(by, loss.dossier)
        case Debt.PAYMENT:
            _require_payer(by, loss.dossier)
    if debt not in debts_of(loss):
        raise NothingOwed


def _require_payer(by: Officer, dossier: Dossier) -> None:
    signs = Role.LEADER in by.roles and dossier.agency_id == by.agency_id
    serves = Role.DESK in by.roles and dossier.receiving_agency_id == by.agency_id
    if not signs and not serves:
        raise NotYourTask


def may_report_result(by: Officer, dossier: Dossier) -> bool:
    """Say whether this desk handed the result over, and so hears that it never arrived (Article 21.3)."""
    return (
        Role.DESK in by.roles
        and dossier.receiving_agency_id == by.agency_id
        and State(dossier.state) is State.HANDED_OVER
    )


def require_reportable(by: Officer, dossier: Dossier) -> None:
    """Refuse who did not send the result, and what was not sent by post or is being made good. Three queries.

    Raises:
        DossierNotFound, NotYourTask: if the officer does not serve the desk that sent it.
        NotSentByPost: if it was not sent by post.
        LossOpen: if it is on record, and the agency is at it.
    """
    dossier_permissions.require_desk(by, dossier)
    if not may_report_result(by, dossier):
        raise NotSentByPost
    sent = [dossier_queries.find_last(dossier, act) for act in (Act.HAND_OVER, Act.REPLACE_RESULT)]
    last = max((entry for entry in sent if entry is not None), key=lambda entry: entry.seq)
    if last.payload.get("way") != ResultWay.POST:
        raise NotSentByPost
    if find_lost_result(dossier) is not None:
        raise LossOpen
