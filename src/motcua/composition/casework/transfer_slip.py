"""The slip that goes with a dossier of several agencies: whose work is what, in which order, by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework import papers
from motcua.domain.chains import queries
from motcua.domain.chains.errors import PartNotFound
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.worktime import TimeUnit

if TYPE_CHECKING:
    from motcua.domain.chains.models import Part
    from motcua.foundation.identity.actors import Officer

PURPOSE: Final = "chain"
SLIP: Final = "transfer-slip"
BASIS: Final = "Điều 19.6.a Nghị định 61/2018/NĐ-CP"
IN_TURN: Final = "Tính từ lúc đến lượt"
UNLIMITED: Final = "Không có hạn"
HOUR: Final = 60
WORKING_DAY: Final = 8 * HOUR
"""Minutes of a working day, as limits of days are shared out among steps."""


def write(reference: str, by: Officer, *, at: datetime) -> bytes:
    """Return the transfer slip: each agency's work and time, in the order of their turns (Article 19.6.a).

    It names the applicant, so only who may see the whole dossier writes it; it then goes with the papers.

    Raises:
        PartNotFound: if this officer may not see the dossier, or one agency settles it alone.
    """
    dossier = dossiers.find_visible(by, reference)
    parts = queries.list_of_dossier(dossier) if dossier is not None else []
    if dossier is None or dossier.number is None or not parts:
        raise PartNotFound
    dossiers.note_reading(dossier, by, purpose=PURPOSE)
    values = {
        **papers.common(dossier, number=dossier.number, at=at),
        "office": f"Bộ phận Một cửa {dossier.receiving_agency.name}",
        "form": BASIS,
        "request": procedures.get_version(dossier.procedure_version_id).name,
        "applicant": dossier.applicant.full_name,
        "received": _moment(dossier.accepted_at),
        "due": _moment(dossier.due_at),
        "lead": dossier.agency.name,
        "rows": [_row(part) for part in in_turn(parts)],
        "tracking_url": papers.tracking_url(dossier),
    }
    return documents.typeset(SLIP, values, at=at)


def in_turn(parts: Iterable[Part]) -> list[Part]:
    """Return the parts in the order of their turns: those that had it, then those to come."""
    return sorted(
        parts,
        key=lambda part: (part.ready_at is None, part.ready_at or part.planned_at, part.pk),
    )


def _row(part: Part) -> dict[str, Any]:
    done = queries.read_done(part)
    return {
        "agency": part.agency.name,
        "work": part.name,
        "limit": limit_in_words(part.minutes),
        "due": _moment(part.due_at) if part.due_at else UNLIMITED if part.ready_at else IN_TURN,
        "ended": f"{done.label} ({_moment(part.done_at)})" if done else "",
    }


def limit_in_words(minutes: int | None) -> str:
    """Return working minutes as a person says them: whole days or whole hours where they are."""
    if minutes is None:
        return UNLIMITED
    if minutes and minutes % WORKING_DAY == 0:
        return TimeUnit.WORKING_DAY.limit_in_words(minutes // WORKING_DAY)
    hours, rest = divmod(minutes, HOUR)
    said = [TimeUnit.WORKING_HOUR.limit_in_words(hours)] if hours else []
    return " ".join([*said, f"{rest} phút"] if rest or not hours else said)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if at else ""
