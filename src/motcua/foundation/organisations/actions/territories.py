"""The country's division, and its reform, taken in from a file."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Final

from django.db import connection, transaction

from motcua.foundation.organisations.models import TerritorySuccession
from motcua.foundation.organisations.rules import territories as rules
from motcua.foundation.organisations.rules.territories import Key, Place, Reform

SOURCE_2025: Final = (
    "Luật 72/2025/QH15, Nghị quyết 202/2025/QH15; bảng của Trần Ngọc Minh Hiếu (MIT)"
)


@dataclass(frozen=True, kw_only=True)
class Reformed:
    """What a reform brought in; nothing when it was there already."""

    territories: int
    successions: int


def read_packaged_reform() -> Reform:
    """Return the reform of 2025 that comes with the product."""
    data = resources.files("motcua.foundation.organisations") / "data" / "territories-2025.csv.gz"
    return rules.read_reform(gzip.decompress(data.read_bytes()).decode().splitlines())


@transaction.atomic
def apply_territory_reform(reform: Reform, *, on: date, source: str) -> Reformed:
    """Take in the territories before and after the day and who took whom over, once.

    Two statements for any number of rows.
    """
    if TerritorySuccession.objects.filter(on=on).exists():
        return Reformed(territories=0, successions=0)
    ids = _insert_places(reform.places, on)
    _insert_successions(reform, ids, on=on, source=source)
    return Reformed(territories=len(reform.places), successions=len(reform.successions))


_DRAW: Final = """
    SELECT nextval('organisations_territory_id_seq') FROM generate_series(1, %s)
"""
_PLACES: Final = """
    INSERT INTO organisations_territory
        (id, code, level, name, path, folded, parent_id, valid_from, valid_to)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::bigint[], %s::date[], %s::date[])
"""
_SUCCESSIONS: Final = """
    INSERT INTO organisations_territorysuccession (predecessor_id, successor_id, is_partial, "on", source)
    SELECT predecessor, successor, is_partial, %s, %s
    FROM unnest(%s::bigint[], %s::bigint[], %s::boolean[]) AS one(predecessor, successor, is_partial)
"""


def _insert_places(places: Sequence[Place], on: date) -> dict[Key, int]:
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [len(places)])
        ids = {place.key: row[0] for place, row in zip(places, cursor.fetchall(), strict=True)}
        cursor.execute(
            _PLACES,
            [
                [ids[place.key] for place in places],
                [place.key[2] for place in places],
                [place.key[1].value for place in places],
                [place.name for place in places],
                [place.path for place in places],
                [place.folded for place in places],
                [ids[place.parent] if place.parent else None for place in places],
                [on if place.key[0] else None for place in places],
                [None if place.key[0] else on for place in places],
            ],
        )
    return ids


def _insert_successions(reform: Reform, ids: Mapping[Key, int], *, on: date, source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _SUCCESSIONS,
            [
                on,
                source,
                [ids[before] for before, _after, _part in reform.successions],
                [ids[after] for _before, after, _part in reform.successions],
                [is_partial for _before, _after, is_partial in reform.successions],
            ],
        )
