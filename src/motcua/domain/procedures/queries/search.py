"""Finding a procedure by what a person types: one statement reads what is new, a second the records.

Nothing relevant means nothing found, and the nearest names are suggested.
"""

from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from itertools import islice
from typing import Final, Generic, TypeVar

from motcua.domain.procedures.enums import Level, OnlineLevel
from motcua.domain.procedures.queries import indexes
from motcua.domain.procedures.queries.openings import digest_of
from motcua.domain.procedures.queries.versions import get_versions
from motcua.domain.procedures.rules import usage, words
from motcua.domain.procedures.rules.ranking import Entry, Scored, used
from motcua.domain.procedures.rules.version import Version

PAGE_SIZE: Final = 20
SUGGESTIONS: Final = 3

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A procedure that answers the query, with how well it does (0 to about 2)."""

    version: Version
    relevance: float


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """One page of an answer."""

    items: tuple[T, ...]
    total: int
    number: int
    size: int
    suggestions: tuple[T, ...] = field(default=())
    """When nothing was found: what comes nearest, said to be no answer."""

    @property
    def pages(self) -> int:
        """How many pages there are; one at least."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Whether a further page follows."""
        return self.number < self.pages


def find(
    text: str = "",
    *,
    field: str | None = None,
    agency_id: int | None = None,
    level: Level | None = None,
    online: OnlineLevel | None = None,
    on: date,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Found]:
    """Return the procedures in force on the day that answer the text and the filters, best first.

    Without a text all of them, in alphabetical order. Two queries at most.
    """
    offer = indexes.current(agency_id=agency_id, on=on, query=digest_of(text))
    allowed = _Filters(field=field, level=level, online=online, provided=offer.provided)
    index = offer.index
    answers = [
        (entry, relevance)
        for entry, relevance in _answers(text, offer)
        if index.is_in_force(entry, on) and allowed.admit(entry)
    ]
    shown = answers[(page - 1) * size : page * size]
    near: list[tuple[Entry, float]] = []
    if text.strip() and not answers:
        near = _nearest(
            text,
            [e for e in index.entries if index.is_in_force(e, on) and allowed.admit(e)],
        )
    versions = get_versions([entry.version_id for entry, _ in shown + near])
    found = [
        Found(version=version, relevance=relevance)
        for version, (_, relevance) in zip(versions, shown + near, strict=True)
    ]
    return Page(
        items=tuple(found[: len(shown)]),
        suggestions=tuple(found[len(shown) :]),
        total=len(answers),
        number=page,
        size=size,
    )


def explain(text: str, *, on: date, size: int = PAGE_SIZE) -> list[Scored]:
    """Return the best answers to the text on the day, each with what made it one. One query."""
    offer = indexes.current(agency_id=None, on=on, query=digest_of(text))
    found = (scored for scored in _ranked(text, offer) if offer.index.is_in_force(scored.entry, on))
    return list(islice(found, size))


def first_answers(text: str, *, on: date, size: int) -> list[int]:
    """Return the procedures of the best answers to the text on the day. One query."""
    return [scored.entry.procedure_id for scored in explain(text, on=on, size=size)]


@dataclass(frozen=True, kw_only=True)
class _Filters:
    field: str | None
    level: str | None
    online: str | None
    provided: frozenset[int] | None

    def admit(self, entry: Entry) -> bool:
        return (
            self.field in (None, entry.field)
            and self.level in (None, entry.level)
            and self.online in (None, entry.online_level)
            and (self.provided is None or entry.procedure_id in self.provided)
        )


def _answers(text: str, offer: indexes.Offer) -> list[tuple[Entry, float]]:
    if text.strip():
        return [(scored.entry, scored.relevance) for scored in _ranked(text, offer)]
    return [(entry, 0.0) for entry in sorted(offer.index.entries, key=_alphabetical)]


def _ranked(text: str, offer: indexes.Offer) -> list[Scored]:
    index = offer.index
    found = index.find(words.understand(text, is_known=index.knows))
    learnt = used(found, usage.boosts(offer.opened))
    return sorted(learnt, key=lambda one: (-one.relevance, *_alphabetical(one.entry)))


def _alphabetical(entry: Entry) -> tuple[str, int]:
    return entry.sort_key, entry.version_id


def _nearest(text: str, entries: list[Entry]) -> list[tuple[Entry, float]]:
    """Return what is written most alike, letter by letter: no answer, but perhaps a help."""
    typed = words.trigrams(words.understand(text).text)
    alike = (
        (entry, len(typed & words.trigrams(entry.name)) / max(len(typed), 1)) for entry in entries
    )
    return nsmallest(SUGGESTIONS, alike, key=lambda one: (-one[1], *_alphabetical(one[0])))
