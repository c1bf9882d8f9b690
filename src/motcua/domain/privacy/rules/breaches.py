"""By when a breach is told to the authority, what is told, and who keeps the register: tables and pure functions.

Article 23 of Decree 13/2023, and since 2026 Article 23 of the Personal Data Protection Law 91/2025, whose text could
not be read: that its time begins with the finding is told of, not verified.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.personal_data import DataKind


@dataclass(frozen=True, kw_only=True)
class NoticeLimit:
    """Within how many hours the authority is told, from which day on, by which source."""

    hours: int
    from_happening: bool
    """Whether the time begins when it happened, where that is known; else when it was found."""
    valid_from: date
    source: str
    is_verified: bool


NOTICE_LIMITS: Final = (
    NoticeLimit(
        hours=72, from_happening=True, valid_from=date(2023, 7, 1),
        source="Điều 23.1 Nghị định 13/2023/NĐ-CP", is_verified=True,
    ),
    NoticeLimit(
        hours=72, from_happening=False, valid_from=date(2026, 1, 1),
        source="Điều 23 Luật 91/2025/QH15 (chưa đối chiếu nguyên văn)", is_verified=False,
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Particular:
    """One thing that a notice of a breach says."""

    name: str
    label: Promise
    article: str
    """Of Decree 13/2023."""
    is_needed_at_once: bool = False
    """Whether nothing is entered without it; what is not known yet follows in stages (Article 23.4)."""


PARTICULARS: Final = (
    Particular(name="what", label=_("Việc đã xảy ra"), article="23.3.a", is_needed_at_once=True),
    Particular(
        name="finder", label=_("Ai phát hiện, bằng cách nào"), article="23.3.a",
        is_needed_at_once=True,
    ),
    Particular(
        name="place", label=_("Nơi xảy ra: cơ quan, hệ thống, thiết bị"), article="23.3.a"
    ),
    Particular(name="actors", label=_("Tổ chức, cá nhân liên quan"), article="23.3.a"),
    Particular(name="amount", label=_("Lượng dữ liệu liên quan"), article="23.3.a"),
    Particular(
        name="contact", label=_("Người chịu trách nhiệm bảo vệ dữ liệu và cách liên lạc"),
        article="23.3.b",
    ),
    Particular(
        name="consequences", label=_("Hậu quả, thiệt hại có thể xảy ra"), article="23.3.c"
    ),
    Particular(name="measures", label=_("Biện pháp đã làm và sẽ làm"), article="23.3.d"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is known of a breach."""

    found_at: datetime | None = None
    happened_at: datetime | None = None
    kinds: tuple[DataKind, ...] = ()
    persons: int | None = None
    """How many people it concerns, counted or estimated."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By the name of the particular."""
    unreadable: Collection[str] = ()
    """Names of what was typed and is no moment or number."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What a notice should say and this does not, by name."""
        lacks = [one.name for one in PARTICULARS if not self.words.get(one.name)]
        extra = {
            "happened": self.happened_at is None, "kinds": not self.kinds,
            "persons": self.persons is None,
        }  # fmt: skip
        return (*lacks, *(name for name, is_missing in extra.items() if is_missing))


def find_notice_limit(on: date) -> NoticeLimit:
    """Return the limit for what is found on a day."""
    return max(
        (one for one in NOTICE_LIMITS if one.valid_from <= on),
        key=lambda one: one.valid_from,
        default=NOTICE_LIMITS[0],
    )


def count_notice_due(found_at: datetime, happened_at: datetime | None) -> datetime:
    """Return by when the authority is to be told; hours run by the clock, on days off too."""
    limit = find_notice_limit(day_in_vietnam(found_at))
    begins = happened_at if limit.from_happening and happened_at else found_at
    return begins + timedelta(hours=limit.hours)


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """An officer, as far as it matters to the register."""

    agency_id: int
    is_office: bool
    """Whether the agency is the office of the province's committee."""
    roles: Collection[Role]

    @property
    def keeps(self) -> bool:
        """Whether they enter breaches at all."""
        return Role.OPERATOR in self.roles or Role.PROCEDURE_CONTROL in self.roles

    @property
    def keeps_all(self) -> bool:
        """Whether they see and act on what any agency entered."""
        return Role.OPERATOR in self.roles or (
            self.is_office and Role.PROCEDURE_CONTROL in self.roles
        )


def may_keep(keeper: Keeper, *, agency_id: int) -> bool:
    """Say whether the officer may see and act on what was entered for this agency."""
    return keeper.keeps_all or (keeper.keeps and keeper.agency_id == agency_id)
