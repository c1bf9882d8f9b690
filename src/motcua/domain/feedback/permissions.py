"""Who stands on which side of feedback, and who may write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motcua.domain.feedback import queries
from motcua.domain.feedback.enums import Kind
from motcua.domain.feedback.errors import AboutOwnAgency, FeedbackNotFound, NotToThoseConcerned
from motcua.domain.feedback.rules import sides
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import require_role

if TYPE_CHECKING:
    from motcua.domain.feedback.enums import Side
    from motcua.domain.feedback.models import Feedback
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Agency


def require_side(by: Officer, feedback: Feedback) -> frozenset[Side]:
    """Return on which sides the officer stands. One query.

    Raises:
        FeedbackNotFound: to who must not see it.
    """
    found = sides.sides_of(queries.see_as(by), feedback.case)
    if not found:
        raise FeedbackNotFound
    return found


def require_intake(by: Officer, *, kind: str, concerned_id: int | None) -> None:
    """Refuse who serves no desk and receives no feedback; and a desk of which it speaks.

    Raises:
        NotFound: to who writes down nothing.
        AboutOwnAgency: if it is said against an officer of the same agency.
    """
    require_role(by, Role.DESK, Role.PROCEDURE_CONTROL)
    if kind == Kind.CONDUCT and concerned_id == by.agency_id:
        raise AboutOwnAgency(field="concerned")


def require_may_handle(feedback: Feedback, agency: Agency) -> None:
    """Refuse to give feedback on conduct to those it concerns, or to who takes orders from them.

    Raises:
        NotToThoseConcerned: if so.
    """
    if not sides.may_handle(feedback.case, agency_id=agency.pk, parent_id=agency.parent_id):
        raise NotToThoseConcerned(field="agency")
