"""What was practised so far, read from the same logs that real work leaves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.composition.practising import rules
from motcua.composition.practising.enums import Exercise, Missing
from motcua.composition.practising.rules import Seen
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dues import queries as dues
from motcua.domain.dues.enums import LineKind
from motcua.domain.guidance import queries as guidance
from motcua.domain.procedures import queries as procedures
from motcua.domain.receipts import queries as receipts
from motcua.domain.tills import queries as tills
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock

PROCEDURE: Final = "1.004873"
"""Certificate of marital status: what desks of communes are asked for most."""
_ACTS: Final = frozenset(
    {Act.ACCEPT, Act.ASK_AT_INTAKE, Act.ASK, Act.HAND_OVER, Act.DECIDE, Act.EXTEND}
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """An exercise, and what of it is missing."""

    exercise: Exercise
    missing: Missing | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return self.missing is None


def list_verdicts(logins: Collection[str], *, since: datetime, now: datetime) -> list[Verdict]:
    """Return how far the exercises are that these officers did since then."""
    found = [identity.find_officer(login) for login in logins]
    officers = [officer for officer in found if officer is not None]
    judged = rules.judge(_look(officers, since, now))
    return [Verdict(exercise=exercise, missing=missing) for exercise, missing in judged.items()]


def _look(officers: Collection[Officer], since: datetime, now: datetime) -> Seen:
    done = dossiers.list_done_by([officer.key for officer in officers], _ACTS, since=since)
    known = dossiers.list_by_ids([one.dossier_id for one in done])
    wanted = procedures.get_by_code(PROCEDURE, clock.day_in_vietnam(now)).procedure_id
    desk = next((one for one in officers if Role.DESK in one.roles), None)
    shift = tills.find_last_shift(desk.post_id) if desk else None
    if shift is not None and shift.is_over and shift.takeover.at < since:
        shift = None
    asked = [one for one in done if one.act in {Act.ASK, Act.ASK_AT_INTAKE}]
    return Seen(
        took_in=[
            known[one.dossier_id].procedure_id == wanted for one in done if one.act is Act.ACCEPT
        ],
        asked=len(asked),
        guided=_count_guided(desk, since),
        handed_over=frozenset(one.dossier_id for one in done if one.act is Act.HAND_OVER),
        paid=_paid_today(desk, now),
        voided=receipts.count_voided([one.post_id for one in officers], since=since),
        has_shift=shift is not None,
        is_counted=shift is not None and tills.find_count(shift) is not None,
        is_taken_over=shift is not None and shift.is_over,
        signed_at=[one.at for one in done if one.act is Act.DECIDE],
        extended=sum(one.act is Act.EXTEND for one in done),
    )


def _count_guided(desk: Officer | None, since: datetime) -> int:
    rows = guidance.list_recent(desk) if desk else []
    return sum(row.guidance.given_at >= since for row in rows)


def _paid_today(desk: Officer | None, now: datetime) -> frozenset[int]:
    moved = dues.list_moved(desk, on=clock.day_in_vietnam(now)) if desk else []
    return frozenset(line.account_id for line, _amount in moved if line.kind == LineKind.PAYMENT)
