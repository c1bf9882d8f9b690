"""How long people waited and were served, counted from the log of tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Min, Q

from motcua.domain.reception.enums import Happening
from motcua.domain.reception.models import Entry, Hall
from motcua.domain.reception.rules import times
from motcua.foundation.kernel import clock


@dataclass(frozen=True, kw_only=True)
class Spell:
    """One ticket's way through the waiting room."""

    letter: str
    taken_at: datetime
    serving_at: datetime | None
    finished_at: datetime | None
    is_missed: bool

    @property
    def waited(self) -> timedelta | None:
        """From the number to the window."""
        return self.serving_at - self.taken_at if self.serving_at else None

    @property
    def served(self) -> timedelta | None:
        """At the window."""
        both = self.serving_at and self.finished_at
        return self.finished_at - self.serving_at if both else None  # type: ignore[operator]  # both are there

    @property
    def hour(self) -> int:
        """The hour of the day in Vietnam in which the number was taken."""
        return self.taken_at.astimezone(clock.VIETNAM).hour


@dataclass(frozen=True, kw_only=True)
class Times:
    """The times of some tickets together; none where nobody was served."""

    taken: int
    served: int
    missed: int
    wait_median: timedelta | None
    wait_slow: timedelta | None
    """Nine of ten waited no longer."""
    serve_median: timedelta | None
    serve_slow: timedelta | None


def list_spells(hall: Hall, *, first: date, last: date) -> list[Spell]:
    """Return the tickets of these days by the time they were taken, from their log. One query."""

    def moment(what: Happening, pick: Callable[..., Min | Max] = Min) -> Min | Max:
        return pick("at", filter=Q(what=what))

    rows = (
        Entry.objects.filter(ticket__hall=hall, ticket__on__range=(first, last))
        .values("ticket_id", letter=F("ticket__letter"))
        .annotate(
            taken_at=moment(Happening.TAKEN),
            serving_at=moment(Happening.SERVING),
            finished_at=moment(Happening.FINISHED, Max),
            missed_at=moment(Happening.MISSED),
        )
        .order_by("taken_at", "ticket_id")
    )
    return [
        Spell(
            letter=row["letter"],
            taken_at=row["taken_at"],
            serving_at=row["serving_at"],
            finished_at=row["finished_at"],
            is_missed=row["missed_at"] is not None,
        )
        for row in rows
    ]


def times_of(spells: Iterable[Spell]) -> Times:
    """Return the times of these tickets together."""
    every = list(spells)
    waits = [one.waited for one in every if one.waited is not None]
    serves = [one.served for one in every if one.served is not None]
    return Times(
        taken=len(every),
        served=len(waits),
        missed=sum(one.is_missed for one in every),
        wait_median=times.share_of(waits, 50),
        wait_slow=times.share_of(waits, 90),
        serve_median=times.share_of(serves, 50),
        serve_slow=times.share_of(serves, 90),
    )
