"""The days of a dossier that its applicant may want in a calendar: the promise, and visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.queries import Clock
from motcua.domain.inquiries import queries as inquiries
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel.errors import NotFound

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

MOVING: Final = frozenset(
    {
        Act.ASK, Act.SUPPLEMENT, Act.EXTEND, Act.REDATE, Act.WITHDRAW, Act.STOP, Act.REASSIGN,
        Act.REOPEN, Act.CONFIRM_RECEIPT, Act.ASK_OBLIGATION, Act.MEET_OBLIGATION, Act.DROP_OBLIGATION,
    }
)  # fmt: skip
"""Acts after which a promise may be another one, or none."""
VOID: Final = frozenset(
    {State.AWAITING_SUPPLEMENT, State.AWAITING_OBLIGATION, State.WITHDRAWN, State.STOPPED}
)
"""States in which a promise given before does not hold."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day to keep."""

    key: str
    """The same for the same thing for ever, so that a calendar finds its own entry again."""
    at: datetime
    edition: int
    """Larger whenever something changed about it."""
    changed_at: datetime
    is_off: bool
    """Whether it holds no more."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The days of one dossier."""

    dossier: Dossier
    version: Version
    promise: Day | None
    visits: tuple[Day, ...]


def list_dates(reference: str, by: Citizen) -> Dates:
    """Return the promise and the visits of the applicant's own dossier, as they are now.

    Raises:
        DossierNotFound: if there is none, or it is another person's.
        NotFound: if it has neither.
    """
    dossier = dossiers.get_for_citizen(reference, by, Scope.FOLLOW)
    happened = dossiers.timeline(dossier)
    moved = [entry for entry in happened if entry.act in MOVING]
    promised_at = _promised_at(dossier, dossiers.run_clock(dossier, happened))
    visits = inquiries.list_visits(dossier)
    if promised_at is None and not visits:
        raise NotFound
    promise = None
    if promised_at is not None:
        assert dossier.accepted_at is not None
        promise = Day(
            key=f"promise-{dossier.number}",
            at=promised_at,
            edition=len(moved),
            changed_at=moved[-1].at if moved else dossier.accepted_at,
            is_off=dossier.state in VOID,
        )
    return Dates(
        dossier=dossier,
        version=procedures.get_version(dossier.procedure_version_id),
        promise=promise,
        visits=tuple(
            Day(
                key=f"visit-{visit.pk}",
                at=visit.starts_at,
                edition=int(visit.called_off_at is not None),
                changed_at=visit.called_off_at or visit.arranged_at,
                is_off=visit.called_off_at is not None,
            )
            for visit in visits
        ),
    )


def _promised_at(dossier: Dossier, ran: Clock) -> datetime | None:
    """Return the promise; what was promised last, if something is awaited of the applicant."""
    if dossier.due_at is not None:
        return dossier.due_at
    return ran.counts[-1][1] if ran.counts else None
