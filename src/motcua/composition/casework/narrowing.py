"""How an officer cuts the list of tasks and the queue down: by how they stand, by step, by procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final, assert_never

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Cut, StepCount
from motcua.composition.casework.handling import SEND_BACK
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import AtDesk
from motcua.domain.inquiries import queries as inquiries
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.foundation.identity.actors import Officer


class Standing(TextChoices):
    """How a task stands, for whom the list belongs to; the value is its name in addresses."""

    OVERDUE = "qua-han", _("Quá hạn")
    TODAY = "hom-nay", _("Đến hạn hôm nay")
    CAME_BACK = "tra-lai", _("Bị trả lại")
    OWN = "cua-toi", _("Phân công cho tôi")
    UNNAMED = "chua-giao", _("Chưa phân công")
    CONSULTING = "cho-y-kien", _("Chờ ý kiến")


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Which tasks of a list are asked for; what is left empty does not matter."""

    step: str = ""
    standing: Standing | None = None
    procedure_id: int | None = None

    def cut(self, officer: Officer, *, now: datetime) -> Cut:
        """Return it as the list of tasks understands it."""
        among: list[Iterable[str]] = []
        if self.procedure_id is not None:
            among.append(dossiers.open_references(officer.agency_id, self.procedure_id))
        if self.standing == Standing.CONSULTING:
            among.append(inquiries.references_asked_about(officer.agency_id))
        due_from, due_before = _span(self.standing, now)
        return Cut(
            step=self.step,
            due_from=due_from,
            due_before=due_before,
            named_post_id=officer.seat_id if self.standing == Standing.OWN else None,
            is_unnamed=self.standing == Standing.UNNAMED,
            came_by=SEND_BACK if self.standing == Standing.CAME_BACK else "",
            among=tuple(among),
        )


class Waiting(TextChoices):
    """How a dossier stands that waits at the desk; the value is its name in addresses."""

    OVERDUE = "qua-han", _("Quá hạn")
    TODAY = "hom-nay", _("Đến hạn hôm nay")
    SUPPLIED = "da-bo-sung", _("Đã nộp bổ sung")


@dataclass(frozen=True, kw_only=True)
class NarrowedQueue:
    """Which dossiers of the queue are asked for; what is left empty does not matter."""

    waiting: Waiting | None = None
    procedure_id: int | None = None

    def which(self, *, now: datetime) -> AtDesk:
        """Return it as the queue understands it."""
        is_today = self.waiting == Waiting.TODAY
        due_before = now if self.waiting == Waiting.OVERDUE else None
        return AtDesk(
            due_from=now if is_today else None,
            due_before=midnight(now) if is_today else due_before,
            is_supplied=self.waiting == Waiting.SUPPLIED,
            procedure_id=self.procedure_id,
        )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How much stands how: tasks of the officer's roles, and dossiers of the agency that wait for others."""

    steps: tuple[StepCount, ...]
    standings: dict[Standing, int]
    waiting: dict[State, int]


def count(
    officer: Officer, roles: Iterable[str], *, now: datetime, cut: Cut = workflow.WHOLE
) -> Counted:
    """Return how much stands how. Two queries."""
    steps = workflow.count_worklist(
        agency_id=officer.agency_id, roles=roles, post_id=officer.seat_id, now=now,
        midnight=midnight(now), came_by=SEND_BACK,
        consulting=inquiries.references_asked_about(officer.agency_id), cut=cut,
    )  # fmt: skip
    return Counted(
        steps=tuple(steps),
        standings={
            standing: sum(getattr(step.standings, name) for step in steps)
            for standing, name in _COUNTED_AS.items()
        },
        waiting=dossiers.count_in_states(officer.agency_id, WAITING),
    )


_COUNTED_AS: Final = {
    Standing.OVERDUE: "overdue",
    Standing.TODAY: "due_today",
    Standing.CAME_BACK: "came_back",
    Standing.OWN: "own",
    Standing.UNNAMED: "unnamed",
    Standing.CONSULTING: "consulting",
}
WAITING: Final = (State.AWAITING_SUPPLEMENT, State.AWAITING_OBLIGATION)
"""States in which a dossier waits for its applicant, and not for the agency."""


def _span(standing: Standing | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    match standing:
        case Standing.OVERDUE:
            return None, now
        case Standing.TODAY:
            return now, midnight(now)
        case Standing.CAME_BACK | Standing.OWN | Standing.UNNAMED | Standing.CONSULTING | None:
            return None, None
        case _:
            assert_never(standing)


def midnight(now: datetime) -> datetime:
    """Return the moment at which the day in Vietnam ends."""
    tomorrow = clock.day_in_vietnam(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=clock.VIETNAM)
