"""How well a search answers the judged queries: mean reciprocal rank and recall among the first five."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import yaml

Half = Literal["open", "held"]
Set = Literal["queries", "second"]
"""The first set, tuned on whole; the second, written when the first was spent."""
HALVES: tuple[Half, ...] = ("open", "held")
FIRST = 5
"""What a person sees without scrolling: so many answers count for recall."""

Search = Callable[[str], list[str]]
"""Codes found for a query, best first."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody types, and the codes an official at the counter would point to."""

    query: str
    wants: tuple[str, ...]
    kind: str
    half: Half


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of one half of the queries."""

    queries: int
    reciprocal_rank: float
    """Mean over the queries of 1 / rank of the first right answer among ten; 0 when there is none."""
    recall: float
    """Share of the queries with a right answer among the first five."""


def read(half: Half, of: Set = "queries") -> Iterator[Query]:
    """Give the queries of one half of a set."""
    text = (Path(__file__).parent / f"{of}.yaml").read_text(encoding="utf-8")
    for query in msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), list[Query]):
        if query.half == half:
            yield query


def measure(half: Half, search: Search, of: Set = "queries") -> Figures:
    """Ask every query of the half."""
    ranks = [rank(query, search(query.query)) for query in read(half, of)]
    return Figures(
        queries=len(ranks),
        reciprocal_rank=sum(1 / place for place in ranks if place) / len(ranks),
        recall=sum(1 for place in ranks if place and place <= FIRST) / len(ranks),
    )


def rank(query: Query, found: list[str]) -> int | None:
    """Return the place of the first right answer among the first ten, counted from 1."""
    places = (place for place, code in enumerate(found[:10], start=1) if code in query.wants)
    return next(places, None)
