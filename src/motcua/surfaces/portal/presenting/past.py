"""The day a reader asks about: today, or one in the past or to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The day a page is about, and what was typed for it."""

    day: date
    today: date
    typed: str = ""
    is_wrong: bool = False
    """Whether what was typed is no day; then the page is about today."""

    @classmethod
    def read(cls, sent: Mapping[str, str], *, today: date) -> Self:
        """Return the day asked for as day, month and year; today, if none or no day at all."""
        typed = sent.get("ngay", "").strip()[:40]
        if not typed:
            return cls(day=today, today=today)
        try:
            day = datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            return cls(day=today, today=today, typed=typed, is_wrong=True)
        return cls(day=day, today=today, typed=typed)

    @property
    def is_other_day(self) -> bool:
        """Whether the page is about another day than today."""
        return self.day != self.today

    @property
    def is_past(self) -> bool:
        """Whether that day has gone by."""
        return self.day < self.today
