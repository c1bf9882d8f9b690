"""The country's division: what a place is called today, and what it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.foundation.organisations.models import Territory, TerritorySuccession
from motcua.foundation.organisations.rules import territories as territory_rules

LONGEST_SEARCH: Final = 200
SHOWN: Final = 20
CONSIDERED: Final = 500
"""A word that more places bear is too little to go by."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A territory and what became of it, or what it was made of."""

    territory: Territory
    successors: tuple[Territory, ...]
    is_divided: bool
    """Whether it went to several: where in it somebody lives then decides."""
    origins: tuple[Territory, ...]


def find_territories(text: str, *, limit: int = SHOWN) -> list[Traced]:
    """Return the communes and districts, of today and before, whose path holds these words.

    Whole names first, today's before those that are no more. Three queries.
    """
    words = territory_rules.fold_path(text[:LONGEST_SEARCH]).split()
    if not words:
        return []
    found = Territory.objects.exclude(level=TerritoryLevel.PROVINCE)
    for word in words:
        found = found.filter(folded__contains=f" {word}")
    return _trace(_ranked(found, words)[:limit])


def convert_address(address: str) -> list[Traced]:
    """Return the communes of before the reform that an address may lie in, with what became of each.

    The widest reading that fits is taken: commune, district and province, else fewer. At most four
    queries to find, two to trace.
    """
    parts = territory_rules.phrases(address[:LONGEST_SEARCH])
    for count in (3, 2, 1):
        if count > len(parts):
            continue
        ended = Territory.objects.filter(valid_to__isnull=False).exclude(
            level=TerritoryLevel.PROVINCE
        )
        for part in parts[-count:]:
            ended = ended.filter(folded__contains=f" {part} ")
        communes = ended.filter(successions__isnull=False)
        found = _ranked(communes.distinct(), parts[-count].split())
        if found:
            return _trace(found[:SHOWN])
    return []


def _ranked(found: QuerySet[Territory], typed: list[str]) -> list[Territory]:
    """Order by how much of the name was typed, then today's first, then the shortest. One query."""
    return sorted(
        found.order_by("pk")[:CONSIDERED],
        key=lambda one: (
            -territory_rules.shared_run(typed, territory_rules.fold_path(one.name).split()),
            one.valid_to is not None,
            len(one.path),
            one.path,
        ),
    )


def _trace(territories: Iterable[Territory]) -> list[Traced]:
    found = list(territories)
    ids = [territory.pk for territory in found]
    after: dict[int, list[TerritorySuccession]] = {}
    for row in TerritorySuccession.objects.select_related("successor").filter(
        predecessor_id__in=ids
    ):
        after.setdefault(row.predecessor_id, []).append(row)
    before: dict[int, list[Territory]] = {}
    for row in TerritorySuccession.objects.select_related("predecessor").filter(
        successor_id__in=ids
    ):
        before.setdefault(row.successor_id, []).append(row.predecessor)
    return [
        Traced(
            territory=territory,
            successors=_in_order(row.successor for row in after.get(territory.pk, ())),
            is_divided=any(row.is_partial for row in after.get(territory.pk, ())),
            origins=_in_order(before.get(territory.pk, ())),
        )
        for territory in found
    ]


def _in_order(territories: Iterable[Territory]) -> tuple[Territory, ...]:
    return tuple(sorted(territories, key=lambda one: vietnamese.sort_key(one.path)))
