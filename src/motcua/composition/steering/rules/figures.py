"""Formulas of the board: pure functions from sums to figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from motcua.composition.steering.enums import Withheld

FEWEST: Final = 5
"""Cases below which a rate says more about one person than about an agency: it is not published."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What happened in a period, added up."""

    lodged: int = 0
    accepted: int = 0
    turned_away: int = 0
    finished_on_time: int = 0
    finished_late: int = 0
    handed_over: int = 0
    corrected: int = 0
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
    likely_late: int = 0
    """In time still, and rather late than in time by the forecast; never published."""

    def plus(self, other: Self) -> "Open":
        """Return both together."""
        return Open(**{name: value + getattr(other, name) for name, value in self.__dict__.items()})


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A published share of so many cases, or why it is not published."""

    value: float | None
    of: int
    withheld: Withheld | None


def publish(value: float | None, *, of: int) -> Rate:
    """Return the rate as the public may see it."""
    if value is None or of == 0:
        return Rate(value=None, of=of, withheld=Withheld.NOTHING_YET)
    if of < FEWEST:
        return Rate(value=None, of=of, withheld=Withheld.TOO_FEW)
    return Rate(value=value, of=of, withheld=None)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One line of the board."""

    label: str
    agency_id: int | None
    procedure_id: int | None
    sums: Sums
    open: Open

    @property
    def judged(self) -> int:
        """How many dossiers the on-time rate is a share of."""
        return self.sums.finished_on_time + self.sums.finished_late + self.open.overdue

    @property
    def on_time_rate(self) -> float | None:
        """Share of finished and overdue dossiers that were finished in time; None without any.

        Article 30.2.c of Decree 61/2018. What is overdue now counts against it at once: a dossier
        that is never finished must not improve the rate.
        """
        return self.sums.finished_on_time / self.judged if self.judged else None

    @property
    def satisfaction_rate(self) -> float | None:
        """Share of marks that say satisfied or better; None without answers."""
        return self.sums.satisfied_marks / self.sums.marks if self.sums.marks else None

    @property
    def public_on_time_rate(self) -> Rate:
        """The on-time rate and of how many dossiers, unless they are too few."""
        return publish(self.on_time_rate, of=self.judged)

    @property
    def public_satisfaction_rate(self) -> Rate:
        """The satisfaction rate and how many people answered, unless they are too few."""
        return publish(self.satisfaction_rate, of=self.sums.answers)


def total(label: str, lines: Iterable[Figures], *, agency_id: int | None = None) -> Figures:
    """Return the lines added up."""
    sums, now = Sums(), Open()
    for line in lines:
        sums, now = sums.plus(line.sums), now.plus(line.open)
    return Figures(label=label, agency_id=agency_id, procedure_id=None, sums=sums, open=now)
