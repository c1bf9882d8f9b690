"""In which communes of today addresses lie, however many there are, in one question."""

from collections.abc import Sequence
from typing import Final

from django.db import connection
from django.db.models import F

from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.foundation.organisations.models import Territory
from motcua.foundation.organisations.queries.territories import CONSIDERED, LONGEST_SEARCH
from motcua.foundation.organisations.rules import addresses as rules
from motcua.foundation.organisations.rules import territories
from motcua.foundation.organisations.rules.addresses import (
    Entry,
    Gazetteer,
    Today,
    Understood,
    Written,
)

OFFERED: Final = 10
_GAZETTEER: Final = """
    WITH named AS (
        SELECT id, path, folded, valid_to FROM organisations_territory
        WHERE split_part(btrim(folded), ' , ', 1) = ANY(%(names)s)
            AND (level = 'commune' OR valid_to IS NOT NULL)
        UNION
        SELECT one.id, one.path, one.folded, one.valid_to
        FROM organisations_territory one JOIN organisations_territory around ON around.id = one.parent_id
        WHERE around.folded = ANY(%(provinces)s) AND around.valid_to IS NULL
            AND one.level = 'commune' AND one.valid_to IS NULL
    )
    SELECT one.id, one.path, one.folded, one.valid_to IS NULL, now.code, now.name,
        province.code, province.name
    FROM named one
    LEFT JOIN organisations_territorysuccession after
        ON after.predecessor_id = one.id AND one.valid_to IS NOT NULL
    JOIN organisations_territory now
        ON now.id = COALESCE(after.successor_id, one.id) AND now.valid_to IS NULL
    JOIN organisations_territory province ON province.id = now.parent_id
    UNION ALL
    SELECT id, path, folded, NULL, code, name, code, name FROM organisations_territory
    WHERE level = 'province' AND valid_to IS NULL
"""
"""The communes, of today and of before, that bear one of the names; those of today around them, among
which a mistyped one may be; and the provinces of today."""


def understand_addresses(addresses: Sequence[Written]) -> tuple[Understood, ...]:
    """Return what each address comes to, in their order. One query for any number, none for none."""
    if not addresses:
        return ()
    gazetteer = _read_gazetteer(addresses)
    return tuple(rules.understand(one, gazetteer) for one in addresses)


def suggest_communes(text: str, *, province: str = "") -> list[Today]:
    """Return the communes of today whose name holds these words, of one province if it is named.

    For suggestions while somebody types: names that begin so stand first. One query.
    """
    words = territories.fold_path(text[:LONGEST_SEARCH]).split()
    if not words:
        return []
    found = Territory.objects.filter(level=TerritoryLevel.COMMUNE, valid_to=None)
    for word in words:
        found = found.filter(folded__contains=f" {word}")
    if province:
        found = found.filter(parent__folded=f" {rules.fold_name(province)} ")
    rows = found.annotate(province_name=F("parent__name")).values_list(
        "folded", "code", "name", "parent__code", "province_name"
    )
    typed = " ".join(words)
    ranked = sorted(
        rows.order_by("pk")[:CONSIDERED],
        key=lambda row: (
            not rules.begins(row[0], typed),
            vietnamese.sort_key(f"{row[2]} {row[4]}"),
        ),
    )
    return [
        Today(code=code, name=name, province_code=province_code, province=called)
        for _folded, code, name, province_code, called in ranked[:OFFERED]
    ]


def _read_gazetteer(addresses: Sequence[Written]) -> Gazetteer:
    chosen = {f" {rules.fold_name(one.province)} " for one in addresses if one.province}
    with connection.cursor() as cursor:
        cursor.execute(
            _GAZETTEER, {"names": sorted(rules.names_in(addresses)), "provinces": sorted(chosen)}
        )
        rows = cursor.fetchall()
    provinces = frozenset(row[2].strip() for row in rows if row[3] is None)
    entries: dict[int, Entry] = {}
    for pk, path, folded, is_of_today, code, name, province_code, province in rows:
        if is_of_today is None:
            continue
        one = Today(code=code, name=name, province_code=province_code, province=province)
        known = entries.get(pk)
        entries[pk] = Entry(
            path=path,
            folded=folded,
            is_of_today=is_of_today,
            now=(*known.now, one) if known else (one,),
        )
    return Gazetteer(entries=tuple(entries.values()), provinces=provinces)
