"""Formulas of the board: pure functions from sums to figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What happened in a period, added up."""

    lodged: int = 0
    accepted: int = 0
    turned_away: int = 0
    finished_on_time: int = 0
    finished_late: int = 0
    handed_over: int = 0
    answers: int = 0
    marks: int = 0
    satisfied_marks: int = 0

    def plus(self, other: Self) -> "Sums":
        """Return both together."""
        return Sums(**{name: value + getattr(other, name) for name, value in self.__dict__.items()})


@dataclass(frozen=True, kw_only=True)
class Open:
    """What is open now."""

    waiting: int = 0
    in_progress: int = 0
    due_soon: int = 0
    overdue: int = 0

    def plus(self, other: Self) -> "Open":
        """Return both together."""
        return Open(**{name: value + getattr(other, name) for name, value in self.__dict__.items()})


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One line of the board."""

    label: str
    agency_id: int | None
    procedure_id: int | None
    sums: Sums
    open: Open

    @property
    def on_time_rate(self) -> float | None:
        """Share of finished and overdue dossiers that were finished in time; None without any.

        Article 30.2.c of Decree 61/2018. What is overdue now counts against it at once: a dossier
        that is never finished must not improve the rate.
        """
        judged = self.sums.finished_on_time + self.sums.finished_late + self.open.overdue
        return self.sums.finished_on_time / judged if judged else None

    @property
    def satisfaction_rate(self) -> float | None:
        """Share of marks that say satisfied or better; None without answers."""
        return self.sums.satisfied_marks / self.sums.marks if self.sums.marks else None


def total(label: str, lines: Iterable[Figures], *, agency_id: int | None = None) -> Figures:
    """Return the lines added up."""
    sums, now = Sums(), Open()
    for line in lines:
        sums, now = sums.plus(line.sums), now.plus(line.open)
    return Figures(label=label, agency_id=agency_id, procedure_id=None, sums=sums, open=now)
