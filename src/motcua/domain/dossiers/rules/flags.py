"""Signs in a log that somebody should look at: never part of a rate, each with the article it touches.

A flag accuses nobody. It names an entry after which the on-time rate may look better than the
handling was, so that a person reads it. Lawful acts done promptly raise none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from motcua.domain.dossiers.enums import Act, Flagged
from motcua.foundation.kernel.clock import VIETNAM, day_in_vietnam

LAST_SHARE: Final = 0.1
"""Asked in the last tenth of the time, a supplement saves a promise more than it helps the applicant."""
WRITTEN_WITHIN: Final = timedelta(days=1)
"""Paper that was brought is written down the same day (Article 17.1.c); a day's grace is ours."""
EVENING: Final = 19
"""From this hour on (ours) no office of the demo works; what happened by day is written down by night."""
CLUSTER: Final = 3
"""So many entries of one evening written down afterwards are a cluster."""

ARTICLES: Final = {
    Flagged.LATE_REQUEST: "Điều 19.4",
    Flagged.WRITTEN_LATER: "Điều 17.1",
    Flagged.LATE_ANSWER: "Điều 17.2",
    Flagged.EVENING_ENTRIES: "Điều 17.1",
    Flagged.SECOND_EXTENSION: "Điều 19.9",
}


@dataclass(frozen=True, kw_only=True)
class Noted:
    """An entry of the log as far as flags look at it."""

    act: Act
    occurred_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One sign."""

    kind: Flagged
    at: datetime
    """When the entry was recorded."""
    after: timedelta
    """How long after what it should have followed; nothing where that says nothing."""

    @property
    def article(self) -> str:
        """The article it touches."""
        return ARTICLES[self.kind]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch in which a promise ran, from its beginning to the promised moment."""

    since: datetime
    due_at: datetime


def find_flags(
    log: Iterable[Noted], *, spans: Iterable[Span], intake_due_at: datetime
) -> list[Flag]:
    """Return the signs of one dossier's log, oldest first."""
    entries = list(log)
    found = [
        *_late_requests(entries, list(spans)),
        *_written_later(entries),
        *_late_answers(entries, intake_due_at),
        *_evening_entries(entries),
        *_second_extensions(entries),
    ]
    return sorted(found, key=lambda flag: (flag.at, flag.kind))


def _late_requests(entries: list[Noted], spans: list[Span]) -> Iterator[Flag]:
    for entry in entries:
        if entry.act is not Act.ASK:
            continue
        running = [span for span in spans if span.since <= entry.recorded_at]
        if not running:
            continue
        span = running[-1]
        if entry.recorded_at > span.due_at - (span.due_at - span.since) * LAST_SHARE:
            yield _flag(Flagged.LATE_REQUEST, entry, since=span.since)


def _written_later(entries: list[Noted]) -> Iterator[Flag]:
    for entry in entries:
        if entry.recorded_at - entry.occurred_at > WRITTEN_WITHIN:
            yield _flag(Flagged.WRITTEN_LATER, entry, since=entry.occurred_at)


def _late_answers(entries: list[Noted], intake_due_at: datetime) -> Iterator[Flag]:
    # The last answer is judged: what is supplied before intake begins the desk's time anew.
    answer = next((entry for entry in reversed(entries) if entry.act in _ANSWERS), None)
    if answer is not None and answer.recorded_at > intake_due_at:
        yield _flag(Flagged.LATE_ANSWER, answer, since=intake_due_at)


def _evening_entries(entries: list[Noted]) -> Iterator[Flag]:
    evenings: dict[object, list[Noted]] = {}
    for entry in entries:
        is_evening = entry.recorded_at.astimezone(VIETNAM).hour >= EVENING
        if is_evening and entry.occurred_at < entry.recorded_at:
            evenings.setdefault(day_in_vietnam(entry.recorded_at), []).append(entry)
    for written in evenings.values():
        if len(written) >= CLUSTER:
            yield _flag(Flagged.EVENING_ENTRIES, written[-1], since=written[-1].recorded_at)


def _second_extensions(entries: list[Noted]) -> Iterator[Flag]:
    for entry in entries:
        if entry.act is Act.TRY_EXTEND:
            yield _flag(Flagged.SECOND_EXTENSION, entry, since=entry.recorded_at)


def _flag(kind: Flagged, entry: Noted, *, since: datetime) -> Flag:
    return Flag(kind=kind, at=entry.recorded_at, after=entry.recorded_at - since)


_ANSWERS: Final = frozenset({Act.ACCEPT, Act.ASK_AT_INTAKE, Act.DIRECT, Act.REFUSE})
"""How the one-stop desk answers a lodging."""
