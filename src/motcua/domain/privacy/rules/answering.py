"""By when who asks about a reading is answered, and who may answer: tables and pure functions.

Who reads personal data answers for it to whose data it is (Articles 3.2, 9.1 and 9.8 of Decree 13/2023, and since
2026 the Personal Data Protection Law 91/2025 with Decree 356/2025, whose texts could not be read).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.worktime import Calendar, TimeUnit, due_after


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How much time an answer has, from which day on, by which source."""

    hours: int = 0
    """By the clock, on days off too; none where the law counts days."""
    days: int = 0
    valid_from: date
    source: str
    is_verified: bool


LIMITS: Final = (
    Limit(
        hours=72, valid_from=date(2023, 7, 1), source="Điều 9.8.b, 14.3 Nghị định 13/2023/NĐ-CP",
        is_verified=True,
    ),
    Limit(
        days=10, valid_from=date(2026, 1, 1),
        source="Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP (chưa đối chiếu nguyên văn)",
        is_verified=False,
    ),
)  # fmt: skip
ARTICLES: Final = (
    (date(2023, 7, 1), "Điều 9.1, 9.8 Nghị định 13/2023/NĐ-CP"),
    (date(2026, 1, 1), "Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP"),
)
"""Under which law one asks, and is answered."""
ANSWERING: Final = (Role.LEADER, Role.PROCEDURE_CONTROL)


def find_limit(on: date) -> Limit:
    """Return the limit for what is asked on a day."""
    return max(
        (one for one in LIMITS if one.valid_from <= on),
        key=lambda one: one.valid_from,
        default=LIMITS[0],
    )


def find_article(on: date) -> str:
    """Return the law that holds on a day."""
    return max((row for row in ARTICLES if row[0] <= on), default=ARTICLES[0])[1]


def count_due(asked_at: datetime, calendar: Calendar) -> datetime:
    """Return by when what was asked is to be answered.

    Days end with the close of business, on a working day; hours run by the clock.
    """
    limit = find_limit(day_in_vietnam(asked_at))
    if limit.hours:
        return asked_at + timedelta(hours=limit.hours)
    due = due_after(calendar, asked_at, limit.days, TimeUnit.CALENDAR_DAY).at
    assert due is not None
    return due


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """An officer, as far as it matters here."""

    agency_id: int
    is_office: bool
    """Whether the agency is the office of the province's committee."""
    roles: Collection[Role]
    hands: Collection[int]
    """Every post whose doings count as done by them."""

    @property
    def is_overseeing(self) -> bool:
        """Whether they see what is asked of every agency, and what is late."""
        return self.is_office and Role.PROCEDURE_CONTROL in self.roles

    @property
    def is_answering(self) -> bool:
        """Whether they answer for their agency."""
        return any(role in self.roles for role in ANSWERING)


def may_answer(viewer: Viewer, *, agency_id: int, post_id: int) -> bool:
    """Say whether the officer may see and answer what is asked about a reading by this post.

    Nobody judges the own reading, whichever post they hold now.
    """
    if post_id in viewer.hands:
        return False
    return viewer.is_overseeing or (viewer.is_answering and viewer.agency_id == agency_id)
