"""Who may ask, answer, visit; and what keeps a dossier from being decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.dossiers import permissions as dossier_permissions
from motcua.domain.dossiers.enums import State
from motcua.domain.inquiries import queries
from motcua.domain.inquiries.errors import (
    NotBeingHandled,
    OpinionNotFound,
    OpinionsOpen,
    VisitsOpen,
)
from motcua.domain.inquiries.models import Opinion
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


def may_inquire(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer may ask others about the dossier, or arrange a visit."""
    return (
        dossier.agency_id == by.agency_id
        and not by.roles.isdisjoint(dossier_permissions.HANDLERS)
        and State(dossier.state) in queries.HANDLED
    )


def require_inquiring(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not handle the dossier, and what is not being examined (Article 19).

    Raises:
        DossierNotFound: if the officer serves another agency.
        NotYourTask: if the officer's post handles no dossiers.
        NotBeingHandled: if the dossier is not being examined.
    """
    dossier_permissions.require_handler(by, dossier)
    _require_state(dossier, queries.HANDLED)


def require_concluding(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not handle the dossier, and what has ended; one that waits may be tidied up.

    Raises:
        DossierNotFound, NotYourTask, NotBeingHandled: as above.
    """
    dossier_permissions.require_handler(by, dossier)
    _require_state(dossier, queries.LIVE)


def may_conclude(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer may close a question or a visit of the dossier."""
    try:
        require_concluding(by, dossier)
    except Refusal:
        return False
    return True


def require_asked(by: Officer, opinion: Opinion) -> None:
    """Refuse who was not asked, as if there were no question.

    Raises:
        OpinionNotFound: if the question is put to another agency or unit, or the post answers none.
        NotBeingHandled: if the dossier has ended, so that an answer would help nobody.
    """
    if not queries.is_asked(opinion, by):
        raise OpinionNotFound
    _require_state(opinion.dossier, queries.LIVE)


def require_settled(dossier: Dossier) -> None:
    """Refuse to decide while a question is open or a visit lacks its minutes. Two queries.

    Raises:
        OpinionsOpen: if an agency is still asked (Article 19.5).
        VisitsOpen: if a visit is on no record yet (Article 19.3.b).
    """
    require_answered(dossier)
    visits = queries.count_open_visits(dossier)
    if visits:
        raise VisitsOpen(count=visits)


def require_answered(dossier: Dossier) -> None:
    """Refuse to go on while a question is neither answered, withdrawn nor passed over. One query.

    Raises:
        OpinionsOpen: if there is one (Article 19.5).
    """
    questions = queries.count_open(dossier)
    if questions:
        raise OpinionsOpen(count=questions)


def _require_state(dossier: Dossier, states: frozenset[State]) -> None:
    state = State(dossier.state)
    if state not in states:
        raise NotBeingHandled(state=state.label)
